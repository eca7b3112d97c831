"""A record for somebody who may see a part: it holds as the whole one does, and tells nothing else."""

from typing import Any

import pytest

from tests.support.clinic import EXAMINED, Patient
from tests.support.records import OWN_KEY, PUBLIC, record_of
from workflow.adapters.signing import sign
from workflow.core.definition import Definition
from workflow.core.visibility import Visible
from workflow.services.exporting import record_bytes, signed_record
from workflow.services.showing import see_case
from workflow.services.verifying import verify_record
from workflow.services.withholding import limited, sees_all

NOTHING = Visible(frozenset(), frozenset(), opinions=False)
ALL = Visible(frozenset({"subject", "amount"}), frozenset({"paper"}), opinions=True)


@pytest.fixture
def definition(patient: Patient) -> Definition:
    runtime = patient.office.runtime
    with runtime.database.snapshot() as connection:
        return see_case(runtime, connection, patient.cases["done"], EXAMINED).process.definition


def part_of(patient: Patient, definition: Definition, visible: Visible) -> dict[str, Any]:
    doc = record_of(patient, "done")
    doc.pop("signature")
    return signed_record(
        limited(doc, definition, visible), sign=lambda content: sign(OWN_KEY, content), public_key=PUBLIC
    )


@pytest.mark.parametrize("visible", [NOTHING, ALL, Visible(frozenset({"subject"}), frozenset(), opinions=True)])
def test_a_part_of_a_record_holds(patient, definition, visible):
    assert verify_record(record_bytes(part_of(patient, definition, visible)), PUBLIC).problems == ()


def test_nothing_that_is_hidden_stands_in_the_record_in_any_form(patient, definition):
    whole, part = record_of(patient, "done"), part_of(patient, definition, NOTHING)
    secrets = [item["salt"] for item in whole["commitments"]] + ["1200.5", "說明理由", "paper.pdf"]
    secrets += [whole["documents"][0]["sha256"]]
    assert [secret for secret in secrets if secret in record_bytes(part).decode()] == []


def test_what_may_be_seen_stays(patient, definition):
    visible = Visible(frozenset({"amount"}), frozenset({"paper"}), opinions=True)
    shown = {item["name"]: item.get("value") for item in part_of(patient, definition, visible)["commitments"]}
    assert (shown["amount"], shown["subject"], shown[None]) == ("1200.5", None, "說明理由")
    assert shown["paper"]["name"] == "paper"


def test_who_sees_everything_sees_all(definition):
    assert sees_all(definition, None)
    assert sees_all(definition, ALL)
    assert not sees_all(definition, NOTHING)
