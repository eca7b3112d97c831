"""Timers: each fires at most once and not before its moment, and stands where the definition puts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from workflow.core.ladders import CASE_DUE, UNTIL, arm_ladder
from workflow.core.replanning import case_due_moment, until_moment
from workflow.core.routing import slot_asked
from workflow.core.turn import Turn
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault

FIRED: Final = "fired"
OWN_ANCHORS: Final = frozenset({(), ("due",), ("entered",)})
"""Of a task itself; what else a rung may hang on can have changed since it was set."""


def fires_once(dossier: Dossier) -> Iterator[Fault]:
    """A timer that fired has one entry and was due; one that is armed belongs to an open task or the present visit."""
    told = Counter(facts["timer"].get("seq") for facts in dossier.facts.values() if "timer" in facts)
    for timer in dossier.timers:
        if told[timer.seq] != (timer.result == FIRED):
            yield fault("firing_differs", timer=timer.seq, result=timer.result, entries=told[timer.seq])
        if timer.result == FIRED and timer.settled_at < timer.due_at:
            yield fault("fired_too_early", timer=timer.seq)
    open_tasks = {task.seq for task in dossier.tasks if task.closed_at is None}
    for timer in dossier.timers:
        if timer.settled_at is not None or not dossier.is_open or timer.rule == CASE_DUE:
            continue
        if timer.task_seq not in open_tasks if timer.task_seq else timer.visit != dossier.case.visit:
            yield fault("armed_for_nothing", timer=timer.seq, task=timer.task_seq or None, repair="settle_timer")


def moments_recompute(dossier: Dossier) -> Iterator[Fault]:
    """Each armed timer stands at the moment that its rule gives now; a calendar may have been changed since."""
    turn = dossier.turn()
    if turn is None:
        return
    for timer in turn.view.timers:
        expected = _moment_of(turn, timer.rule, timer.task)
        if expected is not None and expected != timer.due_at:
            yield fault(
                "moment_differs", severity="warning", timer=timer.seq, rule=timer.rule, due_at=timer.due_at,
                expected=expected, repair="plan_again",
            )  # fmt: skip


def _moment_of(turn: Turn, rule: str, task: int | None) -> datetime | None:
    """None where nothing can be said: the rule is gone, or it depends on what has changed since."""
    if rule == UNTIL:
        return until_moment(turn)
    if rule == CASE_DUE:
        return case_due_moment(turn)
    return _rungs(turn, task).get(rule) if task in turn.tasks else None


def _rungs(turn: Turn, seq: int | None) -> dict[str, datetime]:
    """The rungs that hang on the task's own moments, got by climbing its ladder on a sheet that is thrown away."""
    task = turn.tasks[seq or 0]
    if task.kind == "unblock":
        return {}
    slot = slot_asked(turn, task)
    known: dict[str, datetime] = {}
    after: str | None = None
    for _ in (*slot.ladder, None):
        turn.timers.clear()
        arm_ladder(turn, slot, task, after=after)
        for timer in turn.timers.values():
            known[timer.rule] = timer.due_at
            after = timer.rule
    elsewhere = {rung.key for rung in slot.ladder if rung.at.anchor not in OWN_ANCHORS}
    return {rule: moment for rule, moment in known.items() if rule not in elsewhere}
