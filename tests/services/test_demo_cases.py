"""The cases of the demo are walked by the services, on whatever day the demo is made."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.office import runtime_on
from workflow.services.agreements import Wanted, matching_agreements
from workflow.services.demo_cases import days_ago
from workflow.services.doctor import check
from workflow.services.initialising import init, load_cases
from workflow.store.tables import cases

FOLDER = Path(__file__).parents[2] / "definitions"
SUNDAY = datetime(2026, 11, 29, 3, tzinfo=UTC)
TOO_EARLY = datetime(2026, 9, 1, 3, tzinfo=UTC)


@pytest.fixture
def runtime(sqlite, tmp_path):
    runtime = runtime_on(sqlite)
    init(runtime, FOLDER, signing_key=tmp_path / "signing.pem", now=SUNDAY, demo=True)
    return runtime


def test_cases_stand_in_many_places_and_nothing_is_wrong_with_them(runtime, tmp_path):
    done = load_cases(runtime, FOLDER, tmp_path, SUNDAY)
    with runtime.database.snapshot() as connection:
        found = Counter(
            connection.execute(select(cases.c.state).where(cases.c.process == "agreement_signing")).scalars()
        )
    listed = matching_agreements(runtime, 0, SUNDAY, Wanted())
    assert listed is not None
    renewing = [line.agreement for line in listed.lines if line.agreement.renews]
    assert len(renewing) == 15
    assert all(agreement.notice_by and agreement.notice_by > SUNDAY.date() for agreement in renewing)
    assert done is not None
    assert found.keys() >= {"draft", "oia_precheck", "negotiation", "cosign", "decision", "signing", "in_force"}
    assert check(runtime, SUNDAY).findings == ()
    assert load_cases(runtime, FOLDER, tmp_path, SUNDAY) is None


def test_before_the_processes_were_in_force_for_so_long_there_are_none(runtime, tmp_path):
    assert load_cases(runtime, FOLDER, tmp_path, TOO_EARLY) is None


def test_what_falls_on_a_weekend_is_done_on_the_friday_before():
    sunday = date(2026, 11, 29)
    assert [days_ago(sunday, days) for days in (0, 1, 3)] == [
        date(2026, 11, 27),
        date(2026, 11, 27),
        date(2026, 11, 26),
    ]
