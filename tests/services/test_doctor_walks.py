"""Whatever people do with what they are offered, nothing is wrong afterwards and every record holds."""

import random
from datetime import timedelta

import pytest

from tests.support.clinic import Patient
from tests.support.office import LOGINS, NOW
from tests.support.records import PUBLIC, record_of
from workflow.core.aside_inputs import FIELDS
from workflow.core.case import Command
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.core.further import ASKING
from workflow.services.act import act
from workflow.services.beating import beat_once
from workflow.services.doctor import check
from workflow.services.exporting import record_bytes
from workflow.services.showing import show_case
from workflow.services.verifying import verify_record

RARE = {"withdraw": 0.05, "reject": 0.1, "comment": 0.3}
INPUT = {"reason": "說明理由", "until": "2026-12-01", "subject": "改過的主旨", "amount": "77"}


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_leaves_a_healthy_database(patient: Patient, seed: int) -> None:
    chance, now = random.Random(seed), NOW + timedelta(days=5)
    for _ in range(60):
        now += timedelta(minutes=chance.choice([1, 300, 2880]))
        while beat_once(patient.office.runtime, now):
            pass
        take_a_step(patient, patient.cases[chance.choice(list(patient.cases))], chance, now)
    assert check(patient.office.runtime, now, files=patient.files).findings == ()
    verdicts = [verify_record(record_bytes(record_of(patient, case)), PUBLIC) for case in patient.cases]
    assert [verdict.problems for verdict in verdicts if not verdict.ok] == []


def take_a_step(patient: Patient, case: int, chance: random.Random, now) -> None:
    """One of the people does one of the things that he is offered."""
    offers = [
        (person, offer)
        for person in LOGINS.values()
        for offer in shown(patient, case, person, now)
        if offer["allowed"] and (offer["action"] != "comment" or person == LOGINS["clerk"])
    ]
    if not offers:
        return
    person, offer = chance.choices(offers, [RARE.get(offer["action"], 2) for _, offer in offers])[0]
    given = {field["field"]: INPUT[field["field"]] for field in offer["input"] if field["field"] in INPUT}
    given |= asked(offer, chance)
    if offer["action"] == "hold":
        given["until"] = (now + timedelta(days=chance.choice([1, 2, 3]))).date().isoformat()
    task = int(offer["task"]) if offer["task"] else None
    try:
        act(patient.office.runtime, case, Command(offer["action"], person, task=task, input=given), now)
    except (Refused, Invalid) as refused:
        if offer["action"] in {*ASKING, *FIELDS} and isinstance(refused, Invalid):
            return
        pytest.fail(f"{offer['action']} was offered and then: {refused}")


def asked(offer: dict, chance: random.Random) -> dict[str, str]:
    """Anybody, though not everybody may be asked."""
    wanted = {field["field"] for field in offer["input"]}
    given = {
        "who": chance.choice([*LOGINS, "second@office"]),
        "position": chance.choice(["before", "after", "beside"]),
        "unit": "school",
        "days": chance.choice(["2", "5"]),
        "speed": chance.choice(["urgent", "ordinary", "most_urgent"]),
    }
    return {name: value for name, value in given.items() if name in wanted}


def shown(patient: Patient, case: int, person: int, now) -> list[dict]:
    try:
        return show_case(patient.office.runtime, case, now, actor=person)["actions"]
    except NotFound:
        return []
