"""Commitments and scope hashes: equal stays equal, any change shows, and the salt hides the value."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.core.binding import commitment, document_value, rendered_digest, scope_hash
from workflow.core.canonical import plain

SALT = b"0123456789abcdef"
SALTS = st.binary(min_size=16, max_size=32)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
SCALARS = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | TEXTS | NUMBERS | st.dates()
VALUES = st.recursive(SCALARS, lambda part: st.lists(part) | st.dictionaries(TEXTS, part), max_leaves=8)
COMMITMENTS = st.dictionaries(TEXTS, VALUES.map(lambda value: commitment(SALT, value)), min_size=1)


def held(value: object) -> object:
    """The plain model: what is left when unset parts are taken away."""
    if isinstance(value, dict):
        return {name: held(part) for name, part in value.items() if held(part) is not None} or None
    if isinstance(value, list):
        return [held(part) for part in value] or None
    return value


@given(SALTS, VALUES)
def test_the_stored_form_has_the_commitment_of_the_value(salt: bytes, value: object) -> None:
    assert commitment(salt, value) == commitment(salt, plain(value))


@given(SALTS, VALUES, VALUES)
def test_commitments_are_equal_exactly_when_the_values_are(salt: bytes, one: object, other: object) -> None:
    same = repr(held(plain(one))) == repr(held(plain(other))) or held(plain(one)) == held(plain(other))
    assume(not (same and repr(one) != repr(other) and plain(one) != plain(other)))
    assert (commitment(salt, one) == commitment(salt, other)) == same


@given(SALTS, SALTS, VALUES)
def test_another_salt_gives_another_commitment(one: bytes, other: bytes, value: object) -> None:
    assert (commitment(one, value) == commitment(other, value)) == (one == other)


def test_unset_is_one_thing_however_it_is_written() -> None:
    unset = [None, {}, [], {"valid_from": None}, {"terms": {}}]
    assert len({commitment(SALT, value) for value in unset}) == 1
    assert commitment(SALT, {"a": 1, "b": None}) == commitment(SALT, {"a": 1})
    assert len({commitment(SALT, value) for value in (None, "", False, 0, "missing")}) == 5


def test_money_is_bound_by_its_amount() -> None:
    assert commitment(SALT, Decimal("1200.50")) == commitment(SALT, Decimal("1200.5"))
    assert commitment(SALT, Decimal("1200.50")) != commitment(SALT, Decimal("1200.51"))
    assert commitment(SALT, date(2027, 2, 1)) == commitment(SALT, "2027-02-01")


def test_a_short_salt_hides_nothing_and_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment(b"short", 1)


@given(COMMITMENTS, st.randoms())
def test_the_order_of_fields_makes_no_difference(commitments: dict[str, str], chance: random.Random) -> None:
    shuffled = list(commitments.items())
    chance.shuffle(shuffled)
    assert scope_hash(dict(shuffled)) == scope_hash(commitments)


@given(COMMITMENTS, st.data())
def test_any_change_of_a_bound_field_shows(commitments: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(commitments)))
    changed = {**commitments, name: commitment(SALT, ["changed"])}
    fewer = {key: value for key, value in commitments.items() if key != name}
    renamed = {**fewer, name + "x": commitments[name]}
    assert scope_hash(commitments) not in {scope_hash(other) for other in (changed, fewer, renamed)}


def test_another_binding_rule_makes_every_decision_stale() -> None:
    assert scope_hash({"a": "00"}, "1") != scope_hash({"a": "00"}, "2")


def test_a_file_is_bound_by_name_type_and_bytes() -> None:
    variants = [("a.pdf", "application/pdf", "00"), ("b.pdf", "application/pdf", "00")]
    variants += [("a.pdf", "text/plain", "00"), ("a.pdf", "application/pdf", "01")]
    assert len({commitment(SALT, document_value(*variant)) for variant in variants}) == 4


def test_a_rendered_document_is_bound_by_layout_and_input() -> None:
    digests = {rendered_digest(layout, {"n": n}) for layout in ("memo.1", "memo.2") for n in (1, 2)}
    assert len(digests) == 4
