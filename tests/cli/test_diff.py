"""`qianhe definitions diff`."""

import pytest

from tests.cli.running import VERSION, Desk, answer, run
from tests.cli.test_versions import edition
from workflow.bootstrap import SHIPPED

PROCESS = SHIPPED / "processes" / "agreement_signing.yaml"
SOONER = ("    deadline: {within: 20wd}", "    deadline: {within: 5wd}")
CHEAPER = ("data.involves_budget or data.amount > 0", "data.involves_budget or data.amount > 1000")
RENAMED = ("{zh-TW: 會辦, en: Consultation of units}", "{zh-TW: 平行會辦, en: Parallel consultation}")
NARROWER = ("binds: [draft, terms, language, involves_ip]", "binds: [draft, terms, copies]")


def messages(found):
    return [it["message"] for it in found["changes"]]


def test_a_deadline_is_told_in_words_of_both_languages(desk: Desk):
    (said,) = messages(desk.answer("definitions", "diff", "agreement_signing", edition(desk, SOONER)))
    assert said["zh-TW"] == "步驟「行政會議審議」的期限的時限：由「20 個工作天」改為「5 個工作天」"
    assert said["en"] == "state “Administrative meeting”, deadline, within: “20 working days” became “5 working days”"


def test_conditions_names_and_what_is_vouched_for_are_each_told(desk: Desk):
    found = desk.answer(
        "definitions", "diff", f"agreement_signing@{VERSION}", edition(desk, CHEAPER, RENAMED, NARROWER)
    )
    assert [it["category"] for it in found["changes"]] == ["guard", "text", "binding", "guard"]
    said = messages(found)
    assert "加入份數；移除書約語言、涉及智慧財產權" in said[2]["zh-TW"]
    assert "data.amount > 1000" in said[3]["en"]
    assert not found["texts_only"]


def test_only_other_words_are_told_as_such(desk: Desk):
    assert desk.answer("definitions", "diff", PROCESS, edition(desk, RENAMED))["texts_only"]


def test_the_cases_that_go_by_the_first_one_are_counted_by_where_they_stand(desk: Desk):
    desk.start()
    desk.start()
    gone = edition(desk, ("  oia_precheck:\n", "  first_check:\n"), ("oia_precheck", "first_check"))
    found = desk.answer("definitions", "diff", "agreement_signing", gone)
    assert found["running"] == {"cases": 2, "by_state": {"oia_precheck": 2}, "stranded": ["oia_precheck"]}
    said = desk.run("definitions", "diff", "agreement_signing", gone).stdout
    assert "新版沒有其中這些步驟：國際處初審。" in said


def test_two_files_are_compared_without_a_database(empty_desk: Desk):
    found = empty_desk.answer("definitions", "diff", PROCESS, edition(empty_desk, SOONER))
    assert len(found["changes"]) == 1
    assert found["running"] is None


def test_a_version_is_the_same_as_itself(desk: Desk):
    assert "兩個版本對案件沒有差別。" in desk.run("definitions", "diff", f"agreement_signing@{VERSION}", PROCESS).stdout


@pytest.mark.parametrize(("words", "code"), [((PROCESS,), 2), (("agreement_signing@x", PROCESS), 2)])
def test_wrong_usage_is_told_as_such(words, code):
    assert run("definitions", "diff", *words).exit_code == code


def test_an_unknown_version_is_not_found(desk: Desk):
    assert answer("definitions", "diff", "agreement_signing@8", PROCESS, code=1, env=desk.env)["refusals"]
