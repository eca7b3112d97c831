"""A link opens one task of one case, to those answers that the definition names, in the browser of its code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.office import NOW, Office
from tests.support.outside import LETTER, OUTSIDE_FILES, Outside, begin_letter, publish_letters
from workflow.core.errors import Refused
from workflow.services.guest_door import find_door
from workflow.services.publishing import publish


def refused(inside: Outside, action: str) -> list[str]:
    with pytest.raises(Refused) as error:
        inside.act(action, files=inside.file() if action == "counter" else {})
    return [refusal.code for refusal in error.value.refusals]


def test_an_answer_of_the_task_that_the_link_does_not_name_is_not_taken(office: Office, tmp_path: Path):
    start, end = LETTER.index("        counter: {zh-TW: 我們"), LETTER.index("        declined: {zh-TW: 我們")
    tests = LETTER.index("  - name: the partner wants changes")
    source = (LETTER[:start] + LETTER[end:tests] + LETTER[LETTER.index("lint:", tests) :]).encode()
    publish(office.runtime, {**OUTSIDE_FILES, "letter.yaml": source}, by=0, now=NOW)
    letter = begin_letter(office, tmp_path)
    assert refused(letter.entered(), "counter") == ["not_through_link"]
    assert letter.state() == "talk"


def test_the_session_of_one_link_opens_no_other(office: Office, tmp_path: Path):
    publish_letters(office)
    one, other = begin_letter(office, tmp_path), begin_letter(office, tmp_path)
    inside = one.entered()
    assert find_door(office.runtime, other.token(), inside.secret, NOW).state == "shut"
    assert refused(replace(other, secret=inside.secret), "counter") == ["code_needed"]
