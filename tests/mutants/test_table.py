"""Every planted bug can still be made, and the tests that must notice it are still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.table import PLANTED, Planted

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda it: it.says.replace(" ", "_"))
def test_a_planted_bug_replaces_something_that_stands_there_once(planted: Planted) -> None:
    assert (ROOT / planted.file).read_text("utf-8").count(planted.old) == 1
    assert planted.new != planted.old


def test_the_tests_that_must_notice_are_there() -> None:
    named = {test.partition("::")[0] for planted in PLANTED for test in planted.tests}
    assert [it for it in named if not (ROOT / it).exists()] == []


def test_each_says_something_else() -> None:
    assert len({it.says for it in PLANTED}) == len(PLANTED)
