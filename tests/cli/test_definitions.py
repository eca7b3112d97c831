import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import answer, run
from workflow.bootstrap import SHIPPED

PROCESS = SHIPPED / "processes" / "agreement_signing.yaml"
FINDING_KEYS = {"rule", "severity", "file", "line", "column", "path", "message"}


def broken(tmp_path: Path, old: str, new: str) -> Path:
    text = PROCESS.read_text("utf-8")
    assert old in text
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_the_shipped_definitions_are_sound():
    found = answer("definitions", "check", SHIPPED)
    assert found["ok"]
    assert len(found["files"]) == len(list(SHIPPED.rglob("*.yaml")))
    assert not [finding for finding in found["findings"] if finding["severity"] != "info"]


def test_a_process_alone_is_read_against_the_folder_in_which_it_stands():
    found = answer("definitions", "check", PROCESS)
    assert found["ok"]
    assert found["files"] == [PROCESS.as_posix()]


def test_a_process_elsewhere_is_read_against_the_shipped_organisation(tmp_path):
    copy = shutil.copy(PROCESS, tmp_path / "copy.yaml")
    assert answer("definitions", "check", copy)["ok"]


def test_a_finding_has_rule_place_and_both_languages(tmp_path):
    path = broken(tmp_path, "owner: coop_head", "owner: coop_hed")
    found = answer("definitions", "check", path, code=1)
    (finding,) = [it for it in found["findings"] if it["severity"] == "error"]
    assert not found["ok"]
    assert set(finding) >= FINDING_KEYS
    assert (finding["rule"], finding["path"], finding["file"]) == ("L02", "owner", path.as_posix())
    assert "coop_hed" in finding["message"]["zh-TW"]
    assert "coop_hed" in finding["message"]["en"]
    assert finding["hint"] == "coop_head"


def test_people_read_the_place_and_the_sentences(tmp_path):
    path = broken(tmp_path, "owner: coop_head", "owner: coop_hed")
    result = run("definitions", "check", path)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(f"{path.as_posix()}:")
    assert "1 errors" in result.stdout.splitlines()[-1]


def test_an_organisation_in_the_same_folder_counts_instead_of_the_shipped_one(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "mine")
    organisation = tmp_path / "mine" / "organisation.yaml"
    organisation.write_text(organisation.read_text("utf-8").replace("oia_cooperation_head", "someone"), "utf-8")
    found = answer("definitions", "check", tmp_path / "mine" / "processes", code=1)
    assert any("oia_cooperation_head" in finding["message"]["en"] for finding in found["findings"])


@pytest.mark.parametrize("content", [b"", b"a: [", b"\xff\xfe", b"- 1", b"a: 1\na: 2\n", b"what: 1\n"])
def test_a_file_that_is_no_definition_is_an_error_and_no_traceback(tmp_path, content):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    assert answer("definitions", "check", path, code=1)["findings"][0]["severity"] == "error"
    assert not answer("definitions", "test", path, code=1)["ok"]


def test_the_shipped_scenarios_pass():
    found = answer("definitions", "test", PROCESS)
    assert found["ok"]
    assert found["failed"] == 0
    assert found["passed"] == len(found["results"]) > 10
    assert {"file", "name", "ok"} <= set(found["results"][0])


def test_a_scenario_that_fails_tells_what_was_expected(tmp_path):
    path = broken(tmp_path, "expect: {state: cosign", "expect: {state: signing")
    found = answer("definitions", "test", path, code=1)
    (failed,) = [result for result in found["results"] if not result["ok"]]
    assert {"expected", "got"} <= set(failed)
    assert "FAIL" in run("definitions", "test", path).stdout


def test_each_kind_of_file_has_a_schema():
    assert answer_schema("process")["properties"]["states"]
    assert {"process", "organisation", "authority", "calendar", "register"} <= set(answer_schema())


def answer_schema(*kind):
    return json.loads(run("definitions", "schema", *kind).stdout)


@pytest.mark.parametrize("words", [("check",), ("check", "/no/such/path"), ("test",), ("schema", "poem"), ("prove",)])
def test_what_was_not_asked_for_properly_is_wrong_usage(words):
    assert run("definitions", *words).exit_code == 2


def test_a_folder_without_definitions_is_wrong_usage(tmp_path):
    result = run("definitions", "check", tmp_path)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "no_yaml")


def test_a_scenario_that_names_nobody_is_told_in_both_languages(tmp_path):
    path = broken(tmp_path, "as: officer", "as: offiser")
    found = answer("definitions", "test", path, code=1)
    failed = [result for result in found["results"] if not result["ok"]]
    assert failed[0]["message"]["en"] == "There is no actor, branch, slot or login “offiser”"
    assert "沒有「offiser」這個角色" in run("definitions", "test", path).stdout
