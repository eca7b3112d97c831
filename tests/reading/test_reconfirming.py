"""A scenario may expect that somebody is asked to confirm again."""

from __future__ import annotations

from tests.reading.small_request import read_with

EXPECTED = 'tests:\n  - name: again\n    expect: {open: ["reconfirm:review.head"]}\n'


def test_a_reconfirmation_has_a_name_in_scenarios() -> None:
    assert [it.code for it in read_with("tests:\n", EXPECTED).findings if it.severity == "error"] == []
