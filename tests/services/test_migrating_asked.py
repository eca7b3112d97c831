"""What was asked beside the steps when a case goes over to another version."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.asking import ASKING, publish_asking
from tests.support.office import NOW, Office
from workflow.services.doctor import check
from workflow.services.migrating import migrate_cases
from workflow.services.planning import plan_all
from workflow.services.publishing import publish
from workflow.services.showing import show_case

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def case(office: Office):
    """The chief has asked the applicant, and the clock of the decision stands still."""
    publish_asking(office)
    case = office.start()
    office.act(case, "first", "agree")
    office.act(case, "second", "agree")
    office.act(case, "chief", "request_info", who="clerk", reason="哪一份？")
    return case


def later(office: Office, *changes: tuple[str, str], places: str = "") -> int:
    version = int(ASKING.partition("\nversion: ")[2].partition("\n")[0])
    text = ASKING.replace(f"\nversion: {version}\n", f"\nversion: {version + 1}\n", 1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    migrate = f"migrate:\n  - {{from: {version}{places}}}\n"
    publish(office.runtime, {"pair.yaml": text.replace("sample: {", f"{migrate}sample: {{", 1).encode()}, by=0, now=NOW)
    return version + 1


def open_tasks(office: Office, case):
    return {task["key"]: task["due_at"] for task in show_case(office.runtime, case.case, LATER)["tasks"]}


def sound(office: Office) -> bool:
    return not [it for it in check(office.runtime, LATER).findings if it.severity == "error"]


def test_a_question_stays_with_whoever_asked_it_and_the_clock_still_stands(office: Office, case):
    before = open_tasks(office, case)
    version = later(office, ("deadline: {within: 3wd}", "deadline: {within: 5wd}"))
    assert migrate_cases(office.runtime, "pair", version, LATER).done
    assert open_tasks(office, case)["chief"] == before["chief"]
    office.act(case, "clerk", "answered", now=LATER, reason="第二份")
    office.act(case, "chief", "approve", now=LATER)
    assert show_case(office.runtime, case.case, LATER)["outcome"] == "approved"
    assert sound(office)


def test_a_question_goes_with_the_step_that_has_another_name_now(office: Office, case):
    changes = (("  decision:\n    type", "  verdict:\n    type"), ("complete: decision", "complete: verdict"),
               ("before: decision", "before: verdict"))  # fmt: skip
    version = later(office, *changes, places=", map: {decision: verdict}")
    (moved,) = migrate_cases(office.runtime, "pair", version, LATER).cases
    assert moved.problem is None
    assert list(open_tasks(office, case)) == ["chief"]
    office.act(case, "chief", "approve", now=LATER)
    assert sound(office)


def test_planning_leaves_a_clock_that_stands_still(office: Office, case):
    before = open_tasks(office, case)
    plan_all(office.runtime, LATER)
    assert open_tasks(office, case) == before
    assert sound(office)
