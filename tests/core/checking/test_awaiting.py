"""What a case waits for is proved: they can begin, enough of them can succeed, and none waits for itself."""

import pytest

from tests.support.waiting import PLAN, VIEW, WAITING
from workflow.core.calendar import layer_from_mapping
from workflow.services import checking_definitions

NEXT = "next: {complete: decision, failed: {to: draft}, stop: rejected}"


def found(plan: str = PLAN, view: str = VIEW) -> list[tuple[str, str]]:
    files = {**WAITING, "plan.yaml": plan.encode(), "view.yaml": view.encode()}
    findings = checking_definitions.check_definitions(files, layer_from_mapping).findings
    return [(it.rule, it.code) for it in findings if it.severity == "error"]


def test_two_processes_of_which_one_waits_for_the_other_are_sound_and_play():
    assert found() == []
    tested = checking_definitions.test_definitions(WAITING, layer_from_mapping)
    assert [result for _, result in tested.results if not result.ok] == []
    assert len(tested.results) == 3


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("process: view", "process: views", ("L02", "unknown_process")),
        ("with: {unit: row.name, plan: subject}", "with: {units: row.name}", ("L02", "no_such_field")),
        ("collect: {row.view: said}", "collect: {row.views: said}", ("L02", "unknown_field")),
        ("collect: {row.view: said}", "collect: {row.view: saying}", ("L02", "no_such_field")),
        ("collect: {row.view: said}", "collect: {subject: said}", ("L26", "collected_by_many")),
        ("collect: {row.view: said}", "collect: {units: said}", ("L26", "cannot_collect")),
        ("join: all", "join: count", ("L01", "vote_count")),
        ("join: all", "join: count\n    count: 6", ("L26", "more_than_begin")),
        (NEXT, "next: {complete: decision, stop: rejected}", ("L03", "outcome_leads_nowhere")),
        ("    by: chief\n    next: {complete", "    next: {complete", ("L03", "outcome_never_given")),
        (NEXT, "next: {complete: decision, failed: {to: draft}}", ("L05", "slot_without_outcomes")),
        ("join: all", "join: all\n    counts: ended", ("L03", "outcome_never_given")),
    ],
)
def test_what_is_waited_for_is_named_as_it_is_and_every_way_on_is_there(old: str, new: str, finding: tuple[str, str]):
    assert old in PLAN
    assert finding in found(PLAN.replace(old, new, 1))


def test_a_case_that_may_be_called_off_has_an_end_for_that():
    without = VIEW.replace("outcome: cancelled", "outcome: lapsed", 1)
    assert found(view=without) == [("L26", "cannot_be_called_off")]
    keeping = PLAN.replace("join: all", "join: all\n    on_leave: keep", 1)
    assert found(keeping, without) == []


def test_no_case_waits_for_itself():
    again = """  checked:
    type: subcase
    label: {zh-TW: 再計畫, en: Another plan}
    process: plan
    with: {subject: plan}
    next: {complete: given, failed: refused}
"""
    begin = VIEW.index("  checked:\n")
    circle = VIEW[:begin] + again + VIEW[VIEW.index("  given:") :]
    assert [finding for finding in found(view=circle) if finding[0] == "L26"] == [("L26", "waits_for_itself")] * 2
