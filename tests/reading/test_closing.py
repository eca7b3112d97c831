"""`closes_when` as a file says it: a condition, or a condition with the answer by which the state is left."""

from __future__ import annotations

import pytest

from tests.reading.small_request import definition_with, facts, place_after, read_with

REVIEW = "    type: approve\n    label: {zh-TW: 審核, en: Review}\n"
EARLY = "    closes_when: {condition: data.amount > 5, by: approve}\n"


def test_what_is_written_is_compiled_with_its_answer() -> None:
    rule = definition_with(REVIEW, REVIEW + EARLY).states["review"].closes
    assert rule is not None
    assert (rule.when.source, rule.outcome) == ("data.amount > 5", "approve")


def test_a_condition_counts_answers() -> None:
    source = "    closes_when: {condition: answers.approve >= 1 and answers.given < answers.asked, by: approve}\n"
    assert definition_with(REVIEW, REVIEW + source).states["review"].closes is not None


@pytest.mark.parametrize(
    ("line", "rule", "code", "at"),
    [
        ("closes_when: data.amount > 5", "L01", "closing_needs_outcome", "data.amount"),
        ("closes_when: {condition: data.amount > 5, by: aprove}", "L02", "unknown_outcome", "aprove"),
        ("closes_when: {condition: data.amount > 5, by: return}", "L01", "closing_goes_back", "return"),
        ("closes_when: {condition: answers.aprove > 1, by: approve}", "L02", "expression_unknown_name", "answers"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(line: str, rule: str, code: str, at: str) -> None:
    new = f"{REVIEW}    {line}\n"
    found = [facts(finding) for finding in read_with(REVIEW, new).findings if finding.severity == "error"]
    assert found == [(rule, code, *place_after(REVIEW, new, at))]
