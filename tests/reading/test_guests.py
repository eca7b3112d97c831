"""What a file lets somebody outside do by a link: read strictly, with hints, and played by scenarios."""

from __future__ import annotations

import pytest

from tests.support.outside import LETTER, OUTSIDE_FILES
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.guests import GuestRule
from workflow.core.text import Text
from workflow.reading.folder import Library, read_folder
from workflow.services.checking_definitions import findings_of, played


def library(old: str = "", new: str = "") -> Library:
    assert old in LETTER
    files = {**OUTSIDE_FILES, "letter.yaml": LETTER.replace(old, new, 1).encode()}
    return read_folder(files, layer_from_document)


def rule(old: str = "", new: str = "") -> GuestRule | None:
    definition = library(old, new).processes["letter"].definition
    assert definition is not None
    return definition.states["talk"].branches[0].slots[0].guest


def test_what_the_file_says_is_what_the_link_may_do() -> None:
    found = rule()
    assert found is not None
    assert (found.email, found.name, found.days, found.answered_on) == (
        "contact.email",
        "contact.name",
        14,
        "replied_on",
    )
    assert found.sees == ("subject", "draft")
    assert found.answers == ("agreed", "counter", "declined")
    assert found.may[-1] == "comment"
    assert dict(found.words)["agreed"] == Text("我們同意", "We agree")


def test_a_list_of_answers_has_the_words_of_the_outcomes() -> None:
    start = LETTER.index("        agreed: {zh-TW: 我們同意")
    end = LETTER.index("      edits: [remarks]")
    found = rule(f"      may:\n{LETTER[start:end]}", "      may: [agreed, comment]\n")
    assert found is not None
    assert (found.may, found.words) == (("agreed", "comment"), ())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("email: contact.email", "email: contact.emial", "unknown_field"),
        ("uploads: [reply]", "uploads: [replay]", "unknown_document"),
        ("answered_on: replied_on", "within: 14wd", "bad_spelling"),
        ("answered_on: replied_on", "answered: replied_on", "unknown_key"),
    ],
)
def test_each_mistake_is_told(old: str, new: str, code: str) -> None:
    assert code in {it.code for it in findings_of(library(old, new), None)}


def test_the_process_is_proved_and_its_scenarios_play_the_other_side() -> None:
    found = library()
    assert [it.code for it in findings_of(found, None) if it.severity == "error"] == []
    results = [result for _, results in played(found) for result in results]
    assert [result for result in results if not result.ok] == []
    assert len(results) >= 2


def test_a_file_without_a_link_is_the_version_that_it_was() -> None:
    start = LETTER.index("    guest:\n")
    without = LETTER[:start] + LETTER[LETTER.index("    deadline: {within: 30cd") :]
    files = {**OUTSIDE_FILES, "letter.yaml": without.encode()}
    definition = read_folder(files, layer_from_document).processes["letter"].definition
    with_link = library().processes["letter"].definition
    assert definition is not None
    assert with_link is not None
    assert definition.sha256 != with_link.sha256
