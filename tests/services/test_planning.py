"""Open tasks are planned anew when people, calendars or authority change, and everybody hears of it once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.services.test_delivering import Outside, deliver_all
from tests.support.editions import edition
from tests.support.office import CALENDAR, LOGINS, NOW, Office
from workflow.core.directory import Holding
from workflow.services import planning
from workflow.services.act import Done
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.planning import plan_all, plan_once
from workflow.services.publishing import publish
from workflow.services.showing import show_case
from workflow.store import incidents, people
from workflow.store.tables import outgoing

LATER = NOW + timedelta(hours=2)
CLOSED = CALENDAR.replace(
    "overrides: []",
    'overrides:\n  - {date: "2026-09-03", working: false, why: {zh-TW: 颱風停班, en: Typhoon}}',
)


def due(office: Office, case: Done):
    return {task["key"]: task["due_at"] for task in show_case(office.runtime, case.case, LATER)["tasks"]}


def holders(office: Office, case: Done):
    tasks = show_case(office.runtime, case.case, LATER)["tasks"]
    return {task["key"]: [holder["post"] for holder in task["holders"]] for task in tasks}


def leave(office: Office, login: str):
    with office.runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS[login], active=False)


def close_a_day(office: Office):
    publish(office.runtime, {"plain.yaml": CLOSED.encode()}, by=0, now=LATER)


def letters(office: Office):
    return [it for it in deliver_all(office, Outside(), LATER + timedelta(minutes=5)) if it.kind == "days_counted"]


@pytest.fixture
def planned(office: Office) -> Office:
    """An office in which everything is planned."""
    plan_all(office.runtime, NOW)
    return office


def test_there_is_nothing_to_do_while_nothing_changes(planned: Office):
    case = planned.start()
    before = show_case(planned.runtime, case.case, LATER)
    plan_all(planned.runtime, LATER)
    assert not plan_once(planned.runtime, LATER)
    assert show_case(planned.runtime, case.case, LATER) == before


def test_a_closed_day_moves_what_is_due_after_it_and_the_reminders_with_it(planned: Office):
    case = planned.start()
    assert due(planned, case)["first"].startswith("2026-09-04")
    close_a_day(planned)
    plan_all(planned.runtime, LATER)
    assert due(planned, case)["first"].startswith("2026-09-07")
    assert show_case(planned.runtime, case.case, LATER)["history"][-1]["action"] == "replan"
    assert not [it for it in check(planned.runtime, LATER).findings if it.rule != "I-99"]


def test_everybody_hears_once_of_all_the_cases_whose_days_moved(planned: Office):
    cases = [planned.start(), planned.start()]
    planned.act(cases[0], "second", "agree")
    close_a_day(planned)
    plan_all(planned.runtime, LATER)
    found = {it.address: it.title.en for it in letters(planned)}
    assert found == {
        "first@example.edu": f"{cases[0].number}, {cases[1].number}",
        "second@example.edu": cases[1].number,
    }


def test_a_task_whose_holder_has_left_goes_to_whoever_is_asked_then(planned: Office):
    case = planned.start()
    leave(planned, "first")
    plan_all(planned.runtime, LATER)
    assert holders(planned, case) == {"first": ["head"], "second": ["second"]}
    planned.act(case, "head", "agree", now=LATER)
    with planned.runtime.database.snapshot() as connection:
        asked = select(outgoing.c.kind).where(outgoing.c.recipient == LOGINS["head"])
        assert list(connection.execute(asked).scalars()) == ["action"]


def test_a_successor_in_the_post_needs_no_planning(planned: Office):
    case = planned.start()
    with planned.runtime.database.transaction() as connection:
        people.put_holding(connection, Holding(LOGINS["clerk.2"], "first", "office", date(2020, 1, 1)))
    leave(planned, "first")
    plan_all(planned.runtime, LATER)
    assert holders(planned, case)["first"] == ["first"]
    planned.act(case, "clerk.2", "agree", now=LATER)


def test_where_nobody_can_be_found_somebody_is_called_to_look(planned: Office):
    case = planned.start()
    leave(planned, "first")
    leave(planned, "head")
    plan_all(planned.runtime, LATER)
    with planned.runtime.database.snapshot() as connection:
        assert [(it.kind, it.key) for it in incidents.standing(connection)] == [("plan", str(case.case))]


def test_a_new_day_alone_shows_posts_that_became_empty(planned: Office):
    case = planned.start()
    with planned.runtime.database.transaction() as connection:
        people.end_holding(connection, LOGINS["first"], "first", "office", last_day=date(2026, 9, 1))
    plan_all(planned.runtime, NOW)
    assert holders(planned, case)["first"] == ["first"]
    plan_all(planned.runtime, NOW + timedelta(days=1))
    assert holders(planned, case)["first"] == ["head"]


def test_batches_follow_each_other_until_all_cases_are_done(planned: Office):
    cases = [planned.start() for _ in range(planning.BATCH + 3)]
    close_a_day(planned)
    beats = 0
    while plan_once(planned.runtime, LATER):
        beats += 1
    assert beats == 2
    assert {due(planned, case)["first"][:10] for case in cases} == {"2026-09-07"}
    assert {it.address for it in letters(planned)} == {"first@example.edu", "second@example.edu"}


TABLE = """
authority: school
version: {version}
effective: {{from: "2026-01-01"}}
items:
  money:
    label: {{zh-TW: 經費, en: Money}}
    inputs: {{amount: {{type: money}}}}
    outputs: {{}}
    rows:
      - {{else: true, decider: {{post: {post}, of: {unit}}}}}
"""


@pytest.mark.parametrize(("use", "expected"), [("at_act", ["head"]), ("at_submit", ["chief"])])
def test_authority_moves_open_tasks_only_where_it_is_read_at_each_act(office: Office, use, expected):
    text = edition(
        ("future_preview: full\n", f"future_preview: full\nauthority: {{item: money, use: {use}}}\n"),
        ("  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}",
         "  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}\n"
         "  decider: {matrix: authority, label: {zh-TW: 決行人, en: Decider}}"),
        ("    by: chief\n", "    by: decider\n"),
        ("lint:\n", "lint:\n  - {accept: L16, reason: for tests}\n  - {accept: L24, reason: for tests}\n"),
        migrate="",
    )  # fmt: skip
    table = TABLE.format(version=1, post="chief", unit="office")
    publish(office.runtime, {"authority.yaml": table.encode(), "pair.yaml": text.encode()}, by=0, now=NOW)
    case = office.start()
    office.act(case, "first", "agree")
    office.act(case, "second", "agree")
    plan_all(office.runtime, NOW)
    later = TABLE.format(version=2, post="head", unit="school")
    publish(office.runtime, {"authority.yaml": later.encode()}, by=0, now=LATER)
    plan_all(office.runtime, LATER)
    assert holders(office, case)["decider"] == expected


def test_the_explanation_tells_that_the_day_was_counted_anew_and_who_is_asked_instead(planned: Office):
    case = planned.start()
    close_a_day(planned)
    leave(planned, "first")
    plan_all(planned.runtime, LATER)
    tasks = explain_case(planned.runtime, case.case, LATER).content["tasks"]
    first = next(task for task in tasks if task["key"] == "first")
    assert "handed_over" in [reason.code for reason in first["holders_because"]]
    assert [reason.code for reason in first["due_because"]] == ["due_within", "due_moved"]
