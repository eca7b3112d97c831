"""A case as one row of a list: what it is, who has it, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.situation import Situation, Standing, whereabouts
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.services.typed import typed
from workflow.store.engine import Connection


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`names` turns the codes in `where` into words."""

    number: str
    process: Text
    title: Text
    applicant: Text
    where: Situation
    names: Names
    started_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None


def row_of(runtime: Runtime, connection: Connection, view: CaseView, directory: Directory) -> CaseRow:
    """For a reader who may see the case."""
    process = runtime.catalogue.process(connection, view.definition)
    names = Names(directory, process.definition)
    open_tasks = [task for task in view.tasks if task.open]
    awaits = process.definition.states[view.state].subcase is not None
    standing = Standing(
        view.state, view.applicant, open_tasks, view.started_at, view.closed_at, view.outcome, awaits=awaits
    )
    return CaseRow(
        number=view.number or "",
        process=process.definition.title,
        title=case_title(process.definition, typed(process, view).data),
        applicant=names.person(view.applicant),
        where=whereabouts(standing),
        names=names,
        started_at=view.started_at,
        due_at=view.due_at,
        closed_at=view.closed_at,
    )
