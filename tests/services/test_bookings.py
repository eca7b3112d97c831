"""What cases hold: never twice at one moment, and free again whenever nothing stands behind it any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from tests.support.booked import STAY, answer, ask, held, overlaps, publish_booked, state_of
from tests.support.office import LOGINS, NOW, Office
from workflow.core.bookings import whole_days
from workflow.core.errors import Invalid, Refused
from workflow.services.doctor import check
from workflow.store import bookings
from workflow.store.bookings import Booking
from workflow.store.errors import Violated
from workflow.texts.speaking import sentence


@pytest.fixture
def desk(office: Office) -> Office:
    publish_booked(office)
    return office


def refused(call) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        call()
    (only,) = caught.value.refusals
    return only.code, dict(only.params)


def test_a_case_holds_whole_days_from_the_step_on_that_says_so(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-02")
    assert held(desk, done) == [("rooms:hall", "2026-10-01", "2026-10-02")]
    answer(desk, done, "chief", "approve")
    assert held(desk, done) == [("rooms:hall", "2026-10-01", "2026-10-02")]
    answer(desk, done, "clerk", "finish")
    assert held(desk, done) == []
    assert check(desk.runtime, NOW).findings == ()


def test_what_is_held_is_refused_to_others_and_nothing_of_their_step_is_done(desk: Office):
    ask(desk, "hall", "2026-10-01", "2026-10-03")
    code, params = refused(lambda: ask(desk, "hall", "2026-10-03", "2026-10-05", login="clerk.2"))
    assert (code, params["first"].isoformat(), params["last"].isoformat()) == ("booked", "2026-10-01", "2026-10-03")
    with desk.runtime.database.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 1


def test_the_day_after_and_another_room_are_free(desk: Office):
    ask(desk, "hall", "2026-10-01", "2026-10-03")
    assert held(desk, ask(desk, "hall", "2026-10-04", "2026-10-04")) == [("rooms:hall", "2026-10-04", "2026-10-04")]
    assert held(desk, ask(desk, "attic", "2026-10-02", "2026-10-02")) == [("rooms:attic", "2026-10-02", "2026-10-02")]


def test_the_case_that_holds_it_is_named_to_those_only_who_may_know_of_it(desk: Office):
    first = ask(desk, "hall", "2026-10-01", "2026-10-01")
    own = refused(lambda: ask(desk, "hall", "2026-10-01", "2026-10-01"))[1]
    others = refused(lambda: ask(desk, "hall", "2026-10-01", "2026-10-01", login="clerk.2"))[1]
    assert (own["number"], others["number"]) == (first.number, "")
    assert own["title"] == others["title"] == {"zh-TW": "房間 hall", "en": "Room hall"}
    said = {**others, "title": "房間 hall"}
    assert sentence("zh-TW", "booked", said).startswith(
        "2026/10/1（四） 至 2026/10/1（四），「房間 hall」已由其他案件保留"
    )


def test_where_no_room_is_named_none_is_held(desk: Office):
    assert held(desk, ask(desk, None, "2026-10-01", "2026-10-01")) == []


def test_days_that_end_before_they_begin_are_a_fault_of_the_form(desk: Office):
    with pytest.raises(Invalid) as caught:
        ask(desk, "hall", "2026-10-02", "2026-10-01")
    (problem,) = caught.value.problems
    assert (problem.field, problem.code, problem.params) == ("last", "too_small", {"minimum": "2026-10-02"})


def test_moving_the_dates_replaces_what_was_held(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-03")
    answer(desk, done, "chief", "approve")
    answer(desk, done, "clerk", "submit", first="2026-10-03", last="2026-10-04")
    assert held(desk, done) == [("rooms:hall", "2026-10-03", "2026-10-04")]
    assert held(desk, ask(desk, "hall", "2026-10-01", "2026-10-02")) == [("rooms:hall", "2026-10-01", "2026-10-02")]


def test_a_move_into_what_others_hold_leaves_the_case_with_what_it_had(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-01")
    answer(desk, done, "chief", "approve")
    ask(desk, "hall", "2026-10-05", "2026-10-06", login="clerk.2")
    code, _ = refused(lambda: answer(desk, done, "clerk", "submit", first="2026-10-06", last="2026-10-06"))
    assert (code, state_of(desk, done)) == ("booked", "using")
    assert held(desk, done) == [("rooms:hall", "2026-10-01", "2026-10-01")]


@pytest.mark.parametrize(
    ("login", "action"),
    [("chief", "reject"), ("chief", "return"), ("clerk", "withdraw"), ("clerk", "take_back"), ("clerk", "undo")],
)
def test_it_is_free_again_once_nothing_stands_behind_it(desk: Office, login: str, action: str):
    done = ask(desk, "hall", "2026-10-01", "2026-10-01")
    answer(desk, done, login, action, **({} if action == "undo" else {"reason": "試"}))
    assert held(desk, done) == []
    assert held(desk, ask(desk, "hall", "2026-10-01", "2026-10-01")) == [("rooms:hall", "2026-10-01", "2026-10-01")]
    assert check(desk.runtime, NOW).findings == ()


def test_a_case_that_its_owner_ends_holds_nothing_any_more(office: Office):
    publish_booked(office, STAY.replace("max: 50", "max: 1"))
    done = ask(office, "hall", "2026-10-01", "2026-10-01")
    answer(office, done, "chief", "approve")
    answer(office, done, "clerk", "submit", first="2026-10-02", last="2026-10-02")
    assert held(office, done) == [("rooms:hall", "2026-10-02", "2026-10-02")]
    answer(office, done, "chief", "end", reason="試")
    assert (state_of(office, done), held(office, done)) == ("cancelled", [])


def test_what_was_given_free_stays_told_with_its_cause(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-01")
    answer(desk, done, "chief", "return")
    answer(desk, done, "clerk", "submit", room="attic")
    answer(desk, done, "clerk", "withdraw", reason="試")
    with desk.runtime.database.snapshot() as connection:
        rows = connection.execute(text("SELECT resource, released_as FROM bookings ORDER BY version"))
        assert [tuple(row) for row in rows] == [("rooms:hall", "void"), ("rooms:attic", "void")]


def test_of_those_who_ask_for_the_same_days_at_once_one_gets_them(desk: Office):
    barrier = Barrier(8)

    def call(place: int) -> str:
        barrier.wait()
        try:
            return ask(desk, "hall", "2026-10-01", f"2026-10-0{1 + place}").number
        except Refused as error:
            return error.refusals[0].code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(call, range(8)))
    assert sorted(answers)[:-1].count("booked") + (sorted(answers)[-1] == "booked") == 7
    assert overlaps(desk) == 0


def test_the_database_itself_keeps_bookings_apart(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-02")
    other = Booking(
        done.case + 1, 1, "rooms:hall", whole_days(*(done.step.after.data[n] for n in ("last", "last"))), None
    )
    with pytest.raises(Violated) as caught, desk.runtime.database.transaction() as connection:
        bookings.place(connection, other)
    assert caught.value.constraint == "bookings_apart"


def test_a_room_that_a_closed_case_still_holds_is_found(desk: Office):
    done = ask(desk, "hall", "2026-10-01", "2026-10-01")
    answer(desk, done, "chief", "reject", reason="試")
    with desk.runtime.database.transaction() as connection:
        connection.execute(text("UPDATE bookings SET released_at = NULL, released_as = NULL"))
    (found,) = check(desk.runtime, NOW).findings
    assert (found.rule, found.case, found.detail) == ("I-30", done.number, "held_by_closed_case resource=rooms:hall")


def test_a_case_of_another_person_does_not_lose_what_it_holds(desk: Office):
    mine, theirs = (
        ask(desk, "hall", "2026-10-01", "2026-10-01"),
        ask(desk, "attic", "2026-10-01", "2026-10-01", "clerk.2"),
    )
    answer(desk, mine, "chief", "reject", reason="試")
    assert held(desk, mine, theirs) == [("rooms:attic", "2026-10-01", "2026-10-01")]
    assert LOGINS["clerk.2"] != LOGINS["clerk"]
