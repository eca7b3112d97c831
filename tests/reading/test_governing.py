"""What may be done to a running task, as a file says it: strictly read, compiled, and played."""

from __future__ import annotations

import pytest

from tests.reading.small_request import FILES, PROCESS, definition_with, facts, place_after, read_with
from workflow.core.calendar import layer_from_mapping
from workflow.core.definition import Deadline, Definition
from workflow.core.durations import Duration
from workflow.core.extensions import ExtensionRule, Tier
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import test_definitions as play

FILING = "    by: officer\n    effects"
EXTEND = "extend: {times: 3, each: 10cd, total: 30cd, approve: [{upto: 10cd, by: head}, {by: president}]}"
TESTS = "tests:\n"


def filing(*lines: str) -> str:
    return "    by: officer\n" + "".join(f"    {line}\n" for line in lines) + "    effects"


def extend(limits: str) -> str:
    return filing(f"deadline: {{within: 6wd, extend: {{times: 3, {limits}}}}}")


def test_the_words_of_the_file_become_rules() -> None:
    made = definition_with(
        FILING,
        filing(
            "may: {hold: {most: 7wd}, transfer: {elsewhere: true}, inform: {}, change_speed: {}}",
            f"deadline: {{within: 6wd, {EXTEND}}}",
        ),
    )
    state = made.states["filing"]
    assert state.may == ("transfer", "hold", "change_speed", "inform")
    assert state.hold is not None
    assert state.hold.most == Duration(7, "wd")
    assert state.hands_elsewhere
    deadline = state.branches[0].slots[0].deadline
    assert deadline is not None
    assert deadline.extend == ExtensionRule(3, 10, 30, "cd", (Tier("head", 10), Tier("president")))


def test_the_deadline_of_the_class_follows_the_case_and_a_named_class_does_not() -> None:
    assert _deadline(definition_with()).by_speed
    assert not _deadline(definition_with("deadline: {class: speed}", "deadline: {class: urgent}")).by_speed


def _deadline(made: Definition) -> Deadline:
    deadline = made.states["review"].branches[0].slots[0].deadline
    assert deadline is not None
    return deadline


def test_urging_auditors_and_a_desk_are_compiled() -> None:
    assert definition_with("  comment: {}", "  comment: {}\n  remind: {every: 2wd}").urging is not None
    assert definition_with("views:\n", "auditors: [head]\nviews:\n").auditors == ("head",)
    assert definition_with("keep_same: true", "keep_same: true, desk: head").actors["officer"].desk == "head"


def test_transfer_in_the_defaults_leaves_out_what_is_nobody_elses() -> None:
    made = definition_with("  visits: {max: 5", "  may: [transfer]\n  visits: {max: 5")
    assert {name for name, state in made.states.items() if "transfer" in state.may} == {
        "cosign", "review", "partner_answer", "filing",
    }  # fmt: skip


DRAFT = "    edits: [subject, kind, amount, partner, why, period, costs, quote]\n    deadline: none\n"
WRONG = [
    (DRAFT, DRAFT + "    may: [transfer]\n", "L01", "cannot_be_handed_on", "may: ["),
    (FILING, filing("may: [hodl]"), "L01", "not_one_of", "hodl"),
    (FILING, filing("may: {hold: {most: 7cd}}"), "L01", "bad_spelling", "7cd"),
    (FILING, extend("each: 10cd, total: 30wd, approve: [{by: head}]"),
     "L01", "extension_units", "extend"),
    (FILING, extend("each: 10cd, total: 30cd, approve: [{upto: 9cd, by: head}]"),
     "L01", "extension_gap", "approve"),
    (FILING, extend("each: 9cd, total: 30cd, approve: [{by: head}, {by: president}]"),
     "L01", "extension_tiers", "approve"),
    (FILING, extend("each: 9cd, total: 30cd, approve: [{by: haed}]"),
     "L02", "unknown_actor", "haed"),
    ("views:\n", "auditors: [haed]\nviews:\n", "L02", "unknown_post", "haed"),
    ("keep_same: true", "keep_same: true, desk: stuff", "L02", "unknown_post", "stuff"),
    ("  comment: {}", "  comment: {}\n  remind: {every: 2cd}", "L01", "bad_spelling", "2cd"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "code", "at"), WRONG)
def test_what_is_wrong_is_said_where_it_stands(old: str, new: str, rule: str, code: str, at: str) -> None:
    found = [facts(finding) for finding in read_with(old, new).findings if finding.severity == "error"]
    assert found == [(rule, code, *place_after(old, new, at))]


def test_a_further_action_must_not_be_an_answer_of_its_state_too() -> None:
    text = FILES[PROCESS].decode().replace(FILING, filing("may: [hold]"))
    text = text.replace("next: {finish: done}", "next: {finish: done, hold: done}")
    library = read_folder({**FILES, PROCESS: text.encode()})
    assert "may_is_outcome" in {finding.code for finding in library.findings}


SCENARIO = """
  - name: more time, a hold, another class, and the duty handed on
    given: {amount: "500"}
    at: "2026-09-01T09:00"
    do:
      - {as: head, do: change_speed, input: {speed: ordinary}}
      - {as: head, do: extend, input: {days: 11}, expect_refused: too_large}
      - {as: head, do: extend, input: {days: 7}}
      - {as: extension, do: approve}
      - {as: head, do: hold, input: {until: "2026-09-03"}}
      - {as: head, do: approve, expect_refused: not_checked}
      - {as: applicant, do: remind, expect_refused: nobody_to_urge}
      - {wait: 2wd}
      - {as: head, do: resume, expect_refused: not_on_hold}
      - {as: applicant, do: remind}
      - {as: applicant, do: remind, expect_refused: urged_already}
    expect: {state: review, due: {review.head: "2026-09-18"}, speed: ordinary}
"""


def test_a_scenario_plays_all_of_it() -> None:
    text = FILES[PROCESS].decode()
    review = "    type: approve\n    label: {zh-TW: 審核, en: Review}\n"
    limits = (
        "    may: [hold, change_speed, inform]\n    deadline: {class: speed, extend: {times: 2, each: 10cd, "
        "total: 20cd, approve: [{by: president}]}}\n"
    )
    text = text.replace(review, review + limits).replace("  comment: {}", "  comment: {}\n  remind: {every: 2wd}")
    played = play({**FILES, PROCESS: (text.rstrip() + SCENARIO).encode()}, layer_from_mapping)
    (result,) = (result for _, result in played.results if result.name.startswith("more time"))
    assert (result.step, result.expected, result.got) == (None, None, None)
