"""Which cases may be joined, as a file says it: strictly read, proved, and played by scenarios."""

from __future__ import annotations

import pytest

from tests.support.joint import JOINT
from tests.support.office import FILES
from workflow.core.calendar import layer_from_mapping
from workflow.core.further import MergeRule
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import findings_of
from workflow.services.checking_definitions import test_definitions as play

MERGE = "merge: {by: first, same: [subject], before: decision, to: merged}"
END = "  merged: {type: end, label: {zh-TW: 併案, en: Joined}, outcome: merged}\n"


def found(old: str, new: str) -> list[tuple[str, str]]:
    library = read_folder({**FILES, "joint.yaml": JOINT.replace(old, new, 1).encode()}, layer_from_mapping)
    return [(it.rule, it.code) for it in findings_of(library) if it.severity == "error"]


def test_the_words_of_the_file_become_a_rule() -> None:
    library = read_folder({**FILES, "joint.yaml": JOINT.encode()}, layer_from_mapping)
    definition = library.processes["joint"].definition
    assert definition is not None
    assert definition.merge == MergeRule("first", ("subject",), "decision", "merged")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("by: first, same", "by: fist, same", [("L02", "unknown_actor")]),
        ("same: [subject]", "same: [subjet]", [("L02", "unknown_field")]),
        ("before: decision, to: merged", "before: decison, to: merged", [("L02", "unknown_state")]),
        ("to: merged}", "to: rejected}", [("L02", "merged_without_merge"), ("L02", "not_a_merged_end")]),
        (f"  {MERGE}\n", "", [("L02", "merged_without_merge")]),
        ("by: first, same", "by: chief, same", [("L07", "nobody_merges")]),
    ],
)
def test_a_rule_that_leads_nowhere_is_an_error(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert found(old, new) == expected


SCENARIO = """
tests:
  - name: joined and split
    do:
      - {as: first, do: merge, twin: {subject: another}, expect_refused: lead_differs}
      - {as: first, do: merge, expect_refused: unknown_reference}
      - {as: second, do: merge, twin: {}, expect_refused: not_in_this_state}
      - {as: first, do: merge, twin: {}}
      - {as: first, do: split, twin: {}}
      - {as: second, do: agree}
      - {as: first, do: merge, twin: {amount: "5"}}
    expect: {state: merged, outcome: merged}
"""


def test_a_scenario_joins_a_case_to_one_like_it() -> None:
    played = play({**FILES, "joint.yaml": (JOINT + SCENARIO).encode()}, layer_from_mapping)
    (result,) = (result for _, result in played.results if result.name == "joined and split")
    assert (result.step, result.expected, result.got) == (None, None, None)
