"""What a file lets holders do beside answering: read strictly, for all states or for one, and played by scenarios."""

from __future__ import annotations

import pytest

from tests.reading.small_request import PROCESS, definition_with, facts, place_after, read_with, with_change
from workflow.core.further import ASKING, InfoRule
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import played

DEFAULTS = "  visits: {max: 5, end: cancelled}\n"
REVIEW = "    label: {zh-TW: 審核, en: Review}\n"
EVERYTHING = "  may: [request_info, delegate, add_signer, add_unit]\n"

BROKEN = [
    (DEFAULTS, f"{DEFAULTS}  may: [deligate]\n", "L01", "not_one_of", "deligate"),
    (DEFAULTS, f"{DEFAULTS}  may: {{requst_info: {{}}}}\n", "L01", "unknown_key", "requst_info"),
    (REVIEW, f"{REVIEW}    may: {{request_info: {{clock: stoped}}}}\n", "L01", "not_one_of", "stoped"),
    (REVIEW, f"{REVIEW}    may: {{request_info: {{files: [quot]}}}}\n", "L02", "unknown_document", "quot]"),
    (REVIEW, f"{REVIEW}    may: [add_unit]\n", "L01", "unit_outside_block", "may: [add_unit]"),
    (REVIEW, f"{REVIEW}    may: {{delegate: {{depth: 2}}}}\n", "L01", "unknown_key", "depth"),
]


@pytest.mark.parametrize(("old", "new", "rule", "code", "at"), BROKEN)
def test_each_mistake_is_refused_at_its_place(old: str, new: str, rule: str, code: str, at: str) -> None:
    (finding,) = (it for it in read_with(old, new).findings if it.severity == "error")
    line, column = place_after(old, new, at)
    assert facts(finding) == (rule, code, line, column)


def test_a_misspelt_action_is_told_the_one_that_was_meant() -> None:
    (finding,) = (it for it in read_with(DEFAULTS, f"{DEFAULTS}  may: [deligate]\n").findings if it.hint)
    assert finding.hint == "delegate"


def test_what_the_file_says_for_all_holds_for_each_state_that_says_nothing() -> None:
    states = definition_with(DEFAULTS, DEFAULTS + EVERYTHING).states
    assert states["cosign"].may == ASKING
    assert states["review"].may == states["draft"].may == tuple(code for code in ASKING if code != "add_unit")


def test_a_state_replaces_what_the_file_says_even_with_nothing() -> None:
    text = with_change(DEFAULTS, DEFAULTS + EVERYTHING)[PROCESS].decode()
    files = {**with_change("", ""), PROCESS: text.replace(REVIEW, f"{REVIEW}    may: []\n", 1).encode()}
    definition = read_folder(files).processes["small_request"].definition
    assert definition is not None
    assert definition.states["review"].may == ()


def test_a_question_says_whether_the_clock_stands_and_which_files_may_be_handed_in() -> None:
    review = f"{REVIEW}    may: {{request_info: {{clock: running, files: [quote]}}, delegate: {{}}}}\n"
    state = definition_with(REVIEW, review).states["review"]
    assert (state.may, state.info) == (("request_info", "delegate"), InfoRule("running", ("quote",)))


def test_whoever_is_asked_has_the_days_of_the_class_and_the_reminders_of_the_file() -> None:
    definition = definition_with(DEFAULTS, DEFAULTS + EVERYTHING)
    assert definition.asked_deadline is not None
    assert str(definition.asked_deadline.within) == "3wd"
    assert {rung.does for rung in definition.asked_ladder} == {"remind"}


def test_a_file_that_says_something_of_it_is_another_version() -> None:
    said = definition_with(DEFAULTS, DEFAULTS + EVERYTHING).sha256
    assert len({definition_with().sha256, said, definition_with(REVIEW, f"{REVIEW}    may: []\n").sha256}) == 3


def test_a_block_that_is_left_by_every_answer_cannot_have_units_added() -> None:
    leaving = "    leave_on: [agree, agree_with_changes, disagree, not_ours]\n"
    ways = "".join(f", {code}: {{to: draft, keep: none}}" for code in ("agree", "agree_with_changes", "not_ours"))
    text = with_change("    leave_on: [disagree]\n", leaving + "    may: [add_unit]\n")[PROCESS].decode()
    text = text.replace("disagree: {to: draft, keep: none}}", f"disagree: {{to: draft, keep: none}}{ways}}}", 1)
    found = read_folder({**with_change("", ""), PROCESS: text.encode()}).findings
    assert "unit_cannot_answer" in {finding.code for finding in found}


SCENARIOS = """
tests:
  - name: a question, a delegation and signers on the way
    given: {amount: "500"}
    do:
      - {as: head, do: request_info, input: {who: applicant, reason: why}}
      - {as: head, do: approve, expect_refused: waiting_for}
      - {as: info, do: answered}
      - {as: head, do: delegate, input: {who: president}}
      - {as: delegate, do: answered}
      - {as: head, do: add_signer, input: {who: president, position: after}}
      - {as: head, do: remove_signer}
      - {as: head, do: add_signer, input: {who: "president@school", position: beside}}
      - {as: head, do: approve}
    expect: {state: review, open: [beside]}
"""


def test_scenarios_play_what_is_asked() -> None:
    text = with_change(DEFAULTS, DEFAULTS + EVERYTHING)[PROCESS].decode().replace(", documents: [quote]}", "}")
    files = {**with_change("", ""), PROCESS: (text[: text.index("tests:\n")] + SCENARIOS.lstrip("\n")).encode()}
    library = read_folder(files)
    assert [finding.code for finding in library.findings if finding.severity == "error"] == []
    results = [result for compiled, found in played(library) for result in found if compiled.file == PROCESS]
    assert [(result.ok, result.step, result.got) for result in results] == [(True, None, None)]
