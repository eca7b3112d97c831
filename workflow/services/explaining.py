"""Why a case is where it is: for each task its holders and its due moment, for each decision whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.core.canonical import plain
from workflow.core.case import Command, nth_visit
from workflow.core.titles import case_title
from workflow.core.turn import Turn
from workflow.services.explaining_decisions import decisions_because
from workflow.services.explaining_tasks import case_due_because, task_because
from workflow.services.explaining_way import way_because
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.services.showing import Seen, see_case

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`content` is plain JSON but for the `Reason`s in it, which whoever shows it turns into sentences with `names`."""

    content: Json
    names: Names


def explain_case(runtime: Runtime, case: int | str, now: datetime) -> Explanation:
    """Everything about a case that was decided by rules, with the rules and the values they saw. Raises NotFound.

    Guards are shown with the values that the case has now: the history holds commitments to values, not values.

    {number, process, title, state, visit, outcome, way: [{visit, state, because}], case_due: {due_at, because},
     tasks: [{id, key, state, visit, kind, because, holders: [{login, post, unit, people}], holders_because,
              due_at, due_because, due_days: [{date, counted, why}], next: [Reason]}],
     decisions: [{seq, task, key, state, visit, outcome, actor, at, status, because}]}
    """
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, case, now)
    turn = Turn(seen.process, seen.view, Command("", 0), seen.world, now=now, seed=b"")
    return Explanation(_content(seen, turn), Names(seen.world.directory, seen.process.definition))


def _content(seen: Seen, turn: Turn) -> Json:
    view = seen.view
    title = case_title(seen.process.definition, view.data)
    return {
        "number": view.number,
        "process": view.process,
        "title": {"zh-TW": title.zh, "en": title.en},
        "state": view.state,
        "visit": nth_visit(view, view.visit),
        "outcome": view.outcome,
        "closed_at": plain(view.closed_at),
        "way": way_because(turn, seen.entries),
        "case_due": case_due_because(turn),
        "tasks": [task_because(turn, task, seen.entries) for task in view.tasks if task.open],
        "decisions": decisions_because(turn, seen.entries),
    }
