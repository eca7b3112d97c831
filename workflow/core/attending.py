"""Acts on a task or case that decide nothing: claim, release, comment."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.authority import choose_standing
from workflow.core.case import TaskView
from workflow.core.errors import Refusal, Refused
from workflow.core.inputs import only_reason
from workflow.core.routing import asked_state, claimer, conflict_of, earlier_deciders, is_pool, with_a_voice
from workflow.core.scopes import commit_reason
from workflow.core.standing import rights_before
from workflow.core.turn import Turn
from workflow.core.visibility import INFORMED, audiences


def weigh_claim(turn: Turn) -> TaskView:
    """The task that the actor may claim. Raises Refused."""
    task = _pool_task(turn)
    if task.claimed_by == turn.command.actor:
        raise Refused(Refusal("already_claimed", {}))
    if claimer(turn, task) is not None:
        raise Refused(Refusal("claimed", {"by": task.claimed_by}))
    state = asked_state(turn, task)
    choose_standing(
        with_a_voice(turn, state, rights_before(turn, task)),
        holders=task.holders,
        conflict=conflict_of(turn, state),
        earlier=earlier_deciders(turn, state),
    )
    return task


def claim(turn: Turn) -> None:
    task = weigh_claim(turn)
    turn.change_task(replace(task, claimed_by=turn.command.actor))
    turn.facts["task"] = task.seq


def weigh_release(turn: Turn) -> TaskView:
    """The task that the actor holds and may give back to the pool. Raises Refused."""
    task = _pool_task(turn)
    if task.claimed_by != turn.command.actor:
        raise Refused(Refusal("not_claimed", {}))
    return task


def release(turn: Turn) -> None:
    task = weigh_release(turn)
    turn.change_task(replace(task, claimed_by=None))
    turn.facts["task"] = task.seq


def weigh_comment(turn: Turn) -> None:
    """Anyone who has to do with the case may comment on it, not whoever was only told of it. Raises Refused."""
    stands_as = audiences(turn.view, turn.world.directory, turn.command.actor, turn.now, turn.definition.process)
    if not stands_as - {INFORMED}:
        raise Refused(Refusal("not_yours", {"holders": []}))


def comment(turn: Turn) -> None:
    weigh_comment(turn)
    commit_reason(turn, only_reason(turn.command.input, required=True))


def _pool_task(turn: Turn) -> TaskView:
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    found = [task for task in turn.open_tasks() if turn.command.task in {None, task.seq} and is_pool(turn, task)]
    if not found:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    mine = [task for task in found if rights_before(turn, task)]
    if not mine:
        raise Refused(Refusal("not_yours", {"holders": [h.principal() for h in found[0].holders]}))
    if len(mine) > 1:
        raise Refused(Refusal("which_task", {"tasks": [task.seq for task in mine]}))
    return mine[0]
