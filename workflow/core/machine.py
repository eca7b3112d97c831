"""The rule table of a definition: one shared `transitions` machine per version, fired on throw-away tokens.

Nothing is ever registered on the machine, so it keeps no case alive and may be used by all threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from transitions import EventData, Machine, MachineError

from workflow.core.definition import Definition, State
from workflow.core.errors import BadDefinition
from workflow.core.graph import ahead_of

CHOOSE = "choose"
PASS = "pass"
WITHDRAW = "withdraw"
CALL_OFF = "call_off"
MERGE = "merge"


class Token:
    """Stands in a state for the length of one decision."""

    __slots__ = ("state", "target")

    def __init__(self, state: str, target: str) -> None:
        self.state = state
        self.target = target


@dataclass(frozen=True, slots=True)
class Process:
    """A definition with what is derived from it once: its machine, and which states lie ahead of each state."""

    definition: Definition
    machine: Machine
    ahead: Mapping[str, frozenset[str]]


def build_process(definition: Definition) -> Process:
    states: Any = list(definition.states)
    machine = Machine(
        model=None,
        states=states,
        initial=definition.start,
        transitions=list(_transitions(definition)),
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    return Process(definition, machine, ahead_of(definition))


def fire(process: Process, state: str, trigger: str, target: str) -> str:
    """The state that `trigger` leads to when the actor aims at `target`.

    Raises BadDefinition when the rule table knows no such move.
    """
    token = Token(state, target)
    try:
        moved = process.machine.events[trigger].trigger(token)
    except (KeyError, MachineError) as error:
        raise BadDefinition(f"{state} has no {trigger}") from error
    if not moved:
        raise BadDefinition(f"{state} has no {trigger} to {target}")
    return token.state


def _transitions(definition: Definition) -> Iterator[dict[str, Any]]:
    for state in definition.states.values():
        for trigger, target in _moves(definition, state):
            yield {"trigger": trigger, "source": state.name, "dest": target, "conditions": _aims_at(target)}


def _moves(definition: Definition, state: State) -> Iterator[tuple[str, str]]:
    for edge in state.edges:
        for target in edge.to:
            yield edge.outcome, target
    for arm in state.arms:
        yield CHOOSE, arm.to
    if state.pass_to is not None:
        yield PASS, state.pass_to
    yield from _out_of_the_way(definition, state)


def _out_of_the_way(definition: Definition, state: State) -> Iterator[tuple[str, str]]:
    """Ends to which no answer leads."""
    if definition.withdraw is not None and state.name != definition.withdraw.to:
        yield WITHDRAW, definition.withdraw.to
    if definition.merge is not None and state.name != definition.merge.to:
        yield MERGE, definition.merge.to
    if state.visits is not None:
        yield "end", state.visits.end
    end = called_off_to(definition)
    if end is not None and state.type != "end":
        yield CALL_OFF, end


def called_off_to(definition: Definition) -> str | None:
    """The end of a case that nobody waits for any more: where a withdrawal leads, else the first that is cancelled."""
    ends = [state.name for state in definition.states.values() if state.outcome == "cancelled"]
    withdrawn = definition.withdraw.to if definition.withdraw is not None else None
    return withdrawn if withdrawn in ends else next(iter(ends), None)


def _aims_at(target: str) -> Callable[[EventData], bool]:
    def aims(event: EventData) -> bool:
        token = event.model
        return isinstance(token, Token) and token.target == target

    return aims
