"""The exported record of a case: whole, readable by itself, and the same whatever happened to the case."""

import json

import pytest

from tests.support.clinic import EXAMINED, PAPER, Patient
from tests.support.records import PUBLIC, record_of
from workflow.core.canonical import sha256_hex
from workflow.core.errors import NotFound
from workflow.core.record import check_record
from workflow.services.exporting import export_record, record_bytes
from workflow.services.verifying import verify_record


@pytest.mark.parametrize(
    "case", ["voting", "done", "returned", "again", "withdrawn", "taken_back", "deferred", "deputised", "unreturned"]
)
def test_the_record_of_every_kind_of_case_holds(patient: Patient, case: str) -> None:
    doc = record_of(patient, case)
    assert check_record(doc) == ()
    verdict = verify_record(record_bytes(doc), PUBLIC)
    assert (verdict.problems, verdict.number) == ((), doc["case"]["number"])


def test_a_record_holds_on_postgresql_too(postgresql_patient: Patient) -> None:
    assert verify_record(record_bytes(record_of(postgresql_patient, "done"))).ok


def test_a_record_holds_values_and_words_with_what_opens_them(patient: Patient) -> None:
    opened = {(item["name"], item["seq"]): item["value"] for item in record_of(patient, "done")["commitments"]}
    assert opened["amount", 1] == "1200.5"
    assert opened["paper", 1]["sha256"] == sha256_hex(PAPER + b"done")
    assert opened[None, 3] == "說明理由"


def test_a_value_that_was_replaced_stands_in_the_chain_alone(patient: Patient) -> None:
    doc = record_of(patient, "again")
    subjects = [item for item in doc["commitments"] if item["name"] == "subject"]
    assert [(item["seq"], item["value"]) for item in subjects] == [(5, "另一主旨")]
    assert "關於again" not in record_bytes(doc).decode()


def test_what_each_decision_bound_can_be_shown(patient: Patient) -> None:
    doc = record_of(patient, "done")
    assert [(scope["seq"], sorted(scope["commitments"])) for scope in doc["scopes"]] == [
        (2, ["subject"]),
        (3, ["amount"]),
        (4, ["amount", "subject"]),
    ]


def test_a_record_says_who_acted_for_whom_under_which_name(patient: Patient) -> None:
    doc = record_of(patient, "deputised")
    last = doc["decisions"][-1]
    assert (doc["people"][str(last["actor"])]["login"], last["capacity"]) == ("head", "deputy")
    assert doc["people"][str(last["on_behalf_of"])]["posts"] == [{"post": "chief", "unit": "office"}]


def test_a_record_carries_the_source_of_its_definition(patient: Patient) -> None:
    doc = record_of(patient, "done")
    (definition,) = doc["definitions"]
    assert definition["sha256"] == doc["genesis"]["definition"]
    assert definition["version"] == 2
    assert "process: pair" in definition["source"]


def test_a_word_that_was_erased_leaves_the_record_whole(patient: Patient) -> None:
    patient.forge("UPDATE history SET reason = NULL, reason_salt = NULL WHERE case_id = {done}")
    doc = record_of(patient, "done")
    assert [item["erased"] for item in doc["commitments"] if item["name"] is None] == [True]
    assert verify_record(record_bytes(doc)).ok


def test_the_same_record_is_the_same_bytes(patient: Patient) -> None:
    doc = record_of(patient, "done")
    assert record_bytes(json.loads(record_bytes(doc))) == record_bytes(record_of(patient, "done"))


def test_an_unknown_case_has_no_record(patient: Patient) -> None:
    with pytest.raises(NotFound):
        export_record(patient.office.runtime, "無此案", EXAMINED, sign=lambda _: "", public_key=PUBLIC)
