"""The cases of the demo are walked by the services, on whatever day the demo is made."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.office import runtime_on
from workflow.services.demo_cases import moment
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
    assert done is not None
    assert found.keys() >= {"draft", "oia_precheck", "negotiation", "cosign", "decision", "signing", "in_force"}
    assert check(runtime, SUNDAY).findings == ()
    assert load_cases(runtime, FOLDER, tmp_path, SUNDAY) is None


def test_before_the_processes_were_in_force_for_so_long_there_are_none(runtime, tmp_path):
    assert load_cases(runtime, FOLDER, tmp_path, TOO_EARLY) is None


def test_what_falls_on_a_weekend_is_done_on_the_friday_before():
    assert moment(SUNDAY, 0, "09:00").isoformat() == "2026-11-27T09:00:00+08:00"
    assert moment(SUNDAY, 1, "09:00").isoformat() == "2026-11-27T09:00:00+08:00"
    assert moment(SUNDAY, 3, "09:00").isoformat() == "2026-11-26T09:00:00+08:00"
