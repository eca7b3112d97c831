"""The visits of the demo: planned around whatever day it is made on, and walked to where visits usually stand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.support.office import runtime_on
from workflow.core.bookings import Span
from workflow.core.deadlines import working_days_until
from workflow.services.demo_cases import Move, read_scripts, working_day
from workflow.services.doctor import check
from workflow.services.initialising import init, load_cases
from workflow.store import bookings
from workflow.store.revisions import load_revisions
from workflow.store.tables import cases, register_rows

FOLDER = Path(__file__).parents[2] / "definitions"
MADE = datetime(2026, 11, 29, 3, tzinfo=UTC)
AFTER_NEW_YEAR = datetime(2027, 2, 14, 3, tzinfo=UTC)
NEXT_SUMMER = datetime(2027, 8, 15, 3, tzinfo=UTC)
BORROWED = ("venue", "vehicle", "host")
EVERY_FEW_WEEKS = [MADE + timedelta(days=19 * turn, hours=7 * turn) for turn in range(20)]
BEYOND_THE_CALENDAR = [datetime(2032, 12, 22, 3, tzinfo=UTC), datetime(2033, 1, 30, 22, tzinfo=UTC)]
STATES = Counter(
    triage=1, date_hold=1, plan=1, cosign=2, preparation=1, final_brief=1, awaiting=1, execution=1, follow_up=1,
    settlement_check=1, closed=1, closed_with_follow_ups=2, cancelled=1, declined=1,
)  # fmt: skip


@pytest.fixture
def runtime(sqlite, tmp_path):
    runtime = runtime_on(sqlite)
    init(runtime, FOLDER, signing_key=tmp_path / "signing.pem", now=MADE, demo=True)
    return runtime


@pytest.mark.parametrize("now", [MADE, AFTER_NEW_YEAR, NEXT_SUMMER], ids=["in term", "new year", "summer"])
def test_visits_stand_in_every_state_with_rows_of_those_that_took_place(runtime, tmp_path, now):
    load_cases(runtime, FOLDER, tmp_path, now)
    with runtime.database.snapshot() as connection:
        of_visits = select(cases.c.state).where(cases.c.process == "visitor_reception")
        states = Counter(connection.execute(of_visits).scalars())
        written = select(register_rows.c.register).where(register_rows.c.code.like("接待-%"))
        rows = Counter(connection.execute(written).scalars())
        followed = select(func.count()).where(cases.c.process == "visit_follow_up", cases.c.state == "doing")
        running = connection.execute(followed).scalar_one()
        held = bookings.held_between(connection, Span(now - timedelta(days=60), now + timedelta(days=60)), most=100)
    assert states == STATES
    assert (rows, running) == (Counter(visits=4, facts=4, gifts=3), 3)
    assert {booking.resource.partition(":")[0] for booking in held} == {"venues", "vehicles", "hosts"}
    assert held[0].span.first < now.date() < held[-1].span.last
    assert check(runtime, now).findings == ()


def test_on_any_day_of_the_year_visits_are_on_working_days_in_time_and_apart(runtime):
    with runtime.database.snapshot() as connection:
        revision = load_revisions(connection)["definitions"]
        calendar = runtime.catalogue.calendar(connection, ("tw-gov", "stust"), revision)
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    assert working_day(calendar, friday, 1) == working_day(calendar, sunday, 1) == date(2026, 11, 30)
    assert working_day(calendar, sunday, -1) == friday
    for now in EVERY_FEW_WEEKS + BEYOND_THE_CALENDAR:
        script = read_scripts(runtime, FOLDER / "demo", now)
        moves = [move for move in script.moves if script.processes[move.case] == "visitor_reception"]
        assert moves[-1].at < now
        taken: set[tuple[str, date]] = set()
        for begun in (move for move in moves if not move.action):
            days = _days(begun)
            assert calendar.is_working(days[0])
            assert calendar.is_working(days[-1])
            ahead = working_days_until(calendar, begun.at.date(), days[0])
            assert (6 <= ahead <= 10) if "late_reason" in begun.given else ahead > 10
            held = {(str(move.given[name]), day) for move in moves if move.case == begun.case
                    for name in BORROWED if name in move.given for day in days}  # fmt: skip
            assert not held & taken
            taken |= held


def _days(begun: Move) -> list[date]:
    """All days of the visit as it was asked for."""
    first = date.fromisoformat(str(begun.given["visit_from"]))
    last = date.fromisoformat(str(begun.given["visit_to"]))
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
