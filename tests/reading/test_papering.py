"""A step that may go on on paper, as a file says it: strictly read, proved, and played by scenarios."""

from __future__ import annotations

import pytest

from tests.reading.small_request import FILES, PROCESS, definition_with, facts, place_after, read_with
from tests.support.office import FILES as OFFICE
from tests.support.papered import PAPERED
from workflow.core.calendar import layer_from_mapping
from workflow.core.further import PaperRule
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import findings_of
from workflow.services.checking_definitions import test_definitions as play

ANYTIME = "  comment: {}\n"
QUOTE = "  quote: {source: upload,"
SCAN = "  scan: {source: upload, label: {zh-TW: 掃描檔, en: Scan}, accept: [pdf]}\n"


def papered(rule: str) -> dict[str, bytes]:
    text = FILES[PROCESS].decode().replace(ANYTIME, f"{ANYTIME}  paper: {rule}\n", 1).replace(QUOTE, SCAN + QUOTE, 1)
    return {**FILES, PROCESS: text.encode()}


def test_the_words_of_the_file_become_a_rule() -> None:
    definition = read_folder(papered("{by: officer, scan: scan}")).processes["small_request"].definition
    assert definition is not None
    assert definition.paper == PaperRule("officer", "scan")


def test_a_file_that_says_nothing_of_paper_stays_the_version_that_it_was() -> None:
    assert definition_with().paper is None
    said = read_folder(papered("{by: officer, scan: scan}")).processes["small_request"].definition
    assert said is not None
    assert said.sha256 != definition_with().sha256


@pytest.mark.parametrize(
    ("rule", "code", "at"),
    [
        ("{by: offcer, scan: quote}", "unknown_actor", "offcer"),
        ("{by: officer, scan: qoute}", "unknown_document", "qoute"),
        ("{by: officer, scan: memo}", "scan_is_drawn", "memo}"),
    ],
)
def test_a_rule_that_leads_nowhere_is_refused_at_its_place(rule: str, code: str, at: str) -> None:
    old, new = ANYTIME, f"{ANYTIME}  paper: {rule}\n"
    line, column = place_after(old, new, at)
    assert [facts(it) for it in read_with(old, new).findings] == [("L02", code, line, column)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("paper: {by: second", "paper: {by: applicant", [("L07", "applicant_records")]),
        ("binds: [amount]", "binds: [amount, scan]", [("L12", "scan_is_bound")]),
    ],
)
def test_nobody_records_his_own_case_and_no_scan_changes_what_was_approved(
    old: str, new: str, found: list[tuple[str, str]]
) -> None:
    library = read_folder({**OFFICE, "papered.yaml": PAPERED.replace(old, new, 1).encode()}, layer_from_mapping)
    assert [(it.rule, it.code) for it in findings_of(library) if it.severity == "error"] == found


SCENARIO = """
tests:
  - name: on paper
    given: {amount: "500"}
    do:
      - {as: first, do: agree}
      - {as: second, do: agree}
      - {as: chief, do: to_paper, input: {place: registry}}
      - {as: chief, do: approve, expect_refused: on_paper}
      - {as: second, do: approve, input: {signer: head, signed_on: "2026-09-01"}, expect_refused: "document_required"}
      - {as: second, do: approve}
    expect: {state: done, outcome: approved}
"""


def test_a_scenario_takes_a_step_to_paper_and_records_it() -> None:
    played = play({**OFFICE, "papered.yaml": (PAPERED + SCENARIO).encode()}, layer_from_mapping)
    (result,) = (result for _, result in played.results if result.name == "on paper")
    assert (result.step, result.expected, result.got) == (None, None, None)
