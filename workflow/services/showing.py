"""A case as scripts, pages and other systems see it: one plain mapping in the published shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflow.core.canonical import plain
from workflow.core.case import Asked, CaseView, Command, DecisionView, FileView, TaskView, nth_visit
from workflow.core.deadlines import is_overdue
from workflow.core.deciding import offers
from workflow.core.decision import Offer
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.fields import to_json
from workflow.core.freezing import INPUT_ONLY, is_ready
from workflow.core.guests import GUEST, is_guest
from workflow.core.machine import Process
from workflow.core.migrating import DOOR
from workflow.core.scopes import stale_decisions
from workflow.core.titles import case_title
from workflow.core.visibility import Visible, redact
from workflow.core.world import World
from workflow.services.case_links import links_of
from workflow.services.merging import lead_of
from workflow.services.naming import Names
from workflow.services.runtime import Revisions, Runtime
from workflow.services.typed import typed
from workflow.services.worlds import seen_by, world_for
from workflow.store import history
from workflow.store.engine import Connection
from workflow.store.history import Entry
from workflow.store.steps import load_case

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with everything that is needed to show or explain it. `visible` None: without limits."""

    process: Process
    view: CaseView
    world: World
    entries: Sequence[Entry]
    visible: Visible | None
    revisions: Revisions


def show_case(runtime: Runtime, case: int | str, now: datetime, *, actor: int | None = None) -> Json:
    """The case with the actions that `actor` has; without an actor all its data and no actions.

    Raises NotFound, also for an actor who may not know the case.
    """
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, case, now, actor=actor)
        links = links_of(runtime, connection, seen.view, seen.world.directory, now, actor=actor)
    actions = [] if actor is None else offers(seen.process, seen.view, actor, seen.world, now=now)
    names = Names(seen.world.directory, seen.process.definition)
    beside = {"parent": links.parent and links.parent.number, "children": [child.number for child in links.children]}
    beside |= {"merged_into": links.lead and links.lead.number, "merged": [case.number for case in links.joined]}
    return _case(seen, now) | beside | {"actions": [_offer(offer, names) for offer in actions]}


def see_case(
    runtime: Runtime, connection: Connection, case: int | str, now: datetime, *, actor: int | None = None
) -> Seen:
    """Read a case with its history, limited to what `actor` may see. Raises NotFound."""
    loaded = load_case(connection, case)
    if loaded is None:
        raise NotFound("case", str(case))
    process = runtime.catalogue.process(connection, loaded.view.definition)
    view = typed(process, loaded.view)
    command = Command("", actor or 0)
    world = world_for(runtime, connection, process, view, command=command, revisions=loaded.revisions)
    world = replace(world, beside=lead_of(runtime, connection, view))
    visible = None
    if actor is not None:
        visible = seen_by(process, view, actor, world, now)
        if visible is None:
            raise NotFound("case", str(case))
    return Seen(process, view, world, history.entries(connection, view.id), visible, loaded.revisions)


def _case(seen: Seen, now: datetime) -> Json:
    view, definition, directory = seen.view, seen.process.definition, seen.world.directory
    title = case_title(definition, view.data)
    data = view.data if seen.visible is None else redact(view.data, seen.visible.fields)
    return {
        "number": view.number,
        "process": view.process,
        "definition": {"version": definition.version, "sha256": definition.sha256},
        "title": {"zh-TW": title.zh, "en": title.en},
        "speed": view.speed or definition.speed,
        "state": view.state,
        "outcome": view.outcome,
        "visit": nth_visit(view, view.visit),
        "version": view.version,
        "started_at": plain(view.started_at),
        "due_at": plain(view.due_at),
        "closed_at": plain(view.closed_at),
        "applicant": {
            "login": login_of(directory, view.applicant),
            "post": view.applicant_post,
            "unit": view.applicant_unit,
        },
        "data": to_json(data),
        "documents": _documents(seen),
        "tasks": [_task(task, seen, now) for task in view.tasks if task.open],
        "decisions": _decisions(seen),
        "informed": _informed(seen),
        "history": [_entry(entry, seen) for entry in seen.entries],
    }


def _documents(seen: Seen) -> list[Json]:
    shown = seen.view.documents if seen.visible is None else seen.visible.documents
    return [_document(file) for name, file in sorted(seen.view.documents.items()) if name in shown]


def _document(file: FileView) -> Json:
    """Of one that is made here `sha256` is the digest of the bytes, once there are some; until then of its input."""
    shown = {"name": file.name, "version": file.version, "sha256": file.drawn or file.sha256, "size": file.size}
    if file.media_type != INPUT_ONLY:
        return shown
    return shown | {"ready": is_ready(file), "input_sha256": file.sha256, "standing": file.standing or None}


def _task(task: TaskView, seen: Seen, now: datetime) -> Json:
    case, directory = seen.view, seen.world.directory
    asked = {} if task.asked is None else {"asked": _request(task.asked, seen)}
    return asked | {
        "id": str(task.seq),
        "key": task.key,
        "state": task.state,
        "visit": nth_visit(case, task.visit),
        "kind": task.kind,
        "holders": [
            {"login": login_of(directory, holder.person), "post": holder.post, "unit": holder.unit}
            for holder in task.holders
        ],
        "claimed_by": login_of(directory, task.claimed_by),
        "opened_at": plain(task.opened_at),
        "due_at": plain(task.due_at),
        "held_until": plain(task.course.held_until),
        "handed_by": login_of(directory, task.course.handed_by),
        "paper": task.course.paper,
        "overdue": task.due_at is not None and is_overdue(task.due_at, now),
    }


def _request(asked: Asked, seen: Seen) -> Json:
    """As what a task beside the slots was asked, out of which one, and by whom."""
    said = seen.visible is None or seen.visible.opinions
    return {
        "task": str(asked.parent),
        "position": asked.position,
        "by": login_of(seen.world.directory, asked.by),
        "post": asked.post,
        "unit": asked.unit,
        "text": asked.text if said else None,
    }


def _informed(seen: Seen) -> list[Json]:
    """Who was told of the case, for those who may read its opinions."""
    directory, said = seen.world.directory, seen.visible is None or seen.visible.opinions
    return [
        {
            "login": login_of(directory, each.holder.person),
            "post": each.holder.post,
            "unit": each.holder.unit,
            "by": login_of(directory, each.by),
            "at": plain(each.at),
            "noted": [login_of(directory, person) for person in each.noted],
        }
        for each in (seen.view.informed if said else ())
    ]


def _decisions(seen: Seen) -> list[Json]:
    stale = stale_decisions(seen.process.definition, seen.view)
    return [_decision(decision, seen, stale=decision.seq in stale) for decision in seen.view.decisions]


def _decision(decision: DecisionView, seen: Seen, *, stale: bool) -> Json:
    directory = seen.world.directory
    shown = {
        "task": str(decision.task),
        "key": decision.key,
        "state": decision.state,
        "visit": nth_visit(seen.view, decision.visit),
        "outcome": decision.outcome,
        "actor": login_of(directory, decision.actor),
        "on_behalf_of": login_of(directory, decision.on_behalf_of),
        "capacity": decision.capacity,
        "at": plain(decision.at),
        "status": "stale" if stale else decision.status,
        "void_reason": decision.void_reason,
        "late": decision.late,
        "signed": decision.signed or None,
        "retroactive": plain(decision.retroactive),
        "recorded_by": login_of(directory, decision.recorded_by),
    }
    if GUEST in decision.input:
        shown["guest"] = decision.input[GUEST]
    if seen.visible is None or seen.visible.opinions:
        shown["opinion"] = decision.opinion
    return shown


def _entry(entry: Entry, seen: Seen) -> Json:
    facts: Mapping[str, Any] = entry.facts
    with_text = seen.visible is None or seen.visible.opinions
    return {
        "seq": entry.seq,
        "at": plain(entry.at),
        "actor": login_of(seen.world.directory, facts["actor"]) or _nobody(facts),
        "action": facts["action"],
        "rule": (facts.get("timer") or {}).get("rule"),
        "from": facts["from"],
        "to": facts["to"],
        "reason": entry.reason if with_text else None,
        "hash": entry.hash,
    }


def _nobody(facts: Mapping[str, Any]) -> str:
    if is_guest(facts["actor"]):
        return "guest"
    return "system" if facts["door"] == DOOR else "clock"


def _offer(offer: Offer, names: Names) -> Json:
    return {
        "action": offer.action,
        "task": None if offer.task is None else str(offer.task),
        "allowed": offer.allowed,
        "refusals": [{"code": code, "params": plain(names.logins(code, params))} for code, params in offer.refusals],
        "saw": offer.saw,
        "input": [{"field": field.field, "type": field.type, "required": field.required} for field in offer.input],
    }


def login_of(directory: Directory, person: int | None) -> str | None:
    """None for nobody and for the clock."""
    known = directory.people.get(person or 0)
    return known.login if known else None
