import json

import pytest

NUMBER = "國約-115-001"


@pytest.fixture
def record(desk):
    """The file of a case with two entries."""
    desk.act(desk.start(), "claim", "oia_cooperation_officer")
    path = desk.instance.parent / "record.json"
    assert desk.run("audit", "export", NUMBER, path).exit_code == 0
    return path


@pytest.fixture
def key(desk):
    return desk.put("key.pem", desk.run("audit", "key").stdout.encode())


def test_a_record_holds_by_itself_and_by_the_key_of_the_installation(empty_desk, record, key):
    alone = empty_desk.answer("audit", "verify", record)
    assert (alone["ok"], alone["case"], alone["key"], alone["problems"]) == (True, NUMBER, "embedded", [])
    assert empty_desk.answer("audit", "verify", record, "--key", key)["key"] == "given"
    assert "holds" in empty_desk.run("audit", "verify", record).stdout


def test_a_record_goes_to_standard_output_without_a_file(desk, record):
    assert json.loads(desk.run("audit", "export", NUMBER).stdout)["head"] == json.loads(record.read_bytes())["head"]


def test_a_case_goes_to_a_pdf_that_holds_without_its_installation(desk, record, key, empty_desk):
    paper = record.with_name("paper.pdf")
    assert desk.answer("audit", "export", NUMBER, paper)["bytes"] == paper.stat().st_size
    found = empty_desk.answer("audit", "verify", paper, "--key", key)
    assert (found["ok"], found["case"], found["problems"]) == (True, NUMBER, [])


def test_a_pdf_to_which_something_was_added_is_told(desk, record):
    paper = record.with_name("paper.pdf")
    desk.answer("audit", "export", NUMBER, paper)
    (problem,) = desk.answer("audit", "verify", desk.put("more.pdf", paper.read_bytes() + b"%\n"), code=1)["problems"]
    assert (problem["code"], problem["where"]) == ("seal_missing", "file")


def test_a_changed_record_is_told_with_the_place(desk, record):
    changed = desk.put("changed.json", record.read_bytes().replace(b"umit.at", b"mit.edu", 1))
    found = desk.answer("audit", "verify", changed, code=1)
    assert not found["ok"]
    assert all(set(problem) == {"code", "where", "message"} for problem in found["problems"])
    assert "commitment_differs" in desk.run("audit", "verify", changed).stderr


def test_a_record_of_another_installation_is_told(desk, record, empty_desk):
    other = type(empty_desk)(empty_desk.instance.parent / "other")
    other.run("init")
    theirs = desk.put("theirs.pem", other.run("audit", "key").stdout.encode())
    (problem,) = desk.answer("audit", "verify", record, "--key", theirs, code=1)["problems"]
    assert problem["code"] == "key_differs"


@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.7", b"[" * 100_000, b"\xff"])
def test_a_file_that_is_no_record_is_told_and_no_traceback(desk, content):
    path = desk.put("no.json", content)
    assert desk.answer("audit", "verify", path, code=1)["problems"]


def test_a_key_that_is_none_is_wrong_usage(desk, record):
    assert desk.run("audit", "verify", record, "--key", record).exit_code == 2


def test_an_unknown_case_and_a_missing_file_are_told(desk):
    assert desk.run("audit", "export", "國約-115-999").stderr.splitlines()[0] == "unknown_case"
    assert desk.run("audit", "verify", "/no/such/file").exit_code == 2
    assert desk.run("audit", "export", NUMBER, "/proc/no/such/file").exit_code in {1, 2}


def test_without_a_signing_key_nothing_is_exported(empty_desk):
    result = empty_desk.run("audit", "export", NUMBER)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "key_missing")
