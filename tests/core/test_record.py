"""An exported record: a whole one holds, and whatever is changed in it is found."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.binding import commitment, scope_hash
from workflow.core.canonical import NotCanonical
from workflow.core.chain import entry_bytes, entry_hash, genesis_hash
from workflow.core.record import check_record, signed_bytes

SALT, OTHER_SALT, TEXT_SALT = "00" * 16, "11" * 16, "22" * 16
AMOUNT = commitment(bytes.fromhex(SALT), "1200.5")
PARTNER = commitment(bytes.fromhex(OTHER_SALT), "example.edu")
OPINION = commitment(bytes.fromhex(TEXT_SALT), "同意")
BOUND = {"amount": AMOUNT, "partner": PARTNER}


def entries(*facts: dict[str, Any]) -> list[dict[str, Any]]:
    prev, found = genesis_hash("42", "ab"), []
    for seq, more in enumerate(facts, start=1):
        content = entry_bytes({"seq": seq, "case": 42, "definition": "ab", **more})
        own = entry_hash(prev, content)
        found.append({"seq": seq, "prev": prev, "content": content.decode(), "hash": own})
        prev = own
    return found


def record() -> dict[str, Any]:
    chain = entries(
        {"commitments": {"amount": AMOUNT}}, {}, {"scope": scope_hash(BOUND, "1"), "text": OPINION, "by": "院　長"}
    )
    return {
        "format": "qianhe-record/1",
        "genesis": {"case": "42", "definition": "ab"},
        "entries": chain,
        "head": chain[-1]["hash"],
        "commitments": [
            {"name": "amount", "seq": 1, "salt": SALT, "value": "1200.5", "commitment": AMOUNT},
            {"name": "partner", "seq": 3, "salt": OTHER_SALT, "value": "example.edu", "commitment": PARTNER},
            {"name": None, "seq": 3, "salt": TEXT_SALT, "value": "同意", "commitment": OPINION},
        ],
        "scopes": [{"seq": 3, "transform": "1", "commitments": BOUND}],
        "signature": {"key": "k", "bytes": "s"},
    }


def found(doc: dict[str, Any]) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in check_record(doc)}


def test_a_whole_record_holds() -> None:
    assert check_record(record()) == ()
    assert check_record(json.loads(json.dumps(record()))) == ()


def test_an_erased_value_leaves_the_record_whole() -> None:
    doc = record()
    doc["commitments"][2] = {"name": None, "seq": 3, "commitment": OPINION, "erased": True}
    assert check_record(doc) == ()


def test_a_changed_value_no_longer_opens_its_commitment() -> None:
    doc = record()
    doc["commitments"][0]["value"] = "1200.51"
    assert found(doc) == {("commitment_differs", "commitments.0")}


def test_a_commitment_made_anew_is_not_in_the_chain() -> None:
    doc = record()
    doc["commitments"][0] |= {"value": "9", "commitment": commitment(bytes.fromhex(SALT), "9")}
    assert found(doc) == {("not_in_chain", "commitments.0")}


def test_a_commitment_counts_under_its_own_name_and_entry() -> None:
    doc = record()
    doc["commitments"][0]["name"] = "fee"
    doc["commitments"][1]["seq"] = 2
    doc["commitments"][2]["name"] = "reason"
    assert found(doc) == {("not_in_chain", f"commitments.{place}") for place in range(3)}


def test_a_scope_that_the_decision_did_not_bind_is_found() -> None:
    doc = record()
    doc["scopes"][0] = {"seq": 3, "transform": "2", "commitments": BOUND}
    assert found(doc) == {("scope_differs", "scopes.0")}


def test_an_edited_entry_is_found() -> None:
    doc = record()
    doc["entries"][1]["content"] = doc["entries"][1]["content"].replace("42", "43")
    assert found(doc) == {("hash_differs", "entries.2"), ("facts_differ", "entries.2")}


def test_a_cut_tail_is_found() -> None:
    doc = record()
    doc["commitments"], doc["scopes"] = doc["commitments"][:1], []
    del doc["entries"][2]
    assert found(doc) == {("head_differs", "entries.2")}


def test_a_record_under_another_name_is_found() -> None:
    doc = record()
    doc["genesis"]["case"] = "43"
    assert ("prev_differs", "entries.1") in found(doc)
    assert ("facts_differ", "entries.3") in found(doc)


def test_a_record_of_another_format_is_not_judged() -> None:
    assert found({"format": "qianhe-record/2"}) == {("unknown_format", "format")}
    assert found({"format": "qianhe-record/1"}) == {("malformed", "genesis")}


def test_everything_but_the_signature_is_signed() -> None:
    doc = record()
    signed = signed_bytes(doc)
    assert signed == signed_bytes({**doc, "signature": None})
    assert signed != signed_bytes({**doc, "title": "x"})
    with pytest.raises(NotCanonical):
        signed_bytes({**doc, "ratio": 0.5})


def paths(part: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [at, *(path for key, below in items for path in paths(below, (*at, key)))]


PATHS = [path for path in paths(record()) if path and path[0] != "signature"]
JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800") | st.just([[]])
JUNK |= st.lists(st.dictionaries(st.text(max_size=3), st.none(), max_size=2), max_size=2)


def changed(path: tuple[Any, ...], junk: object) -> dict[str, Any]:
    doc = copy.deepcopy(record())
    part: Any = doc
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = junk
    return doc


@given(st.sampled_from(PATHS), JUNK)
def test_no_record_raises(path: tuple[Any, ...], junk: object) -> None:
    assert isinstance(check_record(changed(path, junk)), tuple)


ESSENTIAL = [path for path in PATHS if path[0] in {"entries", "head", "genesis"}]


@given(st.sampled_from(ESSENTIAL), st.text(max_size=70) | st.integers(5, 99))
def test_no_part_of_the_history_can_be_replaced(path: tuple[Any, ...], junk: object) -> None:
    assert check_record(changed(path, junk))


def test_a_hostile_content_is_a_problem_and_no_crash() -> None:
    for content in ("[" * 100_000, "\ud800", "1", '{"commitments": 5, "seq": []}'):
        doc = record()
        doc["entries"][0]["content"] = content
        assert check_record(doc)
