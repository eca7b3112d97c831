"""Telling another case of what a step decided; the clock carries it there."""

from __future__ import annotations

from workflow.core.decision import Step
from workflow.core.effects import EffectRule
from workflow.core.errors import Refusal, Refused
from workflow.core.operations import OF_REGISTER, SIGNAL
from workflow.core.recording import target_of
from workflow.operations.setting import Setting
from workflow.store import links, signals
from workflow.store.engine import Connection
from workflow.store.signals import SENT, Waiting

OWN: int = 100
"""From this place on stands what operations send; each has as many places for those that it tells."""


def send_signal(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    """Tell the case, or where it has ended those that follow from it. Raises Refused `no_such_case`."""
    literals = dict(rule.fixed)
    code = target_of(rule, step.after.data)
    if code is None:
        return
    case = signals.target(connection, code, str(literals.get(OF_REGISTER, "")))
    if case is None:
        raise Refused(Refusal("no_such_case", {"code": code}))
    first = OWN * (1 + step.operations.index(rule))
    for place, told in enumerate(links.open_after(connection, case), start=first):
        waiting = Waiting(told, step.after.id, step.after.version, place, SENT, {SIGNAL: str(literals[SIGNAL])})
        signals.put(connection, waiting, setting.now)
