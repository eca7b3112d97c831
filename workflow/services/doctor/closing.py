"""How tasks were closed: once, by one cause, with one entry; and who may find those that are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from workflow.core.asked import position_in
from workflow.core.case import CLOCK, Holder
from workflow.core.ladders import TIMEOUT
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault
from workflow.store.types import read_moment
from workflow.store.values import NO_DUE

ANSWERED = frozenset({"decided", "timeout"})
"""Causes that come with a decision."""


def closed_once(dossier: Dossier) -> Iterator[Fault]:
    """Each closed task: one cause, one closing entry, and one decision when it was answered, else none."""
    yield from _closing_entries(dossier)
    for task in dossier.tasks:
        answers = _answers(dossier, task)
        if len(answers) != (task.cause in ANSWERED):
            yield fault("answers_differ", task=task.seq, cause=task.cause, answers=len(answers))


def not_twice(dossier: Dossier) -> Iterator[Fault]:
    """Nobody and the clock answer the same task."""
    for task in dossier.tasks:
        actors = {actor for actor, _, _ in _answers(dossier, task)}
        by_people, by_clock = bool(actors - {CLOCK}), CLOCK in actors
        if by_people and (by_clock or task.cause == "timeout" or any(_ran_out(t, task) for t in dossier.timers)):
            yield fault("answered_by_clock_and_people", task=task.seq)


def found_by_holders(dossier: Dossier) -> Iterator[Fault]:
    """Whoever holds an open task finds it, with its due moment and its claim, and nobody else does."""
    found: dict[int, set[tuple[Any, ...]]] = {}
    for row in dossier.candidates:
        found.setdefault(row.task_seq, set()).add((row.principal, row.due_at, row.claimed_by))
    for task in dossier.tasks:
        principals = {Holder(*holder).principal() for holder in task.holders} if _is_due(task) else set()
        due = task.due_at or read_moment(NO_DUE)
        if found.pop(task.seq, set()) != {(principal, due, task.claimed_by) for principal in principals}:
            yield fault("candidates_differ", task=task.seq, repair="rebuild_candidates")
    for seq in found:
        yield fault("candidates_of_no_task", task=seq, repair="rebuild_candidates")


def _is_due(task: Row[Any]) -> bool:
    """Open, and not waiting for the answer that it comes behind."""
    return task.closed_at is None and position_in(task.key) != "later"


def _answers(dossier: Dossier, task: Row[Any]) -> set[tuple[int, datetime, str]]:
    """Who answered the task, when and what; decisions that count again in another visit repeat the first one."""
    return {(d.actor, d.at, d.outcome) for d in dossier.decisions if d.task_seq == task.seq}


def _ran_out(timer: Row[Any], task: Row[Any]) -> bool:
    """The time-out of a reconfirmation answers nothing: only its ladder ends."""
    return (timer.task_seq, timer.rule, timer.result) == (task.seq, TIMEOUT, "fired") and task.kind != "reconfirm"


def _closing_entries(dossier: Dossier) -> Iterator[Fault]:
    said: dict[int, list[tuple[Any, ...]]] = {}
    for entry in dossier.entries:
        for seq, cause, outcome in dossier.facts[entry.seq].get("closed", []):
            said.setdefault(seq, []).append((entry.at, cause, outcome))
    for task in dossier.tasks:
        entries = said.get(task.seq, [])
        # what one step opens and closes has no closing entry beside the opening one
        at_once = not entries and task.closed_at == task.opened_at
        wanted = [] if task.closed_at is None or at_once else [(task.closed_at, task.cause, task.outcome)]
        if len(entries) > 1:
            yield fault("closed_twice", task=task.seq)
        elif entries != wanted:
            yield fault("closing_differs", task=task.seq, cause=task.cause, outcome=task.outcome)
