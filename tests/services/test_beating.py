"""The clock on a real database: what is due happens once, what fails waits for a human."""

from datetime import timedelta

from tests.support.office import NOW, Office, runtime_on
from workflow.services.beating import beat_once
from workflow.services.showing import show_case
from workflow.store import incidents
from workflow.store.retrying import TIMER_WAITS


def beat_all(office: Office, now) -> int:
    beats = 0
    while beat_once(office.runtime, now):
        beats += 1
    return beats


def history(office: Office, done) -> list[dict]:
    return show_case(office.runtime, done.case, NOW)["history"]


def test_nothing_happens_before_anything_is_due(office: Office):
    office.start()
    assert beat_once(office.runtime, NOW + timedelta(days=1)) is False


def test_each_rung_happens_once_and_is_written_down(office: Office):
    done = office.start()
    assert beat_all(office, NOW + timedelta(days=30)) == 6
    assert beat_all(office, NOW + timedelta(days=30)) == 0
    assert [entry["action"] for entry in history(office, done)] == ["submit", *["fire"] * 6]


def test_another_clock_finds_nothing_left(office: Office):
    office.start()
    late = NOW + timedelta(days=30)
    beat_all(office, late)
    assert beat_once(runtime_on(office.runtime.database), late) is False


def test_a_moved_task_belongs_to_the_named_post(office: Office):
    done = office.start()
    beat_all(office, NOW + timedelta(days=30))
    tasks = show_case(office.runtime, done.case, NOW)["tasks"]
    assert {holder["post"] for task in tasks for holder in task["holders"]} == {"head"}


def test_a_timer_that_keeps_failing_is_laid_before_a_human_and_keeps_nobody_waiting(office: Office):
    broken, fine = office.start(), office.start()
    with office.runtime.database.transaction() as connection:
        connection.driver.execute(f"UPDATE cases SET definition = 'gone' WHERE id = {broken.case}")
    now = NOW + timedelta(days=4)
    for wait in (timedelta(), *TIMER_WAITS):
        now += wait + timedelta(seconds=1)
        beat_all(office, now)
    with office.runtime.database.snapshot() as connection:
        assert {incident.case_id for incident in incidents.standing(connection)} == {broken.case}
    assert len(history(office, fine)) > 1
