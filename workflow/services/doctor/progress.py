"""Whether a case stands where its history says, and whether anything still moves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from workflow.core.case import RECORD, SIGNED
from workflow.core.ladders import UNTIL
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault
from workflow.store.courses import read_informed


def no_limbo(dossier: Dossier) -> Iterator[Fault]:
    """An open case waits for a task, for a moment, for other cases, or for whoever looks after an incident.

    The timer of the whole case only reminds, and those of tasks go with their tasks: neither moves a case.
    """
    if not dossier.is_open or dossier.has_incident:
        return
    asked = any(task.closed_at is None for task in dossier.tasks)
    waiting = any(timer.settled_at is None and timer.rule == UNTIL for timer in dossier.timers)
    if not asked and not waiting and not dossier.awaited:
        yield fault("nothing_moves_it", state=dossier.case.state, repair="open_incident")


def finished_clean(dossier: Dossier) -> Iterator[Fault]:
    if dossier.is_open:
        return
    for task in dossier.tasks:
        if task.closed_at is None:
            yield fault("open_task_after_the_end", task=task.seq)
    for timer in dossier.timers:
        if timer.settled_at is None:
            yield fault("armed_timer_after_the_end", timer=timer.seq, repair="settle_timer")


def versions_dense(dossier: Dossier) -> Iterator[Fault]:
    """One entry for each version from 1 on."""
    found = [entry.seq for entry in dossier.entries]
    if found != list(range(1, dossier.case.version + 1)):
        missing = sorted(set(range(1, dossier.case.version + 1)) - set(found))
        beyond = [seq for seq in found if not 1 <= seq <= dossier.case.version]
        yield fault("versions_differ", version=dossier.case.version, missing=missing[:10], beyond=beyond[:10])


def replays(dossier: Dossier) -> Iterator[Fault]:
    """The rows are what the entries say, one after the other: state, visit, end, tasks, decisions."""
    if not dossier.entries:
        return
    yield from _unlinked(dossier)
    yield from _elsewhere(dossier)
    yield from _governed_otherwise(dossier)
    yield from _tasks_differ(dossier)
    yield from _decisions_differ(dossier)
    yield from _answers_differ(dossier)


def _unlinked(dossier: Dossier) -> Iterator[Fault]:
    previous: str | None = None
    for seq, facts in dossier.facts.items():
        if previous is not None and facts.get("from") != previous:
            yield fault("entry_begins_elsewhere", seq=seq)
        previous = facts.get("to")


def _elsewhere(dossier: Dossier) -> Iterator[Fault]:
    case, last = dossier.case, dossier.facts[dossier.entries[-1].seq]
    if (case.state, case.visit) != (last.get("to"), last.get("visit")):
        yield fault("stands_elsewhere", state=case.state, visit=case.visit, entry=[last.get("to"), last.get("visit")])
    if len(case.path) != case.visit or case.path[-1:] != [case.state]:
        yield fault("path_differs", path=len(case.path), visit=case.visit)
    if case.started_at != dossier.entries[0].at:
        yield fault("began_otherwise", entry=dossier.entries[0].at)
    ended = _end(dossier)
    if (case.closed_at, case.outcome) != ended:
        yield fault("ended_otherwise", outcome=case.outcome, expected=ended[1])


def _governed_otherwise(dossier: Dossier) -> Iterator[Fault]:
    """The class of speed is the one that was chosen last, and those were told who are named as told."""
    facts = dossier.facts.values()
    speed = next((fact["speed"]["to"] for fact in reversed(list(facts)) if "speed" in fact), None)
    if dossier.case.speed != speed:
        yield fault("speed_differs", speed=dossier.case.speed, expected=speed)
    said = [fact["informed"] for fact in facts if "informed" in fact]
    kept = [each.holder.principal() for each in read_informed(dossier.case.informed)]
    if kept != said:
        yield fault("told_differ", told=kept, expected=said)


def _end(dossier: Dossier) -> tuple[Any, str | None]:
    """Moment and outcome that the history gives the case; what the row says where the definition is unknown."""
    if dossier.process is None:
        return dossier.case.closed_at, dossier.case.outcome
    state = dossier.process.definition.states.get(dossier.facts[dossier.entries[-1].seq].get("to", ""))
    if state is None or state.type != "end":
        return None, None
    asked = [task.closed_at for task in dossier.tasks if task.state == state.name]
    if None in asked:  # whoever is asked again before the end
        return None, None
    came = [entry for entry in dossier.entries if dossier.facts[entry.seq].get("to") == state.name]
    entered = next((entry for entry in reversed(came) if dossier.facts[entry.seq]["from"] != state.name), came[0])
    return max([entered.at, *asked]), state.outcome


def _tasks_differ(dossier: Dossier) -> Iterator[Fault]:
    said = {seq: (state, key, kind) for facts in dossier.facts.values() for seq, state, key, kind in _opened(facts)}
    kept = {task.seq: (task.state, task.key, task.kind) for task in dossier.tasks}
    for seq in sorted(said.keys() | kept.keys()):
        if said.get(seq) != kept.get(seq):
            yield fault("task_differs", task=seq)
    if len(kept) != dossier.case.tasks_opened:
        yield fault("tasks_miscounted", tasks=len(kept), counted=dossier.case.tasks_opened)


def _opened(facts: Mapping[str, Any]) -> list[list[Any]]:
    opened: list[list[Any]] = facts.get("opened", [])
    return opened


def _decisions_differ(dossier: Dossier) -> Iterator[Fault]:
    """A decision counts unless an entry says that it was voided."""
    events = [event for facts in dossier.facts.values() for event in facts.get("events", [])]
    voided = {event.get("decision") for event in events if event.get("event") == "void"}
    for decision in dossier.decisions:
        if (decision.status == "void") != (decision.seq in voided):
            yield fault("status_differs", decision=decision.seq, status=decision.status)
    if [decision.seq for decision in dossier.decisions] != list(range(1, dossier.case.decisions_made + 1)):
        yield fault("decisions_miscounted", decisions=len(dossier.decisions), counted=dossier.case.decisions_made)


def _answers_differ(dossier: Dossier) -> Iterator[Fault]:
    """Each decision says what the entry of its task says; one that counts again repeats the first one."""
    answers = {facts.get("task"): facts for facts in dossier.facts.values() if "capacity" in facts}
    for decision in dossier.decisions:
        if decision.task_seq not in answers:
            yield fault("decision_without_entry", decision=decision.seq)
        elif not _says_the_same(answers[decision.task_seq], decision):
            yield fault("decision_differs", decision=decision.seq)


def _says_the_same(facts: Mapping[str, Any], decision: Row[Any]) -> bool:
    """Whoever returns a reconfirmation vouches for nothing: his decision has no scope, whatever was asked."""
    answer = ("outcome", "capacity", "behalf", "post", "unit")
    said = (facts.get("signer", facts.get("actor")), *(facts.get(name) for name in answer))
    kept = (decision.actor, decision.outcome, decision.capacity, decision.on_behalf_of, decision.post, decision.unit)
    return (
        said == kept
        and decision.scope in {"", facts.get("scope")}
        and _manner(decision) == (facts.get("late"), facts.get("signed"), _recorded(facts))
    )


def _manner(decision: Row[Any]) -> tuple[Any, Any, Any]:
    """How late, how signed, and what recorded it from paper."""
    given = decision.input or {}
    return decision.late, given.get(SIGNED), given.get(RECORD)


def _recorded(facts: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"by": facts["actor"], **facts["recorded"]} if "recorded" in facts else None
