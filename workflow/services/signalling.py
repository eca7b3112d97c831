"""Word from one case to another: written down by the step that sends it, carried by the clock through the one door."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from workflow.core.case import CLOCK, Command
from workflow.core.decision import Step
from workflow.core.errors import NotFound
from workflow.core.hearing import CALLED_OFF, CHILD_ENDED, SIGNALLED
from workflow.store import links, signals
from workflow.store.engine import Connection
from workflow.store.signals import CALL_OFF, SENT, Waiting
from workflow.store.steps import load_case


def send_all(connection: Connection, step: Step, now: datetime) -> None:
    """Put down what the step says to other cases, within its transaction."""
    for place, signal in enumerate(step.signals):
        child, case = signal.child or 0, signal.case
        target = links.child_of(connection, step.after.id, child) if case is None else case
        waiting = Waiting(target, step.after.id, step.after.version, place, signal.kind, {"child": child})
        signals.put(connection, waiting, now)


def command_of(connection: Connection, signal: Waiting) -> Command:
    """What the case that hears is told to do. Raises NotFound when the one that speaks is not there."""
    loaded = load_case(connection, signal.source)
    if loaded is None:
        raise NotFound("case", str(signal.source))
    given: dict[str, Any] = {"from": signal.source, "entry": signal.version}
    if signal.kind == SENT:
        return Command(SIGNALLED, CLOCK, input={**given, **signal.content}, door="clock")
    if signal.kind == CALL_OFF:
        return Command(CALLED_OFF, CLOCK, input=given, door="clock")
    given |= {"child": signal.content["child"], "outcome": loaded.view.outcome, "data": loaded.view.data}
    return Command(CHILD_ENDED, CLOCK, input=given, door="clock")
