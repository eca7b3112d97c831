import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.verify_codes import ALPHABET, RANDOM_BYTES, make_code, read_code

CODE = make_code(bytes(range(RANDOM_BYTES)))
RANDOM = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


def test_a_code_is_seven_groups_of_four_letters_that_do_not_look_alike():
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){6}[2-9A-HJ-NP-Z]{4}", CODE)
    assert len(set(ALPHABET)) == 32


@given(RANDOM)
def test_a_code_is_read_back(randomness):
    assert read_code(make_code(randomness)) == make_code(randomness)


@given(RANDOM, RANDOM)
def test_different_randomness_makes_different_codes(one, other):
    assert (make_code(one) == make_code(other)) == (one == other)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "–"),
        CODE.replace("2", "２"),
    ],
)
def test_the_way_of_writing_does_not_matter(typed):
    assert read_code(typed) == CODE


def test_a_slip_of_the_pen_is_told():
    wrong = [CODE[:n] + letter + CODE[n + 1 :] for n in range(len(CODE)) if CODE[n] != "-" for letter in ALPHABET]
    assert sum(read_code(each) is not None for each in set(wrong) - {CODE}) <= 3


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed):
    assert read_code(typed) in {None, CODE} or len(typed) >= 28


@pytest.mark.parametrize("typed", ["", "0" * 28, "O" * 28, CODE + "2", CODE[:-1], "𝟚" * 500, "\x00", CODE[:-1] + "一"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None
