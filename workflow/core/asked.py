"""Tasks that no slot declares: what they are called, what may be answered, who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.case import TaskView
from workflow.core.definition import Definition, Outcome, Slot, State
from workflow.core.standard import ANSWERED, EXTENSION_OUTCOMES, SIGNED
from workflow.core.text import Text

MARK: Final = "+"
"""No name in a definition begins so: keys of asked tasks are never those of slots."""
HOLDING_UP: Final = frozenset({"info", "delegate", "before"})
"""Positions whose answer the asker waits for."""
ASIDE: Final = frozenset({"extension"})
"""Positions that nobody waits for: the task goes on meanwhile, and with it goes what was asked about it."""
BESIDE: Final = frozenset({"beside", "unit"})
"""Positions that keep the state from being left forwards and nothing else."""

LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "info": Text("補充說明", "Information"),
        "delegate": Text("委派研議", "Delegated"),
        "before": Text("前加簽", "Signed before"),
        "later": Text("後加簽", "Signs after"),
        "after": Text("後加簽", "Signs after"),
        "beside": Text("並簽", "Signs beside"),
        "unit": Text("加會", "Unit added"),
        "extension": Text("展期核准", "Extension"),
    }
)


def asked_key(position: str, seq: int) -> str:
    return f"{MARK}{position}{seq}"


def is_asked_key(key: str) -> bool:
    return key.startswith(MARK)


def position_in(key: str) -> str | None:
    """As what the task of this key was asked; None for the key of a slot."""
    return key[1:].rstrip("0123456789") if key.startswith(MARK) else None


def asked_slot(definition: Definition, state: str, key: str) -> Slot:
    """What an asked task is like: nobody's slot, with the reminders of the whole process.

    Only a unit that was added to a block vouches for something, and that is all that anybody vouches for there.
    """
    position = position_in(key) or ""
    info = definition.states[state].info
    return Slot(
        key,
        key,
        "",
        "decide" if position == "extension" else "opinion",
        LABELS[position],
        _outcomes(definition, state, position),
        binds=bound_in(definition.states[state]) if position == "unit" else (),
        edits=info.files if info is not None and position == "info" else (),
        deadline=definition.asked_deadline,
        ladder=definition.asked_ladder,
    )


def bound_in(block: State) -> tuple[str, ...]:
    """Everything that one of the answers in a state binds, each once."""
    return tuple(dict.fromkeys(name for branch in block.branches for slot in branch.slots for name in slot.binds))


def _outcomes(definition: Definition, state: str, position: str) -> tuple[Outcome, ...]:
    if position in {"info", "delegate"}:
        return ANSWERED
    if position == "extension":
        return EXTENSION_OUTCOMES
    if position == "unit":
        block = definition.states[state]
        offered = block.branches[0].slots[0].outcomes
        return tuple(outcome for outcome in offered if outcome.completes and outcome.code not in block.leave_on)
    return SIGNED


def out_of(tasks: Iterable[TaskView], parent: int) -> list[TaskView]:
    """The open tasks that were asked out of one task."""
    return [task for task in tasks if task.open and task.parent == parent]


def holding_up(tasks: Iterable[TaskView], parent: int) -> list[TaskView]:
    """The open tasks for whose answer a task waits."""
    return [task for task in out_of(tasks, parent) if task.position in HOLDING_UP]
