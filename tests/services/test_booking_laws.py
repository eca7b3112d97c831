"""Whatever is asked, moved, returned and ended: what is held is what a plain table says, never twice at a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.support.booked import ROOMS, answer, ask, held, overlaps, publish_booked, state_of
from tests.support.office import Office
from workflow.core.errors import Refused
from workflow.services.act import Done
from workflow.store.tables import bookings

LONG_AGO = date(2027, 1, 1)
FAR_APART = timedelta(days=60)
BY = {"approve": "chief", "return": "chief", "reject": "chief", "submit": "clerk", "finish": "clerk", "stop": "clerk",
      "withdraw": "clerk", "take_back": "clerk", "chief_takes_back": "chief"}  # fmt: skip
FREE_AFTER = {"return", "reject", "finish", "stop", "withdraw"}


def attempt(call: Callable[[], Done]) -> Done | str:
    """What was done, or the code of the refusal."""
    try:
        return call()
    except Refused as refused:
        return refused.refusals[0].code


days = st.tuples(st.integers(0, 9), st.integers(0, 3))
asking = st.tuples(st.just("ask"), st.sampled_from(ROOMS), days)
answering = st.tuples(st.sampled_from(sorted(BY)), st.integers(0, 5), days)


@dataclass
class Table:
    """Who holds which room from which day to which: the plain model. `told` is the room that a case asks for."""

    desk: Office
    begins: date
    cases: list[Done] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    holds: dict[int, tuple[str, date, date]] = field(default_factory=dict)

    def span(self, days: tuple[int, int]) -> tuple[date, date]:
        first = self.begins + timedelta(days=days[0])
        return first, first + timedelta(days=days[1])

    def is_free(self, case: int, room: str, first: date, last: date) -> bool:
        others = (hold for place, hold in self.holds.items() if place != case)
        return all(hold[0] != room or last < hold[1] or hold[2] < first for hold in others)

    def ask(self, room: str, days: tuple[int, int]) -> None:
        first, last = self.span(days)
        free = self.is_free(-1, room, first, last)
        done = attempt(lambda: ask(self.desk, room, first.isoformat(), last.isoformat()))
        assert isinstance(done, Done) if free else done == "booked"
        if isinstance(done, Done):
            self.holds[len(self.cases)] = (room, first, last)
            self.cases.append(done)
            self.rooms.append(room)

    def answer(self, action: str, place: int, days: tuple[int, int]) -> None:
        """Some answers do not fit the state; then nothing may change."""
        if place >= len(self.cases):
            return
        first, last = self.span(days)
        moved = {"first": first.isoformat(), "last": last.isoformat()}
        given = moved if action == "submit" else {"reason": "試"}
        name = "take_back" if action == "chief_takes_back" else action
        before, free = state_of(self.desk, self.cases[place]), self.is_free(place, self.rooms[place], first, last)
        done = attempt(lambda: answer(self.desk, self.cases[place], BY[action], name, **given))
        assert not (done == "booked" and free)
        if not isinstance(done, Done):
            return
        if action == "submit":
            assert free
            self.holds[place] = (self.rooms[place], first, last)
        elif action in FREE_AFTER or (action == "take_back" and before == "decision"):
            self.holds.pop(place, None)

    def agrees(self) -> None:
        wanted = [(f"rooms:{room}", first.isoformat(), last.isoformat()) for room, first, last in self.holds.values()]
        assert sorted(held(self.desk, *self.cases)) == sorted(wanted)
        assert overlaps(self.desk) == 0


@pytest.fixture
def desk(office: Office) -> Office:
    publish_booked(office)
    return office


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.one_of(asking, answering), min_size=4, max_size=14))
def test_what_is_held_is_what_a_plain_table_says(desk: Office, moves: list[tuple[str, object, tuple[int, int]]]):
    table = Table(desk, unused_days(desk))
    for action, what, span in moves:
        if action == "ask":
            table.ask(str(what), span)
        else:
            table.answer(action, int(str(what)), span)
        table.agrees()


def unused_days(desk: Office) -> date:
    """Behind all that was ever held in this database, so that one example does not meet another."""
    with desk.runtime.database.snapshot() as connection:
        latest = connection.execute(select(func.max(bookings.c.ends_at))).scalar_one()
    return LONG_AGO if latest is None else latest.date() + FAR_APART
