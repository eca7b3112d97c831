"""Several cases decided all or none: in one transaction, and each history names the batch."""

import random
from itertools import count

import pytest

from tests.services.test_races import state_of, together
from tests.services.test_together import CHIEF, approve, refs_of, seen_by, waiting
from tests.support.batches import WHOLE, agree, file_batch
from tests.support.office import FILES, NOW, Office
from tests.system.killing import dies_at
from workflow.core.case import Command
from workflow.services.act import act
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.publishing import publish
from workflow.services.together import Card, look_at


@pytest.fixture
def desk(office: Office) -> Office:
    publish(office.runtime, {**FILES, "batch.yaml": WHOLE.encode()}, by=0, now=NOW)
    return office


def test_all_of_them_are_decided_and_each_history_names_the_batch(desk: Office):
    cases = waiting(desk, 3)
    assert all(isinstance(it, Card) and it.whole for it in look_at(desk.runtime, CHIEF, refs_of(desk), NOW))
    assert approve(desk, seen_by(desk, refs_of(desk))) == ["done"] * 3
    assert {state_of(desk, case) for case in cases} == {"done"}
    notes = [note for case in cases for note in open_case(desk.runtime, case.number, CHIEF, NOW).events[0].notes]
    assert {note.code for note in notes} == {"note_batch"}
    assert len({note.params["key"] for note in notes}) == 1
    assert {note.params["count"] for note in notes} == {"3"}
    assert check(desk.runtime, NOW).findings == ()


def test_one_that_cannot_be_decided_holds_up_all_and_is_named(desk: Office):
    cases = waiting(desk, 3)
    seen = seen_by(desk, refs_of(desk))
    act(desk.runtime, cases[1].case, Command("return", CHIEF, input={"reason": "no"}), NOW)
    assert sorted(approve(desk, seen)) == ["batch_held_up", "batch_held_up", "task_closed"]
    assert [state_of(desk, case) for case in cases] == ["decision", "draft", "decision"]


def test_a_second_click_is_answered_as_the_first(desk: Office):
    waiting(desk, 2)
    seen = seen_by(desk, refs_of(desk))
    assert approve(desk, seen) == approve(desk, seen) == ["done", "done"]
    assert sorted(approve(desk, seen, "another form")) == ["batch_held_up", "case_closed"]


def test_a_single_one_is_a_decision_like_any_other(desk: Office):
    (case,) = waiting(desk, 1)
    assert approve(desk, seen_by(desk, refs_of(desk))) == ["done"]
    (note,) = open_case(desk.runtime, case.number, CHIEF, NOW).events[0].notes
    assert note.code == "note_together"


def test_two_batches_that_share_cases_end_with_one_of_them_whole(desk: Office):
    cases = waiting(desk, 6)
    seen = seen_by(desk, refs_of(desk))
    turned = dict(reversed(seen.items()))
    answers = together([lambda: approve(desk, seen, "one"), lambda: approve(desk, turned, "two")])
    assert any(set(it) == {"done"} for it in answers)
    assert {state_of(desk, case) for case in cases} == {"done"}
    assert check(desk.runtime, NOW).findings == ()


def test_killed_anywhere_all_of_them_are_decided_or_none(desk: Office):
    chance = random.Random(3)
    for round_ in count(1):
        cases = [agree(desk, file_batch(desk, f"{round_}.{place}")) for place in range(3)]
        seen = seen_by(desk, refs_of(desk))
        desk.runtime.database.dispose()
        dies_at(chance.randint(1, 30), lambda: approve(desk, seen, f"form {round_}"))  # noqa: B023  # called at once
        assert len({state_of(desk, case) for case in cases}) == 1
        assert approve(desk, seen, f"form {round_}") == ["done"] * 3
        if round_ == 8:
            break
    assert check(desk.runtime, NOW).findings == ()
