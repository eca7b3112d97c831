"""The applicant chooses the class of speed of a case on filing (速別), where the definition leaves it to him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from workflow.core.aside_inputs import SPEED
from workflow.core.deadlines import SPEED_CLASSES
from workflow.core.definition import Definition
from workflow.core.errors import FieldProblem
from workflow.core.form import FieldSpec, Option
from workflow.core.inputs import UNSAID, read_reason
from workflow.core.turn import Turn

CHOSEN: Final = "speed"
"""Under this name the choice stands in what is filed; no field of such a definition is called so."""


def speed_field(definition: Definition) -> FieldSpec | None:
    """The choice as a field of the form; None where there is none."""
    if definition.speeds is None:
        return None
    options = tuple(Option(code, SPEED_CLASSES[code].label) for code in definition.speeds.codes)
    return replace(SPEED, required=False, options=options, default=definition.speed)


def speed_problems(definition: Definition, given: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """What is wrong with the class that was chosen, and with the reason for it."""
    choice, wanted = definition.speeds, given.get(CHOSEN)
    if choice is None or wanted in UNSAID:
        return ()
    if wanted not in choice.codes:
        return (FieldProblem(CHOSEN, "not_an_option", {"options": list(choice.codes)}),)
    needed = wanted in choice.reasons and read_reason(given, required=False) == (None, ())
    return (FieldProblem("reason", "required"),) if needed else ()


def choose_speed(turn: Turn) -> tuple[FieldProblem, ...]:
    """Take the choice out of what was filed; what is wrong with it is said together with the rest."""
    definition, given = turn.definition, turn.command.input
    if definition.speeds is None:
        return ()
    problems = speed_problems(definition, given)
    wanted = given.get(CHOSEN)
    turn.command = replace(turn.command, input={name: value for name, value in given.items() if name != CHOSEN})
    if not problems and wanted not in (*UNSAID, definition.speed):
        turn.speed = str(wanted)
        turn.facts["speed"] = {"from": None, "to": turn.speed}
    return problems
