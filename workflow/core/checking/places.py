"""Findings of the checks, and where in the file they point."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.core.definition import Branch, Slot, State
from workflow.core.findings import Finding, Path
from workflow.core.graph import Move
from workflow.core.spelling import near_misses

ASKING = frozenset({"edit", "approve", "parallel", "external", "wait"})
"""The types of states in which somebody may have to answer."""


def error(rule: str, code: str, path: Path, /, *, hint: str | None = None, **params: object) -> Finding:
    return Finding(rule, "error", path, code, params, hint=hint)


def warning(rule: str, code: str, path: Path, /, **params: object) -> Finding:
    return Finding(rule, "warning", path, code, params)


def info(rule: str, code: str, path: Path, /, **params: object) -> Finding:
    return Finding(rule, "info", path, code, params)


def at(state: State, *rest: str | int) -> Path:
    return ("states", state.name, *rest)


def at_branch(state: State, branch: Branch, *rest: str) -> Path:
    """Only parallel states write their branches down."""
    return at(state, "branches", branch.key, *rest) if state.type == "parallel" else at(state, *rest)


def at_slot(state: State, slot: Slot, *rest: str | int) -> Path:
    return at(state, "branches", slot.branch, *rest) if state.type == "parallel" else at(state, *rest)


def at_move(move: Move) -> Path:
    if move.kind == "edge":
        return ("states", move.source, "next", move.name)
    if move.kind == "arm":
        return ("states", move.source, "cases", int(move.name))
    return ("states", move.source, "pass_to")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What was probably meant."""
    return next(iter(near_misses(word, known)), None)


def slots_of(state: State) -> tuple[Slot, ...]:
    return tuple(slot for branch in state.branches for slot in branch.slots)
