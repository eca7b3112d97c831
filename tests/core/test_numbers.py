"""Case numbers: what a format may say, and when a series begins again."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.numbers import BadFormat, parse_format, render, series_key
from workflow.core.rocdates import BadRocDate


def number(source: str, day: date, seq: int) -> str:
    return render(parse_format(source), day, seq)


def test_a_number_carries_the_roc_year() -> None:
    assert number("國約-{roc_year}-{seq:3}", date(2026, 12, 31), 7) == "國約-115-007"
    assert number("國約-{roc_year}-{seq:3}", date(2027, 1, 1), 1) == "國約-116-001"


def test_an_academic_year_begins_in_august() -> None:
    assert number("{academic_year}X{seq:2}", date(2026, 7, 31), 1) == "114X01"
    assert number("{academic_year}X{seq:2}", date(2026, 8, 1), 1) == "115X01"


def test_the_western_year_may_be_used() -> None:
    assert number("MOU {year}/{seq:4}", date(2026, 2, 1), 12) == "MOU 2026/0012"


def test_a_number_that_outgrows_its_width_is_written_in_full() -> None:
    assert number("A{seq:2}", date(2026, 2, 1), 100) == "A100"


def test_running_numbers_begin_at_one() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        number("A{seq:2}", date(2026, 2, 1), 0)


def test_a_year_before_the_republic_has_no_roc_number() -> None:
    with pytest.raises(BadRocDate):
        number("{roc_year}-{seq:3}", date(1911, 12, 31), 1)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (" ", "empty"),
        ("x" * 61, "too_long"),
        ("A\n{seq:3}", "control_characters"),
        ("A\ud800{seq:3}", "control_characters"),
        ("A{seq:3", "stray_brace"),
        ("A}{seq:3}", "stray_brace"),
        ("{{seq:3}}", "stray_brace"),
        ("A{seq}", "unknown_placeholder"),
        ("A{seq:0}", "unknown_placeholder"),
        ("A{seq:10}", "unknown_placeholder"),
        ("A{}{seq:3}", "unknown_placeholder"),
        ("A{month}{seq:3}", "unknown_placeholder"),
        ("A{roc_year}", "no_seq"),
        ("{seq:3}-{seq:3}", "several_seqs"),
        ("{year}-{roc_year}-{seq:3}", "several_years"),
        ("{year}-{year}-{seq:3}", "several_years"),
    ],
)
def test_a_format_that_cannot_number_cases_is_refused(source: str, code: str) -> None:
    with pytest.raises(BadFormat) as caught:
        parse_format(source)
    assert caught.value.code == code


def test_a_misspelt_placeholder_gets_a_suggestion() -> None:
    with pytest.raises(BadFormat) as caught:
        parse_format("{rocyear}-{seq:3}")
    assert caught.value.params["near"] == ("roc_year", "year")


def test_a_series_lasts_as_long_as_the_year_in_its_number() -> None:
    plain, roc, school = (parse_format(f"{year}-{{seq:3}}") for year in ("A", "{roc_year}", "{academic_year}"))
    before, after, new_year = date(2026, 7, 31), date(2026, 8, 1), date(2027, 1, 1)
    assert series_key(plain, before) == series_key(plain, new_year)
    assert series_key(roc, before) == series_key(roc, after) != series_key(roc, new_year)
    assert series_key(school, before) != series_key(school, after) == series_key(school, new_year)


DAYS = st.dates(min_value=date(1913, 1, 1), max_value=date(2900, 12, 31))
FORMATS = st.sampled_from(["A-{roc_year}-{seq:3}", "A-{academic_year}-{seq:3}", "A-{year}-{seq:3}", "A-{seq:3}"])


@given(FORMATS, DAYS, DAYS, st.integers(1, 99999), st.integers(1, 99999))
def test_a_number_is_never_given_twice(source: str, one: date, other: date, first: int, second: int) -> None:
    format_ = parse_format(source)
    same_place = (series_key(format_, one), first) == (series_key(format_, other), second)
    assert (render(format_, one, first) == render(format_, other, second)) == same_place


@given(st.text() | st.text(st.sampled_from("{}seq:3year_ro-")))
def test_any_text_is_a_format_or_a_refusal(source: str) -> None:
    with suppress(BadFormat):
        assert "7" in render(parse_format(source), date(2026, 2, 1), 7)
