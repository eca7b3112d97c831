import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.durations import LONGEST, UNITS, BadDuration, Duration, parse_duration
from workflow.core.errors import QianheError


@given(st.integers(1, LONGEST), st.sampled_from(UNITS))
def test_a_duration_reads_as_it_is_written(amount, unit):
    duration = Duration(amount, unit)
    assert parse_duration(str(duration)) == duration


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "bad_duration"),
        ("wd", "bad_duration"),
        ("-6wd", "bad_duration"),
        ("6 wd", "bad_duration"),
        ("6wd 4bh", "bad_duration"),
        ("1.5wd", "bad_duration"),
        ("６wd", "bad_duration"),
        ("6WD", "bad_duration"),
        ("6", "unknown_unit"),
        ("6d", "unknown_unit"),
        ("0wd", "zero_duration"),
        ("10000cd", "duration_too_long"),
        ("9" * 5000 + "cd", "duration_too_long"),
    ],
)
def test_anything_but_a_number_and_one_unit_is_refused(written, code):
    with pytest.raises(BadDuration) as refused:
        parse_duration(written)
    assert refused.value.code == code


@given(st.text())
def test_any_text_is_a_duration_or_refused(text):
    try:
        duration = parse_duration(text)
    except BadDuration:
        return
    assert parse_duration(str(duration)) == duration


def test_a_bad_duration_can_be_caught_as_an_error_of_the_engine_or_of_values():
    assert issubclass(BadDuration, QianheError)
    assert issubclass(BadDuration, ValueError)


def test_a_duration_turned_backwards_twice_is_the_same():
    assert Duration(10, "wd").backwards() == Duration(-10, "wd")
    assert Duration(10, "wd").backwards().backwards() == Duration(10, "wd")


def test_units_never_mix():
    with pytest.raises(TypeError):
        Duration(6, "wd") + Duration(4, "bh")
