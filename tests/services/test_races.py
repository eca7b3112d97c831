"""Many at once: nobody is lost, nothing is done twice, and the loser is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Command
from workflow.core.errors import Refused
from workflow.services.act import Done, act
from workflow.store.steps import load_case

CASES = 150


def state_of(office: Office, done: Done) -> str:
    with office.runtime.database.snapshot() as connection:
        loaded = load_case(connection, done.case)
    assert loaded is not None
    return loaded.view.state


def together(calls: list[Callable[[], object]]) -> list[object]:
    """What each call gave or raised, all begun at the same moment."""
    barrier = Barrier(len(calls))

    def call(one: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return one()
        except Refused as refused:
            return refused.refusals[0].code

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def test_the_last_two_votes_at_the_same_moment_never_leave_a_case_standing(office: Office):
    cases = [office.start() for _ in range(CASES)]
    for done in cases:
        together([lambda: office.act(done, "first", "agree"), lambda: office.act(done, "second", "agree")])  # noqa: B023  # called at once
    assert {state_of(office, done) for done in cases} == {"decision"}


def test_the_same_form_sent_many_times_at_once_is_done_once(office: Office):
    done = office.start()
    answers = together([lambda: office.act(done, "first", "agree", nonce="form-1") for _ in range(20)])
    assert {answer.version for answer in answers} == {2}


def test_two_outcomes_for_one_task_at_once_have_one_winner(office: Office):
    done = office.start()
    for login in ("first", "second"):
        office.act(done, login, "agree")
    answers = together(
        [
            lambda: office.act(done, "chief", "approve"),
            lambda: office.act(done, "chief", "reject", reason="no"),
        ]
    )
    lost = [answer for answer in answers if isinstance(answer, str)]
    assert len(lost) == 1
    assert lost[0] in {"case_closed", "not_in_this_state", "task_closed"}


def test_case_numbers_have_no_gap_when_many_start_and_some_fail(office: Office):
    def start(place: int) -> Callable[[], object]:
        return lambda: office.start("clerk" if place % 3 else "first")

    answers = together([start(place) for place in range(30)])
    numbers = sorted(answer.number for answer in answers if isinstance(answer, Done))
    assert numbers == [f"對-115-{place:03}" for place in range(1, 21)]
    assert answers.count("may_not_start") == 10


def test_a_form_used_for_something_else_is_refused(office: Office):
    done = office.start(nonce="form-1")
    with pytest.raises(Refused) as refused:
        act(office.runtime, done.case, Command("withdraw", LOGINS["clerk"], nonce="form-1"), NOW)
    assert refused.value.refusals[0].code == "form_used"


def test_a_repeated_start_gets_the_same_case(office: Office):
    first, again = office.start(nonce="form-1"), office.start(nonce="form-1")
    assert (first.case, first.number) == (again.case, again.number)


def test_a_form_of_one_case_is_refused_at_another(office: Office):
    one, other = office.start(), office.start()
    office.act(one, "first", "agree", nonce="form-1")
    with pytest.raises(Refused) as refused:
        office.act(other, "first", "agree", nonce="form-1")
    assert refused.value.refusals[0].code == "form_used"
