"""L06 of early ends: a condition that can never hold, or always does, is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import branch, definition, edit, parallel
from workflow.core.checking import check
from workflow.core.expression_types import INT
from workflow.core.expressions import compile_guard
from workflow.core.further import ClosingRule

DRAFT = edit("draft", submit="review")


def said(source: str) -> list[str]:
    rule = ClosingRule(compile_guard(source, {"answers.given": INT}), "complete")
    block = replace(parallel("review", branch("a"), branch("b"), complete="approved"), closes=rule)
    return [found.code for found in check(definition(DRAFT, block)) if found.path[-1] == "closes_when"]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("answers.given >= 1", []),
        ("answers.given > 2 and answers.given < 2", ["guard_never_true"]),
        ("answers.given > 2 or answers.given < 3", ["guard_never_false"]),
    ],
)
def test_a_condition_that_says_nothing_is_found(source: str, codes: list[str]) -> None:
    assert said(source) == codes
