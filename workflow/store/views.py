"""The JSON text of a load as the frozen values that the core decides on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.core.case import Asked, CaseView, DecisionView, FileView, Holder, StateVisits, TaskView, TimerView
from workflow.store.courses import read_course, read_informed
from workflow.store.kin import read_kin
from workflow.store.types import read_moment


@dataclass(frozen=True, slots=True)
class Answered:
    """A form that was used before, and what was answered. Another `body_sha256` is another use of the same form."""

    body_sha256: str
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`revisions` by name (`directory`, `calendar`, …); one that was never counted up is missing and means 0."""

    view: CaseView
    revisions: Mapping[str, int]
    answered: Answered | None


def loaded(parts: list[Any]) -> Loaded:
    """From the parts that `sql.load` names, in its order."""
    case, tasks, decisions, timers, revisions, use = parts
    return Loaded(
        view=_case(
            case,
            tasks=tuple(sorted(map(_task, tasks or ()), key=_seq)),
            decisions=tuple(sorted(map(_decision, decisions or ()), key=_seq)),
            timers=tuple(sorted(map(_timer, timers or ()), key=_seq)),
        ),
        revisions=revisions or {},
        answered=Answered(*use) if use else None,
    )


def _seq(row: TaskView | DecisionView | TimerView) -> int:
    return row.seq


def _moment(text: str | None) -> datetime | None:
    return None if text is None else read_moment(text)


# long because it names every column of a case once
def _case(row: list[Any], **parts: Any) -> CaseView:
    case_id, process, applicant, post, unit, number, authority, data, documents, salts, visits, path = row[:12]
    speed, informed, kin, definition, version, state, visit, direct, stopped_days, started_at = row[12:22]
    due_at, closed_at, outcome, head, tasks_opened, decisions_made, timers_set = row[22:]
    awaited, children = read_kin(kin)
    return CaseView(
        id=case_id,
        process=process,
        definition=definition,
        state=state,
        applicant=applicant,
        applicant_post=post,
        applicant_unit=unit,
        number=number,
        authority=authority,
        visit=visit,
        version=version,
        data=data,
        documents={name: FileView(name, *file) for name, file in documents.items()},
        salts=salts,
        visits={name: _visits(*visited) for name, visited in visits.items()},
        path=tuple(path),
        direct=direct,
        stopped_days=stopped_days,
        started_at=_moment(started_at),
        due_at=_moment(due_at),
        closed_at=_moment(closed_at),
        outcome=outcome,
        head=head,
        speed=speed,
        informed=read_informed(informed),
        awaited=awaited,
        children=children,
        tasks_opened=tasks_opened,
        decisions_made=decisions_made,
        timers_set=timers_set,
        **parts,
    )


def _visits(count: int, allowed: int, entered: str | None, decided: str | None, *voters: str) -> StateVisits:
    return StateVisits(count, allowed, _moment(entered), _moment(decided), voters)


def _task(row: list[Any]) -> TaskView:
    seq, visit, state, key, branch, kind, holders, opened_at, due_at, claimed_by, closed_at = row[:11]
    outcome, cause, about, asked, course = row[11:]
    return TaskView(
        seq,
        visit,
        state,
        key,
        branch,
        kind,
        tuple(Holder(*holder) for holder in holders),
        read_moment(opened_at),
        _moment(due_at),
        claimed_by,
        _moment(closed_at),
        outcome,
        cause,
        about,
        asked_of(asked) if asked is not None else None,
        read_course(course),
    )


def asked_of(row: list[Any]) -> Asked:
    """As `values` wrote it."""
    parent, position, by, behalf, post, unit, text, rung, due_at = row
    return Asked(parent, position, by, behalf, post, unit, text, rung, _moment(due_at))


def _decision(row: list[Any]) -> DecisionView:
    seq, task, state, visit, key, outcome, actor, at, capacity, behalf, post, unit, binds, *rest = row
    return DecisionView(
        seq,
        task,
        state,
        visit,
        key,
        outcome,
        actor,
        read_moment(at),
        capacity,
        behalf,
        post,
        unit,
        tuple(binds),
        *rest,
    )


def _timer(row: list[Any]) -> TimerView:
    seq, rule, due_at, task, visit = row
    return TimerView(seq, rule, read_moment(due_at), task or None, visit)
