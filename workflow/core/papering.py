"""A step goes on on paper (線上轉紙本): its holders sign there, and a desk records who signed and keeps the scan.

It lasts for the visit: what follows is online again. Whoever signed must be somebody who might have answered, and the
answer vouches for the same as any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from workflow.core.aside_inputs import PLACE, SIGNED_ON, SIGNER, read_aside
from workflow.core.authority import Standing, choose_standing, standings
from workflow.core.calendar import TAIPEI
from workflow.core.case import FileView, TaskView
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.further import PaperRule
from workflow.core.notices import tell_holders
from workflow.core.routing import conflict_before, meant_by
from workflow.core.scopes import commit_reason
from workflow.core.standing import may_stand, refuse_stale, standing_before, the_task
from workflow.core.turn import Turn

ON_PAPER: Final = "paper"
"""How an answer was signed that was recorded from paper."""
SIGNED_IN: Final = frozenset({"approve", "parallel"})
NOON: Final = time(12)
_AGAINST: Final[Mapping[str, str]] = {
    "self_approval": "in_conflict",
    "same_person_twice": "signer_decided_before",
}


@dataclass(frozen=True, slots=True)
class Recording:
    """Who signed on paper, by which right, on which day, and the scan of it."""

    signer: Standing
    on: date
    scan: FileView


def can_go_to_paper(turn: Turn, task: TaskView) -> bool:
    """Whether the definition lets this task be signed on paper at all."""
    signed = turn.definition.states[task.state].type in SIGNED_IN and task.kind in {"decide", "opinion"}
    return turn.definition.paper is not None and signed and task.asked is None


def is_on_paper(task: TaskView) -> bool:
    return task.course.paper is not None


def stands_at_paper(turn: Turn) -> bool:
    """Whether the actor is at the desk that records what was signed, himself or as a deputy."""
    return bool(_desk_standings(turn))


def weigh_to_paper(turn: Turn) -> TaskView:
    """The task with which the actor may take the present step to paper. Raises Refused or Stale."""
    task = _task(turn)
    if is_on_paper(task):
        raise Refused(Refusal("on_paper", {"place": task.course.paper}))
    return task


def to_paper(turn: Turn) -> None:
    """All that is open in the step is signed on paper from now on, and so is what opens while it lasts."""
    weigh_to_paper(turn)
    asked = read_aside(turn, (PLACE,))
    commit_reason(turn, asked.reason)
    place = str(asked.values["place"])
    taken = [_put_down(turn, task, place) for task in turn.open_tasks() if can_go_to_paper(turn, task)]
    turn.facts["to_paper"] = {"tasks": [task.seq for task in taken], "place": place}
    for task in taken:
        tell_holders(turn, "to_paper", task)


def weigh_to_online(turn: Turn) -> TaskView:
    """Raises Refused or Stale."""
    task = _task(turn)
    if not is_on_paper(task):
        raise Refused(Refusal("not_on_paper", {}))
    return task


def to_online(turn: Turn) -> None:
    """What is still open is answered here again; what was recorded stands."""
    weigh_to_online(turn)
    asked = read_aside(turn, ())
    commit_reason(turn, asked.reason)
    for task in [task for task in turn.open_tasks() if is_on_paper(task)]:
        back = replace(task, holders=task.answerers, course=replace(task.course, paper=None, desk=None))
        turn.change_task(back)
        tell_holders(turn, "action", back)


def stays_on_paper(turn: Turn, task: TaskView) -> TaskView:
    """A task that opens in a step which is on paper is signed there too."""
    if not can_go_to_paper(turn, task):
        return task
    others = [it for it in turn.tasks.values() if it.visit == turn.visit and it.seq != task.seq and it.asked is None]
    current = [it for it in others if it.open] or others[-1:]
    places = [it.course.paper for it in current if it.course.paper is not None]
    return _put_down(turn, task, places[0]) if places else task


def weigh_recording(turn: Turn, task: TaskView) -> Standing:
    """The right of the actor to record an answer. Raises Refused: `on_paper` for those who hold the task online."""
    found = _desk_standings(turn)
    if not found:
        standing_before(turn, task)
        raise Refused(Refusal("on_paper", {"place": task.course.paper}))
    return choose_standing(found, holders=task.holders, conflict=conflict_before(turn, task))


def recording_fields(task: TaskView) -> tuple[FieldSpec, ...]:
    """What an answer on paper asks for beside the answer itself; the scan comes as a file."""
    opened = task.opened_at.astimezone(TAIPEI).date()
    return (SIGNER, replace(SIGNED_ON, minimum=opened))


def read_recording(turn: Turn, task: TaskView) -> Recording:
    """Take what is about the paper out of the command. Raises Invalid."""
    rule, command = turn.definition.paper, turn.command
    assert rule is not None
    specs = (SIGNER, replace(recording_fields(task)[1], maximum=turn.today))
    given = {spec.name: command.input[spec.name] for spec in specs if spec.name in command.input}
    people = Lookups(people=turn.world.directory.by_login)
    parsed = parse_fields(specs, given, world=people, complete=True, current={})
    scan = command.files.get(rule.scan)
    problems = [*parsed.problems, *_against_scan(turn, rule, scan)]
    if problems or scan is None:
        raise Invalid(*problems)
    on = parsed.values["signed_on"]
    assert isinstance(on, date)
    signer = _standing_of(turn, task, turn.world.directory.by_login[str(parsed.values["signer"])], on)
    turn.command = replace(
        command,
        input={name: value for name, value in command.input.items() if name not in given},
        files={name: file for name, file in command.files.items() if name != rule.scan},
    )
    return Recording(signer, on, scan)


def _standing_of(turn: Turn, task: TaskView, signer: int, on: date) -> Standing:
    """As if he had answered himself, on that day."""
    recorder, now, today = turn.command, turn.now, turn.today
    turn.command, turn.today = replace(recorder, actor=signer), on
    turn.now = datetime.combine(on, NOON, TAIPEI) if on < today else now
    try:
        return standing_before(turn, replace(task, claimed_by=None))
    except Refused as refused:
        code = _AGAINST.get(refused.refusals[0].code, "signer_not_holder")
        raise Invalid(FieldProblem("signer", code)) from refused
    finally:
        turn.command, turn.now, turn.today = recorder, now, today


def _against_scan(turn: Turn, rule: PaperRule, scan: FileView | None) -> list[FieldProblem]:
    accept = turn.definition.documents[rule.scan].accept
    if scan is None:
        return [FieldProblem(rule.scan, "document_required")]
    if accept and scan.filename.rpartition(".")[2].lower() not in accept:
        return [FieldProblem(rule.scan, "file_type", {"accept": list(accept)})]
    return []


def _task(turn: Turn) -> TaskView:
    """The task that is named, else the actor's, else, for the desk, any of the step."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    able = [task for task in turn.open_tasks() if can_go_to_paper(turn, task)]
    if turn.command.task is None and able and stands_at_paper(turn):
        task = able[0]
    else:
        task = the_task(turn, lambda asking: can_go_to_paper(turn, asking))
    if task not in able:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    if not stands_at_paper(turn):
        standing_before(turn, task)
    refuse_stale(turn, task)
    return task


def stands_for_paper(turn: Turn, task: TaskView) -> bool:
    """Whoever holds the task, and the desk."""
    return stands_at_paper(turn) or may_stand(turn, task)


def _put_down(turn: Turn, task: TaskView, place: str) -> TaskView:
    """The desk has the task in its inbox as long as it is on paper."""
    rule = turn.definition.paper
    added = [holder for holder in (meant_by(turn, rule.by) if rule is not None else ()) if holder not in task.holders]
    desk = added[0].principal() if added else None
    down = replace(task, holders=(*task.holders, *added[:1]), course=replace(task.course, paper=place, desk=desk))
    turn.change_task(down)
    return down


def _desk_standings(turn: Turn) -> tuple[Standing, ...]:
    definition = turn.definition
    if definition.paper is None:
        return ()
    desk, depth = meant_by(turn, definition.paper.by), definition.substitute_depth
    return standings(turn.world.directory, desk, turn.command.actor, turn.now, definition.process, depth=depth)
