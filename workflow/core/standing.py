"""Before which task the actor stands, by which right, and for whom he has to wait."""

from __future__ import annotations

from collections.abc import Callable

from workflow.core.asked import holding_up
from workflow.core.authority import Standing, choose_standing, standings
from workflow.core.case import TaskView
from workflow.core.errors import Refusal, Refused, Stale
from workflow.core.guest_rights import standing_of_guest
from workflow.core.routing import asked_state, claimer, conflict_before, earlier_before, was_added, with_a_voice
from workflow.core.scopes import saw_of
from workflow.core.turn import Turn

ON_A_FRAME = frozenset({"request_info", "delegate", "transfer"})
"""What whoever prepares an answer may do as well as the holder who decides."""


def rights_before(turn: Turn, task: TaskView) -> tuple[Standing, ...]:
    """Every right by which the actor stands before the task, the best first, whatever forbids to use it."""
    return standings(
        turn.world.directory,
        task.answerers,
        turn.command.actor,
        turn.now,
        turn.definition.process,
        depth=turn.definition.substitute_depth,
        avoid=conflict_before(turn, task),
    )


def standing_before(turn: Turn, task: TaskView) -> Standing:
    """The actor's best right to the task. Raises Refused."""
    if turn.command.guest is not None:
        return standing_of_guest(turn, task)
    conflict = conflict_before(turn, task)
    found = rights_before(turn, task)
    claimed_by = claimer(turn, task)
    if found and claimed_by not in {None, turn.command.actor}:
        found = tuple(s for s in found if s.on_behalf_of == claimed_by or was_added(turn, task, s.holder, claimed_by))
        if not found:
            raise Refused(Refusal("claimed", {"by": claimed_by}))
    if task.asked is None:
        found = with_a_voice(turn, asked_state(turn, task), found)
    return choose_standing(found, holders=task.holders, conflict=conflict, earlier=earlier_before(turn, task))


def may_stand(turn: Turn, task: TaskView) -> bool:
    """Whether the actor holds the task now."""
    try:
        standing_before(turn, task)
    except Refused:
        return False
    return True


def the_task(turn: Turn, is_asked: Callable[[TaskView], bool]) -> TaskView:
    """The open task that the command names, else the only one of those that ask for its action. Raises Refused."""
    command = turn.command
    if command.task is not None:
        task = turn.tasks.get(command.task)
        if task is None or not task.open:
            raise Refused(Refusal("task_closed", closed_by(turn, command.task)))
        return task
    asking = [task for task in turn.open_tasks() if is_asked(task)]
    if not asking:
        raise Refused(Refusal("not_in_this_state", {"action": command.action, "state": turn.state}))
    mine = [task for task in asking if may_stand(turn, task)]
    if len(mine) > 1:
        raise Refused(Refusal("which_task", {"tasks": [task.seq for task in mine]}))
    return mine[0] if mine else asking[0]


def further_actions(turn: Turn, task: TaskView) -> tuple[str, ...]:
    """What the state lets whoever holds the task do beside answering it."""
    may = turn.definition.states[task.state].may
    if not may or turn.slot_of(task) is None or task.course.held_from is not None:
        return ()
    if task.asked is not None:
        return tuple(action for action in may if action in ON_A_FRAME) if task.position == "delegate" else ()
    return may


def held_task(turn: Turn) -> TaskView:
    """The task of the actor with which the state lets him do what the command says. Raises Refused or Stale."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda open_task: turn.command.action in further_actions(turn, open_task))
    if turn.command.action not in further_actions(turn, task):
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    standing_before(turn, task)
    refuse_stale(turn, task)
    return task


def refuse_stale(turn: Turn, task: TaskView | None) -> None:
    """Raises Stale when something else was seen than there is now."""
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, turn.command.action, task):
        raise Stale(Refusal("stale", {"version": turn.view.version}))


def refuse_waiting(turn: Turn, task: TaskView) -> None:
    """Raises Refused `waiting_for` (holders, since) while somebody has been asked whose answer comes first."""
    first = next(iter(holding_up(turn.tasks.values(), task.seq)), None)
    if first is None and task.position == "later":
        first = turn.tasks[task.parent or 0]
    if first is not None:
        holders = [holder.principal() for holder in first.holders]
        raise Refused(Refusal("waiting_for", {"holders": holders, "since": first.opened_at}))


def closed_by(turn: Turn, task: int) -> dict[str, object]:
    """By whom, how and when a task was answered; empty when it was closed otherwise."""
    decided = next((d for d in turn.decisions.values() if d.task == task), None)
    return {"by": decided.actor, "outcome": decided.outcome, "at": decided.at} if decided else {}
