"""One value has one sequence of bytes, and different values have different ones."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.canonical import NotCanonical, canonical_bytes, decimal_text, plain, sha256_hex

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
DECIMALS = st.decimals(min_value=-(10**18), max_value=10**18, places=4)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8))])
MOMENTS = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001  # the strategy adds the zone
SCALARS = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | TEXTS | DECIMALS | st.dates() | MOMENTS
VALUES = st.recursive(SCALARS, lambda part: st.lists(part) | st.dictionaries(TEXTS, part), max_leaves=10)


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical_bytes({"b": [1, True, None], "a": "核章"}) == '{"a":"核章","b":[1,true,null]}'.encode()


def test_decimals_dates_and_moments_are_text() -> None:
    taipei = datetime(2027, 2, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    assert plain([Decimal("1200.50"), date(2027, 2, 1), taipei]) == [
        "1200.5",
        "2027-02-01",
        "2027-02-01T00:30:00.000000Z",
    ]


@pytest.mark.parametrize(
    ("written", "text"), [("0", "0"), ("-0.00", "0"), ("100", "100"), ("1E+2", "100"), ("0.010", "0.01")]
)
def test_a_decimal_has_one_spelling(written: str, text: str) -> None:
    assert decimal_text(Decimal(written)) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "unknown_type"),
        ({"a": {1, 2}}, "unknown_type"),
        (b"bytes", "unknown_type"),
        (2**63, "number_range"),
        (Decimal("NaN"), "number_range"),
        (Decimal("1E+999999"), "number_range"),
        (Decimal("1E-999999"), "number_range"),
        (datetime(2027, 2, 1), "naive_moment"),  # noqa: DTZ001  # naive on purpose
        ({1: "a"}, "key_not_text"),
        ("\ud800", "surrogate"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object, code: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical_bytes(value)
    assert caught.value.code == code


def test_a_refusal_says_where() -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical_bytes({"plan": [{"cost": 0.1}]})
    assert caught.value.where == ".plan.0.cost"


def test_bottomless_nesting_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="too_deep"):
        canonical_bytes(value)


def test_a_hash_is_hex() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(VALUES)
def test_reading_the_bytes_back_and_writing_them_again_changes_nothing(value: object) -> None:
    content = canonical_bytes(value)
    assert canonical_bytes(json.loads(content)) == content


@given(VALUES)
def test_the_bytes_are_those_of_the_standard_library_for_the_plain_value(value: object) -> None:
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical_bytes(value) == text.encode()


@given(VALUES, VALUES)
def test_different_values_have_different_bytes(one: object, other: object) -> None:
    assert (canonical_bytes(one) == canonical_bytes(other)) == (repr(plain(one)) == repr(plain(other)))


@given(DECIMALS, st.integers(0, 6))
def test_trailing_zeros_make_no_difference(number: Decimal, zeros: int) -> None:
    padded = Decimal(f"{number:f}" + "0" * zeros)
    assert canonical_bytes(padded) == canonical_bytes(number)


@given(MOMENTS)
def test_the_zone_of_a_moment_makes_no_difference(moment: datetime) -> None:
    assert canonical_bytes(moment.astimezone(UTC)) == canonical_bytes(moment)
