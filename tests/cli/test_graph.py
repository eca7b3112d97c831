"""`qianhe definitions graph`."""

from xml.etree import ElementTree

from tests.cli.running import VERSION, run
from tests.cli.test_definitions import PROCESS, broken


def test_a_file_is_drawn_without_a_database(tmp_path):
    out = tmp_path / "picture.svg"
    assert run("definitions", "graph", PROCESS, "-o", out).exit_code == 0
    assert ElementTree.fromstring(out.read_text("utf-8")).get("lang") == "zh-Hant-TW"


def test_the_published_process_is_drawn_in_the_language_that_is_asked_for(desk):
    drawn = desk.run("definitions", "graph", "agreement_signing", "--language", "en").stdout
    assert f"International agreement signing, version {VERSION}" in drawn


def test_a_case_is_drawn_where_it_stands(desk):
    case = desk.start()
    shown = desk.answer("definitions", "graph", "agreement_signing", "--case", case["number"])
    assert [it["state"] for it in shown["states"] if it["now"]] == ["oia_precheck"]
    assert case["number"] in shown["svg"]


def test_a_case_of_another_process_and_an_unknown_version_are_not_found(desk):
    case = desk.start()
    for words in (("other", "--case", case["number"]), ("agreement_signing@9",), ("nothing",)):
        found = desk.answer("definitions", "graph", *words, code=1)
        assert found["refusals"][0]["code"] in {"unknown_case", "unknown_version"}


def test_a_file_with_errors_is_not_drawn_and_says_where_they_are(tmp_path):
    result = run("definitions", "graph", broken(tmp_path, "owner: coop_head", "owner: coop_hed"))
    assert result.exit_code == 1
    assert "L02" in result.stderr
