"""Why a task exists, why with these holders, why due then, and what the clock does next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from workflow.core.asked import LABELS, is_asked_key
from workflow.core.authority import recipients
from workflow.core.canonical import plain
from workflow.core.case import TaskView, nth_visit
from workflow.core.deadlines import Due, due
from workflow.core.definition import ActorRule, Deadline, Rung, Slot, State
from workflow.core.durations import BadTime
from workflow.core.errors import QianheError, Refused
from workflow.core.ladders import TIMEOUT, anchors, limit_of, rung_of
from workflow.core.replanning import CALENDAR, VERSION
from workflow.core.resolving import superior
from workflow.core.routing import conflict_before, conflict_of, holders_for, slot_asked
from workflow.core.timerules import resolve
from workflow.core.turn import Turn, value_at
from workflow.core.voting import votes_needed
from workflow.services.reasons import (
    DETOURS,
    Json,
    Reason,
    Told,
    entry_reason,
    events_of,
    table_trace,
    told,
)
from workflow.services.showing import login_of
from workflow.store.history import Entry


def task_because(turn: Turn, task: TaskView, entries: Sequence[Entry]) -> Json:
    """One open task with all its reasons; see `explain_case` for the shape."""
    history = told(entries)
    opening = next((entry for entry in history if any(task.seq == row[0] for row in entry.facts["opened"])), None)
    slot = slot_asked(turn, task) if task.kind != "unblock" else None
    found, due_because = _due(
        turn, task, slot.deadline if slot else None, [*_stood_still(task, history), *_governed(task, slot, history)]
    )
    return {
        "id": str(task.seq),
        "key": task.key,
        "state": task.state,
        "visit": nth_visit(turn.view, task.visit),
        "kind": task.kind,
        "because": [*_opened(turn, task, opening)],
        "holders": [_holder(turn, task, place) for place in range(len(task.holders))],
        "holders_because": [
            *_asked_for(turn, task, slot, opening),
            *_changed(task, history),
            *_claimed(task, history),
        ],
        "due_at": plain(task.due_at),
        "due_because": [*due_because, *_days_moved(task, history)],
        "due_days": _days(found),
        "next": [*_next(turn, task, slot)],
    }


def case_due_because(turn: Turn) -> Json:
    """When the whole case is due, and how that was counted."""
    limit, begun = turn.definition.case_deadline, turn.view.started_at
    if limit is None or begun is None or turn.view.due_at is None:
        return {"due_at": plain(turn.view.due_at), "because": []}
    because = [Reason("case_due_within", {"within": str(limit), "begun": begun})]
    if turn.view.stopped_days:
        because.append(Reason("case_clock_stopped", {"days": turn.view.stopped_days}))
    return {"due_at": plain(turn.view.due_at), "because": because}


def _opened(turn: Turn, task: TaskView, opening: Told | None) -> Iterator[Reason]:
    if opening is None:
        return
    yield entry_reason("opened", opening, state=task.state, visit=nth_visit(turn.view, task.visit))
    if task.about is not None:
        about = turn.decisions.get(task.about)
        if about is not None:
            yield Reason("asked_again", {"decision": about.seq, "state": about.state, "by": about.actor})
    for event in events_of(opening, "visits_exceeded"):
        if task.kind == "unblock":
            yield Reason("visits_exceeded", {"state": event["state"], "count": event["count"]})
    yield from _vote(turn, task, opening)


def _vote(turn: Turn, task: TaskView, opening: Told) -> Iterator[Reason]:
    """How much the answer weighs, and who has no vote."""
    state = turn.definition.states[task.state]
    if not state.votes or turn.slot_of(task) is None:
        return
    for event in events_of(opening, "no_quorum"):
        yield Reason("no_quorum", {"voters": event["voters"], "quorum": state.join.quorum})
    for event in events_of(opening, "no_vote"):
        yield Reason("no_vote", {"actor": event["actor"]})
    voters = len(turn.visits[state.name].voters)
    yield Reason("has_a_vote", {"voters": voters, "needed": votes_needed(state.join, voters)})


def _holder(turn: Turn, task: TaskView, place: int) -> Json:
    holder, directory = task.holders[place], turn.world.directory
    people = recipients(
        directory,
        holder,
        turn.now,
        process=turn.definition.process,
        depth=turn.definition.substitute_depth,
        avoid=conflict_before(turn, task),
    )
    return {
        "login": login_of(directory, holder.person),
        "post": holder.post,
        "unit": holder.unit,
        "people": [login_of(directory, person) for person in people],
    }


def _asked_for(turn: Turn, task: TaskView, slot: Slot | None, opening: Told | None) -> Iterator[Reason]:
    if task.asked is None:
        about = turn.decisions.get(task.about) if task.about is not None else None
        if slot is not None and is_asked_key(slot.key) and about is not None:
            yield Reason("asks_added", {"by": about.actor, "post": about.post, "unit": about.unit})
            return
        yield from _asked(turn, slot.actor if slot else turn.definition.owner, opening)
        return
    asked = task.asked
    params = {"by": asked.by, "post": asked.post, "unit": asked.unit, "position": LABELS[asked.position]}
    yield Reason("asked_by", params)


def _asked(turn: Turn, actor: str, opening: Told | None) -> Iterator[Reason]:
    """The rule of the actor, then each detour that was taken when the task was opened."""
    yield _rule(turn, turn.definition.actors[actor])
    detours = [event for event in opening.facts["events"] if event.get("actor") == actor] if opening else []
    for place, event in enumerate(detours):
        if event["event"] in DETOURS and event not in detours[:place]:
            yield Reason(
                event["event"], {name: value for name, value in event.items() if name not in {"event", "actor"}}
            )


def _rule(turn: Turn, rule: ActorRule) -> Reason:
    if rule.kind == "applicant":
        return Reason("asks_applicant", {"actor": rule.name, "person": turn.view.applicant})
    if rule.kind == "authority":
        return _decider(turn, rule)
    if rule.kind == "person":
        login = value_at(turn.data, (rule.of or "").removeprefix("data."))
        person = turn.world.directory.by_login.get(str(login))
        return Reason("asks_person", {"actor": rule.name, "person": person, "path": rule.of})
    path = rule.of if rule.of is not None and rule.of.startswith("data.") else None
    unit = value_at(turn.data, path.removeprefix("data.")) if path else rule.of or turn.view.applicant_unit
    return Reason(f"asks_{rule.kind}", {"actor": rule.name, "post": rule.post, "unit": unit, "path": path})


def _decider(turn: Turn, rule: ActorRule) -> Reason:
    table, name = turn.world.authority, turn.definition.authority_item
    if table is None or name is None:
        return Reason("asks_decider", {"actor": rule.name})
    item = table.items[name]
    trace, place = table_trace(item.rows, turn.data)
    row = item.rows[place - 1] if place is not None else None
    params = {"actor": rule.name, "item": item.label, "row": place}
    if row is None:
        return Reason("asks_decider", params, trace)
    decided = {"post": row.decider_post, "in_name_of": row.in_name_of}
    return Reason("asks_decider", {**params, **decided}, trace)


def _changed(task: TaskView, history: Sequence[Told]) -> Iterator[Reason]:
    for entry in history:
        for event in events_of(entry, "escalated"):
            if event["task"] == task.seq:
                params = {"to": event["to"], "seq": entry.entry.seq, "at": entry.entry.at}
                yield Reason(f"escalated_{event['does']}", params)
        for event in events_of(entry, "handed_over"):
            if event["task"] == task.seq:
                yield Reason("handed_over", {"to": event["to"], "seq": entry.entry.seq, "at": entry.entry.at})


def _days_moved(task: TaskView, history: Sequence[Told]) -> Iterator[Reason]:
    for entry in history:
        for event in events_of(entry, "due_moved"):
            if event["task"] == task.seq and event["why"] in {CALENDAR, VERSION}:
                before = datetime.fromisoformat(event["before"]) if event["before"] else None
                yield Reason("due_moved", {"seq": entry.entry.seq, "at": entry.entry.at, "before": before})


def _claimed(task: TaskView, history: Sequence[Told]) -> Iterator[Reason]:
    if task.course.handed_by is not None:
        yield Reason("handed_by", {"by": task.course.handed_by})
        return
    if task.claimed_by is None:
        return
    claims = [entry for entry in history if entry.facts["action"] == "claim" and entry.facts.get("task") == task.seq]
    if claims:
        yield entry_reason("claimed", claims[-1])
    else:
        yield Reason("kept_same", {"by": task.claimed_by})


def _stood_still(task: TaskView, history: Sequence[Told]) -> Iterator[Reason]:
    """While its holder waited for the answer to a question."""
    stood = [event for entry in history for event in events_of(entry, "clock_resumed") if event["task"] == task.seq]
    stopped = [event for entry in history for event in events_of(entry, "clock_stopped") if event["task"] == task.seq]
    if stood:
        yield Reason("question_clock_moved", {"days": sum(event["days"] for event in stood)})
    if len(stopped) > len(stood):
        yield Reason("question_clock_stands")


def _governed(task: TaskView, slot: Slot | None, history: Sequence[Told]) -> Iterator[Reason]:
    """What was granted, how long it was held, and a class of speed that was chosen while it was open."""
    course, extend = task.course, slot.deadline.extend if slot is not None and slot.deadline is not None else None
    if course.extended and extend is not None:
        yield Reason("due_extended", {"within": f"{course.extended}{extend.unit}", "times": course.extensions})
    if course.held_days:
        yield Reason("due_held", {"within": f"{course.held_days}wd"})
    if course.held_until is not None:
        yield Reason("due_on_hold", {"until": course.held_until, "due": course.held_due})
    moved = (event for entry in history for event in events_of(entry, "due_moved") if event["task"] == task.seq)
    if any(event["why"] == "speed" for event in moved):
        yield Reason("due_by_speed")


def _due(
    turn: Turn, task: TaskView, deadline: Deadline | None, stood_still: list[Reason]
) -> tuple[Due | None, list[Reason]]:
    """How the due moment is counted; a calendar or data changed since may give another one, which is said."""
    if deadline is None or (deadline.within is None and deadline.until is None):
        return None, [Reason("due_none")]
    try:
        found, because = _counted(turn, task, deadline)
    except BadTime:
        return None, [Reason("due_unknown")]
    reasons = [because, *stood_still]
    if found.at != task.due_at and not stood_still:
        reasons.append(Reason("due_recounted", {"at": found.at}))
    if deadline.clock == "stopped":
        reasons.append(Reason("clock_stopped"))
    return found, reasons


def _counted(turn: Turn, task: TaskView, deadline: Deadline) -> tuple[Due, Reason]:
    calendar, begun = turn.world.calendar, task.opened_at
    if deadline.until is not None:
        found = resolve(deadline.until, anchors(turn, entered=begun), calendar, roll=deadline.roll)
        return found, Reason("due_until", {"rule": deadline.until.source})
    limit = limit_of(turn, deadline)
    if limit is None:
        raise BadTime("anchor_unset", anchor="due")
    found = due(calendar, begun, limit, roll=deadline.roll)
    return found, Reason("due_within", {"within": str(limit), "begun": begun})


def _days(found: Due | None) -> list[Json]:
    return [
        {"date": day.date.isoformat(), "counted": day.counted, "why": {"zh-TW": day.why.zh, "en": day.why.en}}
        for day in (found.explain if found else ())
    ]


def _next(turn: Turn, task: TaskView, slot: Slot | None) -> Iterator[Reason]:
    timer = next((timer for timer in turn.view.timers if timer.task == task.seq), None)
    if timer is None or slot is None:
        yield Reason("no_more_rungs")
        return
    if timer.rule == TIMEOUT:
        outcome = slot.deadline.timeout if slot.deadline else None
        yield Reason("rung_timeout", {"at": timer.due_at, "outcome": outcome})
        return
    rung = rung_of(slot, timer.rule)
    if rung is not None:
        yield _rung(turn, task, rung, timer.due_at)


def _rung(turn: Turn, task: TaskView, rung: Rung, at: datetime) -> Reason:
    params: dict[str, Any] = {"at": at, "rule": rung.at.source}
    if rung.does != "remind":
        params["to"] = _who(turn, task, rung, turn.definition.states[task.state])
    return Reason(f"rung_{rung.does}", params)


def _who(turn: Turn, task: TaskView, rung: Rung, state: State) -> list[str]:
    """Whom the rung would turn to today."""
    try:
        if rung.who != "superior":
            return [holder.principal() for holder in holders_for(turn, rung.who, state)]
        above = superior(turn.world.directory, task.holders[0], turn.today, conflict_of(turn, state))
    except (Refused, QianheError):
        return []
    return [above.principal()] if above is not None else []
