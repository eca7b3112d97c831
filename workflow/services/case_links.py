"""The cases beside a case: the one from which it follows, and those that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.core.visibility import redact, sight
from workflow.services.act import typed
from workflow.services.runtime import Runtime
from workflow.store import links
from workflow.store.engine import Connection
from workflow.store.steps import load_cases


@dataclass(frozen=True, slots=True)
class Linked:
    """A case beside another, as far as the reader may know of it. `awaited`: one of the two waits for the other."""

    number: str
    title: Text
    process: Text
    state: Text
    awaited: bool = False


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
    presses: tuple[Press, ...] = ()


def links_of(
    runtime: Runtime, connection: Connection, case: CaseView, directory: Directory, now: datetime, *, actor: int | None
) -> Links:
    """Without those that `actor` may not know; None knows all. One statement, and another where there are any."""
    parent, children = links.beside(connection, case.id)
    wanted = [*([parent] if parent is not None else []), *children]
    views = load_cases(connection, wanted) if wanted else ()
    found = {view.id: _linked(runtime, connection, view, directory, now, actor=actor) for view in views}
    known = (found.get(child) for child in children)
    above = found.get(parent) if parent is not None else None
    if above is not None:
        above = replace(above, awaited=case.awaited is not None)
    return Links(above, tuple(child for child in known if child))


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
    return Linked(view.number or "", title, definition.title, state, awaited=view.awaited is not None)
