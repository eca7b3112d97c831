"""The class of speed as a word, or as a choice of the applicant; scenarios choose it with what they give."""

from __future__ import annotations

import pytest

from tests.reading.small_request import definition_with, facts, place_after, read_with
from workflow.core.further import SpeedChoice

WORD = "speed: urgent"
CHOICE = "speed: {default: urgent, choose: [urgent, most_urgent], reason_for: [most_urgent]}"


def test_a_word_is_the_class_of_every_case() -> None:
    assert (definition_with().speed, definition_with().speeds) == ("urgent", None)


def test_a_choice_has_a_default_and_classes_that_need_a_reason() -> None:
    made = definition_with(WORD, CHOICE)
    assert (made.speed, made.speeds) == ("urgent", SpeedChoice(("urgent", "most_urgent"), ("most_urgent",)))


@pytest.mark.parametrize(
    ("new", "rule", "code", "at"),
    [
        (CHOICE.replace("default: urgent", "default: ordinary"), "L01", "speed_not_offered", "ordinary"),
        (
            CHOICE.replace("reason_for: [most_urgent]", "reason_for: [ordinary]"),
            "L01",
            "speed_not_offered",
            "reason_for",
        ),
        (CHOICE.replace("[urgent, most_urgent]", "[urgent]"), "L01", "too_few", "choose"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(new: str, rule: str, code: str, at: str) -> None:
    found = [facts(finding) for finding in read_with(WORD, new).findings if finding.severity == "error"]
    assert found == [(rule, code, *place_after(WORD, new, at))]
