"""Branches and slots: one branch of one slot for most states, one per unit where opinions are asked side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from workflow.core.definition import Branch, Deadline, Level, Outcome, Rung, Slot
from workflow.core.findings import Path
from workflow.core.guests import GuestRule
from workflow.core.text import Text
from workflow.reading.compiling.guests import compile_guest
from workflow.reading.compiling.outcomes import compile_outcomes
from workflow.reading.compiling.times import TimeNames, compile_deadline
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.states import (
    ABranch,
    ApproveState,
    EditState,
    ExternalState,
    Human,
    ParallelState,
    Signing,
    SubcaseState,
    WaitState,
)

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Asking:
    """What all slots of a state share, and what they may refer to. `labels` are those of the actors."""

    labels: Mapping[str, Text]
    documents: frozenset[str]
    times: TimeNames
    speed: str
    reasons: tuple[str, ...]
    deadline: Deadline | None
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """What one slot answers, binds and edits."""

    kind: Literal["decide", "edit", "opinion"]
    outcomes: tuple[Outcome, ...]
    binds: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    deadline: Deadline | None = None
    signature: Level = ""
    guest: GuestRule | None = None


def compile_branches(sheet: Worksheet, state: Human, asking: Asking, path: Path, label: Text) -> tuple[Branch, ...]:
    """`label` is that of the state, which a single branch takes."""
    if isinstance(state, ParallelState):
        return tuple(_parallel(sheet, state, name, asking, (*path, "branches", name)) for name in state.branches)
    form = _Form(
        "edit" if isinstance(state, EditState) else "decide",
        compile_outcomes(sheet, state, asking.reasons, path),
        _bound(sheet, state.binds, asking, (*path, "binds")),
        _bound(sheet, getattr(state, "edits", ()), asking, (*path, "edits")),
        asking.deadline,
        _level(state.signature) if isinstance(state, ApproveState) else "",
        _guest(sheet, state, asking, path) if isinstance(state, ExternalState) else None,
    )
    if isinstance(state, ApproveState):
        _check_list(sheet, state.by, asking, path)
        return _approving(state, asking, form, label)
    actor, key = _asked(state)
    if actor is None:
        return ()
    sheet.name("actor", actor, asking.labels, (*path, key))
    return (Branch(MAIN, label, (_slot(MAIN, MAIN, actor, asking, form),)),)


def _asked(state: Human) -> tuple[str | None, str]:
    """Who is asked, and the key under which the file says so."""
    if isinstance(state, ExternalState):
        return state.desk, "desk"
    return (state.by, "by") if isinstance(state, EditState | WaitState | SubcaseState) else (None, "by")


def _approving(state: ApproveState, asking: Asking, form: _Form, label: Text) -> tuple[Branch, ...]:
    if state.vote.order == "sequential":
        return (Branch(MAIN, label, tuple(_slot(actor, MAIN, actor, asking, form) for actor in state.by)),)
    return tuple(
        Branch(actor, asking.labels.get(actor, label), (_slot(actor, actor, actor, asking, form),))
        for actor in state.by
    )


def _parallel(sheet: Worksheet, state: ParallelState, name: str, asking: Asking, path: Path) -> Branch:
    branch: ABranch = state.branches[name]
    _check_list(sheet, branch.by, asking, path)
    own = compile_deadline(sheet, branch.deadline, asking.speed, asking.times, (*path, "deadline"))
    binds_path: Path = (*path, "binds") if branch.binds is not None else (*path[:2], "binds")
    at = path if branch.outcomes else path[:2]
    form = _Form(
        "opinion",
        compile_outcomes(sheet, state, asking.reasons, at, branch.outcomes),
        _bound(sheet, state.binds if branch.binds is None else branch.binds, asking, binds_path),
        _bound(sheet, branch.edits, asking, (*path, "edits")),
        own or asking.deadline,
        _level(branch.signature or state.signature),
        compile_guest(sheet, branch.guest, (), asking.documents, (*path, "guest")),
    )
    keys = [name] if len(branch.by) == 1 else [f"{name}.{number}" for number in range(1, len(branch.by) + 1)]
    slots = tuple(_slot(key, name, actor, asking, form) for key, actor in zip(keys, branch.by, strict=True))
    return Branch(name, branch.label.text(), slots, sheet.guard(branch.when, (*path, "when")))


def _slot(key: str, branch: str, actor: str, asking: Asking, form: _Form) -> Slot:
    """A ladder climbs from a deadline; without one there is nothing to remind of."""
    limited = form.deadline is not None and (form.deadline.within or form.deadline.until)
    return Slot(
        key,
        branch,
        actor,
        form.kind,
        asking.labels.get(actor, Text(actor, actor)),
        form.outcomes,
        form.binds,
        form.edits,
        form.deadline,
        asking.ladder if limited else (),
        form.signature,
        form.guest,
    )


def _guest(sheet: Worksheet, state: ExternalState, asking: Asking, path: Path) -> GuestRule | None:
    return compile_guest(sheet, state.guest, state.sees or (), asking.documents, (*path, "guest"))


def _level(signature: Signing | None) -> Level:
    return signature.level if signature is not None else ""


def _bound(sheet: Worksheet, names: Iterable[str], asking: Asking, path: Path) -> tuple[str, ...]:
    """Fields and documents."""
    names = tuple(names)
    sheet.names("field", names, (*sheet.fields, *asking.documents), path)
    return names


def _check_list(sheet: Worksheet, actors: list[str], asking: Asking, path: Path) -> None:
    """Slots are told apart by their actor, so nobody stands in a list twice."""
    sheet.names("actor", actors, asking.labels, (*path, "by"))
    if len(set(actors)) < len(actors):
        sheet.error("L01", "asked_twice", (*path, "by"))
