"""`retroactive` as a file says it."""

from __future__ import annotations

import pytest

from tests.reading.small_request import definition_with, facts, place_after, read_with
from workflow.core.durations import Duration
from workflow.core.further import RetroactiveRule

REVIEW = "    type: approve\n    label: {zh-TW: 審核, en: Review}\n"


def test_what_is_written_is_compiled() -> None:
    made = definition_with(REVIEW, REVIEW + "    retroactive: {within: 3wd, by: [head]}\n")
    assert made.states["review"].retroactive == RetroactiveRule(Duration(3, "wd"), ("head",))


@pytest.mark.parametrize(
    ("line", "rule", "code", "at"),
    [
        ("retroactive: {within: 3wd, by: [hed]}", "L02", "unknown_actor", "hed"),
        ("retroactive: {within: 3bh}", "L01", "days_needed", "3bh"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(line: str, rule: str, code: str, at: str) -> None:
    new = f"{REVIEW}    {line}\n"
    found = [facts(finding) for finding in read_with(REVIEW, new).findings if finding.severity == "error"]
    assert found == [(rule, code, *place_after(REVIEW, new, at))]
