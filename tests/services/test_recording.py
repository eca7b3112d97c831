"""What a step writes into registers is written with it, or neither happens."""

import pytest
from sqlalchemy import text

from tests.support.office import NOW, Office
from tests.support.recorded import NOTES, PUT, approve, notes, publish_recorded, recorded, to_decision
from workflow.core.directory import Directory
from workflow.core.errors import Refused
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.folder import read_folder
from workflow.reading.shapes.kinds import KINDS
from workflow.reading.strict import read_yaml
from workflow.services.checking_definitions import findings_of, played
from workflow.services.doctor import check
from workflow.services.naming import Names
from workflow.services.showing import show_case
from workflow.store import publications, registers
from workflow.store.publications import Publication
from workflow.texts.findings import advice
from workflow.texts.findings import sentence as sentence_of
from workflow.texts.speaking import sentence
from workflow.texts.writing import LANGUAGES

EACH = (
    "{operation: registers.put, register: notes, key: number, each: guests, "
    "with: {about: row.who, amount: row.fee}, set: {status: closed}}"
)
CLOSE = "{operation: registers.change, register: notes, key: data.earlier, set: {status: closed}}"


def refusals(desk: Office, done) -> list[tuple[str, object]]:
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "approve")
    return [(it.code, it.params.get("column")) for it in refused.value.refusals]


def history(desk: Office, code: str) -> list[tuple[int, int]]:
    with desk.runtime.database.snapshot() as connection:
        rows = connection.execute(
            text("SELECT version, case_id FROM register_history WHERE code = :code ORDER BY version"), {"code": code}
        )
        return [tuple(row) for row in rows]


def publish_unproved(desk: Office, kind: str, key: str, source: bytes) -> None:
    """As versions stand in a database that were published under other rules."""
    tree = read_yaml(source, key)
    identity = fingerprint(KINDS[kind].model_validate(tree.value))
    version, today = tree.value["version"], NOW.date()
    with desk.runtime.database.transaction() as connection:
        row = Publication(kind, key, version, identity, source.decode(), NOW, 0, today)
        publications.publish(connection, row)


def test_an_approval_leaves_a_row_under_the_number_of_its_case(office: Office):
    publish_recorded(office, PUT)
    done = approve(office, subject="參訪")
    assert notes(office) == {done.number: {"code": done.number, "about": "參訪", "status": "open"}}
    with office.runtime.database.snapshot() as connection:
        written = connection.execute(text("SELECT version, case_id, changed_by FROM register_history")).one()
    assert tuple(written) == (1, done.case, 2)
    assert check(office.runtime, NOW).findings == ()


def test_each_row_of_a_table_leaves_one_of_its_own(office: Office):
    publish_recorded(office, EACH)
    done = approve(office, guests=[{"who": "甲校", "fee": "100"}, {"who": "乙校"}])
    assert notes(office) == {
        f"{done.number}.1": {"code": f"{done.number}.1", "about": "甲校", "amount": "100", "status": "closed"},
        f"{done.number}.2": {"code": f"{done.number}.2", "about": "乙校", "status": "closed"},
    }


def test_a_change_of_a_row_that_is_not_there_refuses_the_step_and_leaves_nothing(office: Office):
    publish_recorded(office, PUT, CLOSE)
    done = to_decision(office, subject="一")
    assert refusals(office, done) == [("no_such_row", None)]
    assert (notes(office), show_case(office.runtime, done.case, NOW)["state"]) == ({}, "decision")


def test_a_change_sets_its_columns_and_leaves_the_others(office: Office):
    publish_recorded(office, PUT)
    first = approve(office, subject="一")
    publish_recorded(office, PUT, CLOSE, version=3)
    second = approve(office, subject="二", earlier=first.number)
    found = {code: (row["about"], row["status"]) for code, row in notes(office).items()}
    assert found == {first.number: ("一", "closed"), second.number: ("二", "open")}
    assert history(office, first.number) == [(1, first.case), (2, second.case)]


def test_a_row_that_a_newer_register_cannot_hold_refuses_the_step_and_says_of_which_column_and_why(office: Office):
    publish_recorded(office, PUT)
    done = to_decision(office, subject="一二三四五六")
    narrower = NOTES.replace("version: 1", "version: 2", 1).replace("max_length: 200", "max_length: 5", 1)
    publish_unproved(office, "register", "notes", narrower.encode())
    assert refusals(office, done) == [("row_not_valid", "about")]
    with pytest.raises(Refused) as refused:
        office.act(done, "chief", "approve")
    (refusal,) = refused.value.refusals
    said = sentence("zh-TW", refusal.code, Names(Directory(0)).params(refusal.code, refusal.params))
    assert said == "登錄「紀錄」的「主旨」寫不進去：太長，最多 5（字或項）。本案沒有變動。"
    assert notes(office) == {}


SCENARIO = """
tests:
  - name: what an approval leaves
    given: {guests: [{who: one}, {who: two}]}
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: approve}]
    expect: {written: [%s]}
"""


@pytest.mark.parametrize(
    ("wanted", "ok"),
    [
        ("{register: notes, row: 對-115-001, about: 試}, {row: 對-115-001.1}, {row: 對-115-001.2, about: two}", True),
        ("{register: notes, about: 試}", False),
        ("{about: other}, {}, {}", False),
        ("{}, {}, {}, {}", False),
    ],
)
def test_a_scenario_says_which_rows_are_left(wanted: str, ok: bool):
    files = recorded(PUT, EACH)
    library = read_folder({**files, "pair.yaml": files["pair.yaml"] + (SCENARIO % wanted).encode()})
    ((_, (result,)),) = played(library)
    assert result.ok == ok


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        (PUT.replace("about: subject", "about: subject, held_on: subject"), "column_differs"),
        (PUT.replace("with: {about: subject}", "set: {status: open}"), "column_not_given"),
        (PUT.replace("}}", "}, set: {status: opened}}"), "literal_differs"),
        (PUT.replace("}}", '}, set: {amount: "-1"}}'), "literal_differs"),
        (PUT.replace("key: number", "key: data.amount"), "no_key"),
        (PUT.replace("key: number", "key: data.earlier"), "key_may_be_empty"),
        (PUT.replace("about: subject", "about: earlier"), "column_may_be_empty"),
        (PUT.replace("about: subject", "about: subject, amount: amount"), "column_narrower"),
        (EACH.replace("amount: row.fee", "amount: row.who"), "column_differs"),
        ("{operation: agreements.register, with: [subject]}", "operation_retired"),
    ],
)
def test_what_a_register_could_not_always_hold_is_found_before_it_is_published(effect: str, code: str):
    found = findings_of(read_folder(recorded(effect)))
    assert [(it.rule, it.code) for it in found] == [("L18", code)]
    assert all(sentence_of(it, language) and advice(it, language) for it in found for language in LANGUAGES)


def test_a_version_that_was_published_earlier_still_leaves_its_row(office: Office):
    source = recorded("{operation: agreements.register, with: [subject]}")["pair.yaml"]
    publish_unproved(office, "process", "pair", source)
    done = approve(office, subject="舊版")
    with office.runtime.database.snapshot() as connection:
        assert registers.rows(connection, "agreements") == {done.number: {"subject": "舊版", "files": {}}}
