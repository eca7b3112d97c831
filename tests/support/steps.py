"""Steps of one small case, put together by hand: start, a dean, two units at once, a decision."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workflow.core.case import CaseView, DecisionView, FileView, Holder, StateVisits, TaskView, TimerView
from workflow.core.chain import entry_bytes, entry_hash, genesis_hash
from workflow.core.decision import NewDocument, Outgoing, Step
from workflow.core.text import Text

MORNING = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
TITLE = Text("與示範大學簽訂合作協議", "Agreement with a demonstration university")
DATA = {
    "title": "合作協議",
    "amount": "1250000.5",
    "years": 3,
    "units": ["legal", "finance"],
    "terms": {"from": "2026-08-01"},
}
APPLICANT, DEAN, LAWYER = 11, 12, 13


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unborn(case_id: int) -> CaseView:
    definition = sha("definition")
    return CaseView(
        id=case_id,
        process="agreement",
        definition=definition,
        state="draft",
        applicant=APPLICANT,
        applicant_post="faculty",
        applicant_unit="eng",
        head=genesis_hash(str(case_id), definition),
    )


def task(seq: int, visit: int, key: str, **changes: Any) -> TaskView:
    opened = TaskView(
        seq=seq,
        visit=visit,
        state=f"state_{visit}",
        key=key,
        branch=key,
        kind="decide",
        holders=(Holder(post=key, unit="eng"),),
        opened_at=MORNING,
        due_at=MORNING + timedelta(days=3),
    )
    return replace(opened, **changes)


def timer(seq: int, task_seq: int | None, visit: int, rule: str = "timeout", due: datetime | None = None) -> TimerView:
    return TimerView(seq, rule, due or MORNING + timedelta(days=3), task_seq, visit)


def decision(seq: int, about: TaskView, **changes: Any) -> DecisionView:
    made = DecisionView(
        seq=seq,
        task=about.seq,
        state=about.state,
        visit=about.visit,
        key=about.key,
        outcome="approve",
        actor=DEAN,
        at=MORNING,
        post="dean",
        unit="eng",
        binds=("amount", "title"),
        scope=sha("scope"),
        opinion="同意",
        input={"position": "after"},
    )
    return replace(made, **changes)


def following(
    before: CaseView, *, at: datetime = MORNING, changes: Mapping[str, Any] | None = None, **parts: Any
) -> Step:
    """The step with these parts: its `after` is what a load must give back, `changes` are its other fields."""
    facts = {"case": str(before.id), "seq": before.version + 1, "at": at}
    entry = entry_bytes(facts)
    digest = entry_hash(before.head, entry)
    moved = replace(before, version=before.version + 1, head=digest, **(changes or {}))
    step = Step(before=before, after=moved, actor=1, at=at, facts=facts, entry=entry, entry_hash=digest, **parts)
    after = replace(
        moved,
        tasks=_tasks(step),
        decisions=_decisions(step),
        timers=_timers(step),
        tasks_opened=before.tasks_opened + len(step.opened),
        decisions_made=before.decisions_made + len(step.decisions),
        timers_set=before.timers_set + len(step.timers_set),
    )
    return replace(step, after=after)


def _tasks(step: Step) -> tuple[TaskView, ...]:
    rows = {row.seq: row for row in (*step.before.tasks, *step.opened, *step.touched, *step.closed)}
    return tuple(row for _, row in sorted(rows.items()) if row.open or row.visit == step.after.visit)


def _decisions(step: Step) -> tuple[DecisionView, ...]:
    rows = (*step.before.decisions, *step.decisions)
    return tuple(
        replace(row, status="void", void_reason=step.voided[row.seq]) if row.seq in step.voided else row for row in rows
    )


def _timers(step: Step) -> tuple[TimerView, ...]:
    return tuple(row for row in (*step.before.timers, *step.timers_set) if row.seq not in step.timers_settled)


def closed(row: TaskView, outcome: str | None = "approve", cause: str | None = None) -> TaskView:
    return replace(row, closed_at=MORNING + timedelta(hours=1), outcome=outcome, cause=cause, claimed_by=DEAN)


def letter(to: int = DEAN, **changes: Any) -> Outgoing:
    return replace(Outgoing("task_opened", to, {"state": "cosign", "key": "legal"}, MORNING), **changes)


def start(case_id: int, *, number: str | None = None, due: datetime | None = None, key: str = "dean") -> Step:
    first = task(1, 1, key, due_at=due or MORNING + timedelta(days=3))
    return following(
        unborn(case_id),
        opened=(first,),
        timers_set=(timer(1, 1, 1, due=due),),
        outgoing=(letter(),),
        documents=(NewDocument(FileView("draft", 1, sha("file"), 2048, "草案.pdf", "application/pdf"), APPLICANT),),
        changes={
            "state": "state_1",
            "visit": 1,
            "number": number or f"國約-{case_id}",
            "authority": "president",
            "data": DATA,
            "documents": {"draft": FileView("draft", 1, sha("file"), 2048, "草案.pdf", "application/pdf")},
            "salts": {"title": "aa" * 16},
            "visits": {"state_1": StateVisits(1, 0, MORNING, None)},
            "path": ("state_1",),
            "started_at": MORNING,
        },
    )


# long because it is a whole life, told in order
def case_life(case_id: int) -> Iterator[Step]:
    """Start, approval into two parallel tasks, a claim, both answers, the end; each begins where the last one ended."""
    step = start(case_id)
    yield step
    first = step.after.tasks[0]
    legal, finance = task(2, 2, "legal", kind="opinion"), task(3, 2, "finance", due_at=None)
    step = following(
        step.after,
        closed=(closed(first),),
        decisions=(decision(1, first),),
        opened=(legal, finance),
        timers_settled={1: "left"},
        timers_set=(timer(2, 2, 2), timer(3, 2, 2, "50%"), timer(4, None, 2, "case_due")),
        outgoing=(letter(LAWYER), letter(DEAN)),
        changes={"state": "state_2", "visit": 2, "path": ("state_1", "state_2"), "direct": "state_1"},
    )
    yield step
    claimed = replace(legal, claimed_by=LAWYER, holders=(Holder(person=LAWYER), Holder(post="legal", unit="eng")))
    step = following(step.after, touched=(claimed,), timers_settled={3: "fired"})
    yield step
    step = following(
        step.after,
        closed=(closed(claimed, "agree"),),
        decisions=(decision(2, claimed, outcome="agree", actor=LAWYER, capacity="deputy", on_behalf_of=DEAN),),
        timers_settled={2: "left"},
    )
    yield step
    yield following(
        step.after,
        closed=(closed(finance, None, "left"),),
        voided={1: "returned"},
        timers_settled={4: "left"},
        reason="理由",
        changes={"state": "rejected", "outcome": "rejected", "closed_at": MORNING, "direct": None},
    )
