"""The process of the stage, where everybody may ask others beside the slots."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.engine.stage import does, new, opened, process, replay
from workflow.core.case import Command
from workflow.core.definition import Deadline
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.machine import build_process
from workflow.core.playing import Play, act

ALL = ("request_info", "delegate", "add_signer", "add_unit")


def free(**more):
    """The process of the stage, where everybody may ask."""
    known = process().definition
    states = {name: replace(each, may=ALL) if each.branches else each for name, each in known.states.items()}
    changes = {"states": states, "asked_deadline": Deadline(within=Duration(6, "wd")), **more}
    return build_process(replace(known, **changes))


def at_chair() -> Play:
    return new(free())


def in_block() -> Play:
    return replay(at_chair(), "chair approve", "dean approve")


def asks(play, login, action, who, **given):
    return does(play, login, action, who=who, **given)


def signs(play, login, who, position):
    return does(play, login, "add_signer", who=who, position=position)


def task_of(play, position):
    return next(task for task in opened(play) if task.position == position)


def code_of(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.refusals[0].code


def problem_of(call, *args, **kwargs):
    with pytest.raises(Invalid) as invalid:
        call(*args, **kwargs)
    return [(problem.field, problem.code) for problem in invalid.value.problems]


def recalls(play, login, position, action, **given):
    actor = play.world.directory.by_login[login]
    return act(play, Command(action, actor, task=task_of(play, position).seq, input={"reason": "because"} | given))
