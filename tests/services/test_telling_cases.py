"""A case tells another of what was decided: it goes on if it waits for that, exactly once, and else only notes it."""

import random
from datetime import UTC, datetime
from itertools import count

import pytest

from tests.services.test_races import together
from tests.support.following import approved, shown, to_decision
from tests.support.office import LOGINS, NOW, Office
from tests.support.telling import publish_telling
from tests.support.waiting import heard
from tests.system.killing import dies_at
from workflow.core.errors import Refused
from workflow.services.beating import beat_once
from workflow.services.case_page import open_case
from workflow.services.doctor import check

WATCH = "追-115-001"


@pytest.fixture
def desk(office: Office) -> Office:
    publish_telling(office)
    return office


def notes(desk: Office, number: str) -> list[str]:
    return [note.code for note in open_case(desk.runtime, number, LOGINS["clerk"], NOW).events[0].notes]


def test_the_case_that_follows_from_the_one_that_is_named_hears_and_goes_on(desk: Office):
    old = approved(desk)
    new = approved(desk, old=old.number)
    assert shown(desk, WATCH)["state"] == "standing"
    assert heard(desk) == 1
    assert [shown(desk, number)["state"] for number in (WATCH, "追-115-002")] == ["kept", "standing"]
    assert (notes(desk, WATCH), notes(desk, new.number)) == (["note_signal"], ["note_told", "note_spawned"])
    assert check(desk.runtime, NOW).findings == ()


def test_a_case_that_runs_is_told_itself_and_notes_what_it_does_not_wait_for(desk: Office):
    running = desk.start(ends="2027-09-30")
    approved(desk, old=running.number)
    heard(desk)
    assert (shown(desk, running.case)["state"], notes(desk, running.number)) == ("votes", ["note_signal_ignored"])
    assert check(desk.runtime, NOW).findings == ()


def test_who_names_nobody_tells_nobody(desk: Office):
    approved(desk)
    assert heard(desk) == 0


def test_a_case_that_is_not_there_cannot_be_told_and_the_step_does_not_happen(desk: Office):
    done = to_decision(desk, old="對-115-999")
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "approve")
    assert [(it.code, it.params) for it in refused.value.refusals] == [("no_such_case", {"code": "對-115-999"})]
    assert shown(desk, done.case)["state"] == "decision"


def test_whoever_has_gone_on_by_himself_only_notes_it(desk: Office):
    old = approved(desk)
    later = datetime(2027, 8, 30, 1, tzinfo=UTC)
    heard(desk, later)
    approved(desk, old=old.number)
    heard(desk, later)
    assert (shown(desk, WATCH)["state"], notes(desk, WATCH)) == ("renewal", ["note_signal_ignored"])


def test_two_clocks_let_it_be_heard_once(desk: Office):
    for _ in range(6):
        approved(desk, old=approved(desk).number)
    together([lambda: heard(desk) for _ in range(2)])
    watches = [shown(desk, f"追-115-{n:03}") for n in range(1, 13)]
    assert sorted(len(watch["history"]) for watch in watches) == [1] * 6 + [2] * 6
    assert check(desk.runtime, NOW).findings == ()


def test_killed_anywhere_on_either_side_it_is_heard_exactly_once(desk: Office):
    chance = random.Random(7)
    for round_ in count(1):
        done = to_decision(desk, old=approved(desk).number)
        watch = shown(desk, shown(desk, done.case)["data"]["old"])["children"][0]
        desk.runtime.database.dispose()
        dies_at(chance.randint(1, 14), lambda: desk.act(done, "chief", "approve", nonce=done.number))  # noqa: B023  # called at once
        desk.act(done, "chief", "approve", nonce=done.number)
        desk.runtime.database.dispose()
        dies_at(chance.randint(1, 14), lambda: beat_once(desk.runtime, NOW))
        heard(desk)
        assert [entry["action"] for entry in shown(desk, watch)["history"]] == ["follow", "signalled"]
        if round_ == 12:
            break
    assert check(desk.runtime, NOW).findings == ()
