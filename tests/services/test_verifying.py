"""A record checked by somebody who has nothing but the file, and perhaps a key: whatever was changed is found."""

import copy
import json
import random
from typing import Any

import pytest

from tests.support.clinic import Patient
from tests.support.records import OTHER_PUBLIC, PUBLIC, record_of, signed_by_another
from workflow.core.chain import entry_hash, genesis_hash
from workflow.services import verifying
from workflow.services.exporting import record_bytes
from workflow.services.verifying import fingerprint, verdict_shape, verify_record


@pytest.fixture
def doc(patient: Patient) -> dict[str, Any]:
    return record_of(patient, "done")


def places(doc: dict[str, Any], key: str | None = PUBLIC) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in verify_record(record_bytes(doc), key).problems}


def again(doc: dict[str, Any]) -> dict[str, Any]:
    """The chain made anew over what its entries say now, as a forger would."""
    prev = genesis_hash(case_id=doc["genesis"]["case"], definition_sha256=doc["genesis"]["definition"])
    for entry in doc["entries"]:
        entry["prev"] = prev
        prev = entry["hash"] = entry_hash(prev, entry["content"].encode())
    doc["head"] = prev
    return doc


def test_a_record_says_who_signed_it_and_who_vouches_for_that(doc: dict[str, Any]) -> None:
    assert verdict_shape(verify_record(record_bytes(doc))) == {
        "ok": True,
        "case": "對-115-001",
        "signed_by": fingerprint(PUBLIC),
        "key": "embedded",
        "problems": [],
    }
    assert verify_record(record_bytes(doc), PUBLIC).key == "given"


def test_layout_does_not_matter(doc: dict[str, Any]) -> None:
    assert verify_record(json.dumps(doc, indent=2, ensure_ascii=True).encode(), PUBLIC).ok


def test_a_record_signed_by_another_key_holds_only_by_itself(doc: dict[str, Any]) -> None:
    forged = signed_by_another(doc)
    by_itself = verify_record(record_bytes(forged))
    assert (by_itself.ok, by_itself.signed_by) == (True, fingerprint(OTHER_PUBLIC))
    assert places(forged) == {("key_differs", "signature.key")}


def test_the_embedded_key_is_not_what_vouches_when_one_is_given(doc: dict[str, Any]) -> None:
    assert places(doc, OTHER_PUBLIC) == {("key_differs", "signature.key")}
    assert places(doc, "no key at all") == {("key_differs", "signature.key")}


def test_a_forger_without_the_key_may_make_the_chain_anew_and_is_found(doc: dict[str, Any]) -> None:
    doc["entries"][2]["content"] = doc["entries"][2]["content"].replace('"command"', '"web"')
    assert places(again(doc)) == {("signature_differs", "signature")}


def test_a_forger_must_tell_the_same_everywhere(doc: dict[str, Any]) -> None:
    doc["entries"][2]["content"] = doc["entries"][2]["content"].replace('"disagree"', '"agree"')
    forged = signed_by_another(again(doc))
    assert places(forged, None) == {("decision_differs", "decisions.2"), ("task_differs", "tasks.2")}


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("commitments", 0, "value"), "9", ("commitment_differs", "commitments.0")),
        (("commitments", 0, "salt"), "ff" * 16, ("commitment_differs", "commitments.0")),
        (("commitments", 0, "commitment"), "0" * 64, ("not_in_chain", "commitments.0")),
        (("definitions", 0, "source"), "process: pair", ("source_differs", "definitions.0")),
        (("definitions", 0, "sha256"), "0" * 64, ("definition_missing", "entries.1")),
        (("decisions", 3, "outcome"), "reject", ("decision_differs", "decisions.3")),
        (("decisions", 3, "actor"), 1, ("decision_differs", "decisions.3")),
        (("decisions", 3, "status"), "void", ("decision_differs", "decisions.3")),
        (("decisions", 3, "at"), "2026-09-02T00:00:00.000000Z", ("decision_differs", "decisions.3")),
        (("tasks", 1, "cause"), "withdrawn", ("task_differs", "tasks.1")),
        (("tasks", 1, "key"), "second", ("task_differs", "tasks.1")),
        (("documents", 0, "sha256"), "0" * 64, ("document_differs", "commitments.1")),
        (("case", "state"), "rejected", ("case_differs", "case.state")),
        (("case", "outcome"), "rejected", ("case_differs", "case.outcome")),
        (("case", "closed_at"), None, ("case_differs", "case.closed_at")),
        (("case", "id"), "1", ("case_differs", "case.id")),
        (("scopes", 0, "transform"), "2", ("scope_differs", "scopes.0")),
        (("head",), "0" * 64, ("head_differs", "entries.4")),
        (("entries", 1, "prev"), "0" * 64, ("prev_differs", "entries.2")),
        (("genesis", "case"), "1", ("facts_differ", "entries.1")),
        (("people", "5", "login"), "other", ("signature_differs", "signature")),
        (("exported_at",), "2020-01-01T00:00:00.000000Z", ("signature_differs", "signature")),
        (("signature", "bytes"), "AAAA", ("signature_differs", "signature")),
        (("signature", "algorithm"), "none", ("signature_differs", "signature")),
        (("signature",), None, ("signature_missing", "signature")),
    ],
)
def test_a_change_is_found_where_it_was_made(doc: dict[str, Any], path: Any, value: Any, problem: Any) -> None:
    put(doc, path, value)
    assert problem in places(doc)


def test_every_one_of_a_thousand_tampers_is_found(doc: dict[str, Any]) -> None:
    chance = random.Random(20260901)
    missed = []
    for _ in range(1000):
        forged, how = tampered(doc, chance)
        if not places(forged):
            missed.append(how)
    assert missed == []


def test_every_changed_byte_that_changes_what_is_read_is_found(doc: dict[str, Any]) -> None:
    content, chance = record_bytes(doc), random.Random(7)
    for _ in range(500):
        place = chance.randrange(len(content))
        forged = content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
        assert not verify_record(forged, PUBLIC).ok, place


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"[]", "not_json"),
        (b"\xff", "not_json"),
        (b'{"a": 1.5}', "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"format": "x", "format": "y"}', "key_repeated"),
        (b'{"format": "x"}', "unknown_format"),
    ],
)
def test_what_is_no_record_is_refused(content: bytes, code: str) -> None:
    assert [problem.code for problem in verify_record(content).problems] == [code]


def test_a_file_beyond_all_measure_is_not_read() -> None:
    verdict = verify_record(b" " * (verifying.LARGEST + 1))
    assert [problem.code for problem in verdict.problems] == ["record_too_large"]


@pytest.mark.parametrize("part", ["entries", "commitments", "definitions", "case", "tasks", "decisions", "documents"])
@pytest.mark.parametrize("junk", [None, [], {}, "x", [1], [{}]])
def test_a_part_that_is_missing_or_nonsense_is_a_problem_and_no_crash(
    doc: dict[str, Any], part: str, junk: object
) -> None:
    doc[part] = junk
    assert places(signed_by_another(doc), None)


def put(doc: Any, path: tuple[Any, ...], value: object) -> None:
    for step in path[:-1]:
        doc = doc[step]
    doc[path[-1]] = value if doc[path[-1]] != value else [value]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        return [path]
    return [leaf for key, part in items for leaf in leaves(part, (*path, key))]


def tampered(doc: dict[str, Any], chance: random.Random) -> tuple[dict[str, Any], object]:
    """One change of a random kind, without signing anew."""
    forged = copy.deepcopy(doc)
    kind = chance.choice(["leaf", "leaf", "leaf", "drop", "swap", "cut", "repeat", "chain"])
    part = chance.choice(["entries", "commitments", "decisions", "tasks", "scopes", "documents", "definitions"])
    rows = forged[part]
    if kind == "leaf":
        path = chance.choice(leaves(forged))
        put(forged, path, chance.choice(["x", 77, None, ["a"], {"b": "c"}]))
        return forged, path
    if kind == "drop":
        del rows[chance.randrange(len(rows))]
    elif kind == "swap" and len(rows) > 1:
        first, second = chance.sample(range(len(rows)), 2)
        rows[first], rows[second] = rows[second], rows[first]
    elif kind == "cut":
        del forged["entries"][chance.randrange(4) :]
        forged["head"] = forged["entries"][-1]["hash"] if forged["entries"] else forged["entries"]
    elif kind == "chain":
        entry = chance.choice(forged["entries"])
        entry["content"] = entry["content"].replace('"door":"command"', '"door":"web"')
        again(forged)
    else:
        rows.insert(chance.randrange(len(rows) + 1), copy.deepcopy(chance.choice(rows)))
    return forged, (kind, part)
