"""A step as rows of plain values, made once and written by either database: texts, whole numbers and None.

Moments are ISO texts in UTC and JSON is canonical text, which both databases read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.core.canonical import moment_text
from workflow.core.case import Asked, CaseView, DecisionView, StateVisits, TaskView, TimerView
from workflow.core.chain import genesis_hash
from workflow.core.decision import Outgoing, Step
from workflow.core.text import Text
from workflow.core.title_terms import code_term, terms_of
from workflow.store.courses import course_text, informed_text
from workflow.store.document_rows import Row, document_row, files_text, frozen_row
from workflow.store.kin import kin_text
from workflow.store.types import json_text

NO_DUE: Final = "9999-12-31T23:59:59.999999Z"
"""Where candidates of tasks without a due moment stand in the order of inboxes."""

OUTGOING_PER_STEP: Final = 1000


@dataclass(frozen=True, slots=True)
class FormUse:
    """The form behind a step, and what its sender is answered now and on every repeat."""

    actor: int
    nonce: str
    body_sha256: str
    answer: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StepRows:
    """Each field is what `sql.columns` names, in that order; `gone` names the tasks whose candidates are removed."""

    case_id: int
    version: int
    fixed: Row
    kept: Row
    moving: Row
    entry: Row
    form_use: Row | None
    opened: list[Row]
    changed: list[Row]
    gone: list[Row]
    candidates: list[Row]
    decisions: list[Row]
    voided: list[Row]
    armed: list[Row]
    settled: list[Row]
    outgoing: list[Row]
    documents: list[Row]
    frozen: list[Row]
    title_terms: list[Row]
    told: list[Row]


# long because it names every set of rows once
def step_rows(step: Step, title: Text | None, form_use: FormUse | None, codes: Collection[str] = ()) -> StepRows:
    """`title` None means unchanged; `codes` are of rows of registers that the case names.

    What a step both makes and ends is written once, in its last form.
    """
    at = moment_text(step.at)
    after = step.after
    last = {task.seq: task for task in (*step.touched, *step.closed)}
    new = {task.seq for task in step.opened}
    opened = [last.get(task.seq, task) for task in step.opened]
    changed = [task for seq, task in last.items() if seq not in new]
    made = {decision.seq for decision in step.decisions}
    set_now = {timer.seq for timer in step.timers_set}
    return StepRows(
        case_id=after.id,
        version=step.before.version,
        fixed=(after.process, after.applicant, after.applicant_post, after.applicant_unit),
        kept=_kept(step.before, after, title),
        moving=_moving(after),
        entry=_entry(step, at),
        form_use=_form_use(form_use, at) if form_use else None,
        opened=[_task(task) for task in opened],
        changed=[_task_change(task) for task in changed],
        gone=[(task.seq,) for task in changed],
        candidates=[row for task in (*opened, *changed) if is_due_now(task) for row in _candidates(task)],
        decisions=[_decision(decision, step.voided) for decision in step.decisions],
        voided=[(seq, "void", reason) for seq, reason in step.voided.items() if seq not in made],
        armed=[_timer(timer, at, step.timers_settled) for timer in step.timers_set],
        settled=[(seq, at, result) for seq, result in step.timers_settled.items() if seq not in set_now],
        outgoing=[_outgoing(after, position, row, at) for position, row in enumerate(step.outgoing)],
        documents=[document_row(document, at) for document in step.documents],
        frozen=[frozen_row(frozen, after, at) for frozen in step.frozen if frozen.is_plain],
        title_terms=[(term,) for term in sorted(_terms(title, codes))],
        told=[(each.holder.principal(),) for each in after.informed[len(step.before.informed) :]],
    )


def _terms(title: Text | None, codes: Collection[str]) -> Iterator[str]:
    yield from terms_of(title.zh, title.en) if title else ()
    yield from map(code_term, codes)


def is_due_now(task: TaskView) -> bool:
    """Whether somebody may find it: it is open, and waits for no other answer before its turn comes."""
    return task.open and task.position != "later"


def moment(value: datetime | None) -> str | None:
    return None if value is None else moment_text(value)


def _kept(before: CaseView, after: CaseView, title: Text | None) -> Row:
    first = before.version == 0
    return (
        after.number if first or after.number != before.number else None,
        after.authority if first or after.authority != before.authority else None,
        title.zh if title else None,
        title.en if title else None,
        json_text(after.data) if first or after.data != before.data else None,
        files_text(after.documents) if first or after.documents != before.documents else None,
        json_text(after.salts) if first or after.salts != before.salts else None,
        _visits(after.visits) if first or after.visits != before.visits else None,
        json_text(after.path) if first or after.path != before.path else None,
        after.speed if after.speed != before.speed else None,
        informed_text(after.informed) if after.informed is not before.informed else None,
        kin_text(after) if after.children is not before.children or after.awaited is not before.awaited else None,
    )


def _moving(case: CaseView) -> Row:
    return (
        case.definition,
        case.version,
        case.state,
        case.visit,
        case.direct,
        case.stopped_days,
        moment(case.started_at),
        moment(case.due_at),
        moment(case.closed_at),
        case.outcome,
        case.head,
        case.tasks_opened,
        case.decisions_made,
        case.timers_set,
    )


def _visits(visits: Mapping[str, StateVisits]) -> str:
    return json_text(
        {
            state: [visit.count, visit.allowed, moment(visit.entered), moment(visit.decided), *visit.voters]
            for state, visit in sorted(visits.items())
        }
    )


def _holders(task: TaskView) -> str:
    return json_text([[holder.post, holder.unit, holder.person] for holder in task.holders])


def _entry(step: Step, at: str) -> Row:
    case = step.after
    previous = step.before.head or genesis_hash(str(case.id), case.definition)
    return (case.version, at, previous, step.entry_hash, step.entry.decode(), step.reason, step.reason_salt)


def _task(task: TaskView) -> Row:
    return (
        task.seq,
        task.visit,
        task.state,
        task.key,
        task.branch,
        task.kind,
        _holders(task),
        moment_text(task.opened_at),
        moment(task.due_at),
        task.claimed_by,
        moment(task.closed_at),
        task.outcome,
        task.cause,
        task.about,
        _asked(task.asked) if task.asked is not None else None,
        course_text(task.course),
    )


def _asked(asked: Asked) -> str:
    return json_text(
        [
            asked.parent,
            asked.position,
            asked.by,
            asked.on_behalf_of,
            asked.post,
            asked.unit,
            asked.text,
            asked.rung,
            moment(asked.due_at),
        ]
    )


def _task_change(task: TaskView) -> Row:
    return (
        task.seq,
        _holders(task),
        moment(task.due_at),
        task.claimed_by,
        moment(task.closed_at),
        task.outcome,
        task.cause,
        course_text(task.course),
    )


def _candidates(task: TaskView) -> Iterator[Row]:
    due = moment(task.due_at) or NO_DUE
    for principal in sorted({holder.principal() for holder in task.holders}):
        yield (principal, due, task.seq, task.claimed_by)


def _decision(decision: DecisionView, voided: Mapping[int, str]) -> Row:
    reason = voided.get(decision.seq, decision.void_reason)
    return (
        decision.seq,
        decision.task,
        decision.state,
        decision.visit,
        decision.key,
        decision.outcome,
        decision.actor,
        moment_text(decision.at),
        decision.capacity,
        decision.on_behalf_of,
        decision.post,
        decision.unit,
        json_text(decision.binds),
        decision.scope,
        "void" if decision.seq in voided else decision.status,
        reason,
        decision.opinion,
        json_text(decision.input),
        decision.late,
    )


def _timer(timer: TimerView, at: str, settled: Mapping[int, str]) -> Row:
    due = moment_text(timer.due_at)
    result = settled.get(timer.seq)
    return (timer.seq, timer.rule, due, timer.task or 0, timer.visit, due, at if result else None, result)


def _outgoing(case: CaseView, position: int, row: Outgoing, at: str) -> Row:
    not_before = moment_text(row.not_before)
    return (
        f"{case.id}.{case.version}.{position}",
        case.version * OUTGOING_PER_STEP + position,
        row.kind,
        row.recipient,
        json_text(row.facts),
        at,
        not_before,
        not_before,
    )


def _form_use(use: FormUse, at: str) -> Row:
    return (use.actor, use.nonce, use.body_sha256, json_text(use.answer), at)
