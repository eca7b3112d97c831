"""Whatever a file, a guard or a time rule says, it is read or refused within 256 MB and a second.

QIANHE_SOAK multiplies how many texts are tried.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.small_request import FILES, PROCESS
from tests.services.test_fuzzing_checks import WORDS
from tests.support.limited import Limited

TRIES = 400 * int(os.environ.get("QIANHE_SOAK", "1"))
TEXT = FILES[PROCESS].decode()
MANY = st.sampled_from((10, 100, 1000, 10_000, 60_000))
PIECES = st.sampled_from(
    ("(", "[", "{", "not ", "-", "1 + ", "1 * ", "data.amount > 1 and ", "data.kind in [", "9", "x", "'", "len(", "é",
     "1 < ", "data.", ".", "due + 1wd", "50%", "9wd", " ", "\u3000", "0.", "e9", "sum([")
)  # fmt: skip
WRITTEN = st.sampled_from(
    ("[", "{", "- ", "? ", ": ", "&a ", "*a", "a: ", "!!str ", "'", '"', "|\n", ">\n", "#", "\n", "\t", "  ", "<<: ",
     "9", "[a, ", "{a: ", "- - ", "\\x00", "\ufeff", "&a [*a, ", "%YAML 1.1\n", "---\n", "states:\n", "x" * 50)
)  # fmt: skip
REPEATED = st.tuples(PIECES, MANY).map(lambda it: it[0] * it[1])
SPOKEN = st.lists(WORDS | REPEATED | st.text(max_size=20), max_size=8).map(" ".join)


@pytest.fixture(scope="module")
def limited() -> Iterator[Limited]:
    with Limited() as child:
        yield child


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """The text of a process with something in it many times over."""
    text = TEXT
    for _ in range(draw(st.integers(1, 3))):
        place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 40))
        text = text[:place] + draw(WRITTEN) * draw(MANY) + text[place + length :]
    return text


@settings(max_examples=TRIES)
@given(SPOKEN)
def test_a_guard_is_read_and_asked_within_limits(limited: Limited, text: str) -> None:
    assert limited.answer("guard", text) == "ok"


@settings(max_examples=TRIES)
@given(SPOKEN)
def test_a_time_is_read_within_limits(limited: Limited, text: str) -> None:
    assert limited.answer("time", text) == "ok"


@settings(max_examples=TRIES // 4)
@given(spoiled())
def test_a_process_is_read_and_proved_within_limits(limited: Limited, text: str) -> None:
    assert limited.answer("process", text) == "ok"


def test_a_guard_inside_a_process_is_read_within_limits(limited: Limited) -> None:
    for guard in ("not " * 900 + "True", "(" * 900, "data.amount > " + "1 + " * 400 + "1"):
        assert limited.answer("process", TEXT.replace("data.amount > 10000", guard, 1)) == "ok"


def test_what_takes_too_much_is_noticed(limited: Limited) -> None:
    assert limited.answer("memory", "") == "MemoryError:"
    assert limited.answer("time_over", "") == "-27"
    assert limited.answer("guard", "data.amount > 1") == "ok"
