"""The cases beside a case: the one from which it follows, and those that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflow.core.case import CaseView
from workflow.core.deadlines import is_overdue
from workflow.core.directory import Directory
from workflow.core.merging import sees_joined
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.core.visibility import redact, sight
from workflow.core.world import Beside
from workflow.services.runtime import Runtime
from workflow.services.typed import typed
from workflow.store import links, merged
from workflow.store.engine import Connection
from workflow.store.steps import load_cases


@dataclass(frozen=True, slots=True)
class Linked:
    """A case beside another, as far as the reader may know of it. `awaited`: one of the two waits for the other;
    `due_at`: when the first of its open tasks is due. Without a title he may not open it."""

    number: str
    title: Text | None
    process: Text
    state: Text
    awaited: bool = False
    due_at: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What a person may begin from a row of a register."""

    key: str
    label: Text
    register: str
    code: str


@dataclass(frozen=True, slots=True)
class Links:
    """`presses` are what the reader may begin from rows that the case names."""

    parent: Linked | None = None
    children: tuple[Linked, ...] = ()
    lead: Linked | None = None
    joined: tuple[Linked, ...] = ()
    presses: tuple[Press, ...] = ()


def links_of(
    runtime: Runtime, connection: Connection, case: CaseView, directory: Directory, now: datetime, *, actor: int | None
) -> Links:
    """Without those that `actor` may not know; None knows all. Two statements, and another where there are any.

    Of the case to which this one was joined whoever sees this one learns the number and where it stands.
    """
    parent, children = links.beside(connection, case.id)
    lead, joined = merged.beside(connection, case.id)
    wanted = [it for it in (parent, lead, *children, *joined) if it is not None]
    views = load_cases(connection, wanted) if wanted else ()
    found = {view.id: _linked(runtime, connection, view, directory, now, actor=actor) for view in views}
    if lead is not None and found.get(lead) is None:
        found[lead] = next((_numbered(runtime, connection, view) for view in views if view.id == lead), None)
    known = (found.get(child) for child in children)
    above = found.get(parent or 0)
    if above is not None:
        above = replace(above, awaited=case.awaited is not None)
    leading = Beside(runtime.catalogue.process(connection, case.definition), case) if joined else None
    if actor is not None and sees_joined(leading, directory, actor, now):
        found |= {view.id: _linked(runtime, connection, view, directory, now, actor=None) for view in views
                  if view.id in joined}  # fmt: skip
    beside = (found.get(case) for case in joined)
    return Links(above, tuple(it for it in known if it), found.get(lead or 0), tuple(it for it in beside if it))


def _numbered(runtime: Runtime, connection: Connection, view: CaseView) -> Linked:
    """Without what the case is about."""
    definition = runtime.catalogue.process(connection, view.definition).definition
    return Linked(view.number or "", None, definition.title, definition.states[view.state].label)


def _linked(
    runtime: Runtime, connection: Connection, view: CaseView, directory: Directory, now: datetime, *, actor: int | None
) -> Linked | None:
    process = runtime.catalogue.process(connection, view.definition)
    view, definition = typed(process, view), process.definition
    data = view.data
    if actor is not None:
        visible = sight(definition, view, directory, actor, now)
        if visible is None:
            return None
        data = redact(data, visible.fields)
    state = definition.states[view.state].label
    title = case_title(definition, data)
    due_at = min((task.due_at for task in view.tasks if task.open and task.due_at is not None), default=None)
    return Linked(
        view.number or "",
        title,
        definition.title,
        state,
        awaited=view.awaited is not None,
        due_at=due_at,
        overdue=due_at is not None and is_overdue(due_at, now),
    )
