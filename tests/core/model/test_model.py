"""Random commands on random processes: the engine does what the plain model says, and nothing ever breaks a rule.

QIANHE_SOAK multiplies how many processes are tried.
"""

from __future__ import annotations

import os

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.core.model.definitions import VALUES, processes
from tests.core.model.driving import PEOPLE, Dice, start, step
from tests.core.model.invariants import broken
from tests.core.model.offering import disagreement
from workflow.core.checking import check
from workflow.core.definition import Definition

EXAMPLES = 430 * int(os.environ.get("QIANHE_SOAK", "1"))
APPLICANTS = st.sampled_from(("staff", "staff", "chair", "dean", "officer", "office_head"))
DATA = st.fixed_dictionaries(
    {"kind": st.sampled_from(VALUES["kind"]), "amount": st.integers(0, 2), "text": st.just("x")}
)
DICE = st.tuples(st.integers(0, 31), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))


@settings(max_examples=EXAMPLES)
@given(processes(), APPLICANTS, DATA, st.lists(DICE, min_size=20, max_size=50))
def test_every_command_does_what_the_model_says(
    definition: Definition, applicant: str, data: dict[str, object], throws: list[Dice]
) -> None:
    drive = start(definition, applicant, data)
    assert broken(drive.play) == []
    for number, throw in enumerate(throws):
        step(drive, throw)
        assert broken(drive.play) == []
        assert disagreement(drive.play, PEOPLE[number % len(PEOPLE)]) == []
        if drive.play.view.closed_at is not None and number % 4 == 0:
            break
    event(f"ends {drive.play.view.outcome}")


@settings(max_examples=EXAMPLES // 10)
@given(processes())
def test_the_processes_that_are_played_pass_the_checks(definition: Definition) -> None:
    assert [found for found in check(definition) if found.severity == "error"] == []
