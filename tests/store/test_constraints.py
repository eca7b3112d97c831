"""What the database refuses by itself, whoever writes to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.writing import change, count, written
from tests.support.steps import MORNING, TITLE, case_life, closed, decision, following, start, task
from workflow.store.errors import StoreError, Violated
from workflow.store.steps import write_step


@pytest.fixture
def case(database):
    first, second, *_ = case_life(5)
    written(database, first, second)
    return second.after


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET entry = 'forged' WHERE seq = 1",
        "DELETE FROM history",
        "UPDATE tasks SET closed_at = opened_at WHERE closed_at IS NULL",
        "UPDATE tasks SET closed_at = NULL WHERE closed_at IS NOT NULL",
        "UPDATE tasks SET outcome = 'approve', cause = 'decided' WHERE closed_at IS NULL",
        "UPDATE cases SET outcome = 'approved'",
        "UPDATE decisions SET capacity = 'deputy'",
        "UPDATE decisions SET capacity = 'clock'",
        "UPDATE decisions SET capacity = 'king'",
        "UPDATE decisions SET on_behalf_of = 11",
        "UPDATE decisions SET status = 'void'",
        "UPDATE decisions SET status = 'unsure'",
        "UPDATE timers SET result = 'fired' WHERE settled_at IS NULL",
        "UPDATE outgoing SET result = 'sent'",
        "DELETE FROM cases",
        "UPDATE tasks SET case_id = 6",
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(database, case, statement):
    with pytest.raises(Violated):
        change(database, statement)


@pytest.mark.parametrize("table", ["history", "publications"])
def test_evidence_cannot_be_emptied_at_once_either(postgresql, table):
    with pytest.raises(StoreError):
        change(postgresql, f"TRUNCATE {table} CASCADE")


def test_a_task_has_at_most_one_live_decision(database, case):
    open_task = case.tasks[0]
    twice = following(case, decisions=(decision(2, open_task), decision(3, open_task, actor=14)))
    with pytest.raises(Violated):
        written(database, twice)
    assert count(database, "decisions") == 1


def test_a_new_decision_may_replace_the_one_that_the_same_step_voids(database, case):
    answered = task(1, 1, "dean")
    written(database, following(case, voided={1: "taken_back"}, decisions=(decision(2, answered),)))
    assert count(database, "decisions WHERE status = 'live'") == 1


def test_a_deputy_decides_for_somebody(database, case):
    nobody = decision(2, case.tasks[0], capacity="deputy", on_behalf_of=None)
    with pytest.raises(Violated):
        written(database, following(case, closed=(closed(case.tasks[0]),), decisions=(nobody,)))


def test_two_entries_cannot_follow_the_same_one(database, case):
    other = following(replace(start(6).after, head=""), at=MORNING + timedelta(hours=1))
    written(database, start(6))
    with pytest.raises(Violated):
        written(database, replace(other, before=replace(other.before, head=start(5).before.head)))


def test_a_refused_row_leaves_nothing_of_its_step(database):
    first = start(7)
    bad = replace(first, opened=(replace(first.opened[0], outcome="approve"),))
    with pytest.raises(Violated), database.step() as connection:
        write_step(connection, bad, title=TITLE)
    assert [count(database, table) for table in ("cases", "tasks", "history", "timers", "outgoing")] == [0] * 5
