"""Cases of the processes from elsewhere, walked to where a pattern shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.support.elsewhere import House, house
from workflow.core.case import Command, TaskView
from workflow.core.cast import with_deputy
from workflow.core.errors import Refused
from workflow.core.playing import Play, act
from workflow.core.scenarios import play_scenario
from workflow.services.checking_definitions import world_of

known_house: Callable[[str], House] = cache(house)


def walk(name: str, *moves: str | Mapping[str, Any], **scenario: Any) -> Play:
    """The case after these moves, `actor action` or `wait 3wd`, or as a scenario writes them; `given`, `applicant` and
    `absent` as in a scenario."""
    here = known_house(name)
    (compiled,) = here.library.processes.values()
    written = {"name": "walk", "do": [_move(it) for it in moves], **scenario}
    world = world_of(here.library, here.process.definition, written)
    result, play = play_scenario(here.process, world, written, compiled.sample or {})
    assert play is not None, result
    return play


def _move(move: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(move, str):
        return move
    who, action = move.split()
    return {"wait": action} if who == "wait" else {"as": who, "do": action}


def gives(play: Play, login: str, action: str, **typed: Any) -> Play:
    """Somebody acts as the API lets him, with a reason unless he gives another one."""
    return act(play, Command(action, person(play, login), input={"reason": "because"} | typed))


def refusal(play: Play, login: str, action: str, **typed: Any) -> str:
    with pytest.raises(Refused) as refused:
        gives(play, login, action, **typed)
    return refused.value.refusals[0].code


def deputise(play: Play, deputy: str, principal: str) -> Play:
    directory = with_deputy(play.world.directory, deputy, principal, play.now)
    return replace(play, world=replace(play.world, directory=directory))


def person(play: Play, login: str) -> int:
    return play.world.directory.by_login[login]


def opened(play: Play) -> list[TaskView]:
    return [task for task in play.view.tasks if task.open]


def keys(play: Play) -> list[str]:
    return sorted(f"{task.state}.{task.key}" for task in opened(play))


def causes(play: Play) -> dict[str, str | None]:
    """What the last step closed, and why."""
    return {task.key: task.cause for task in play.steps[-1].closed}


def told(play: Play, kind: str) -> set[str]:
    """Who is written to by the last step."""
    people = play.world.directory.people
    return {people[it.recipient].login for it in play.steps[-1].outgoing if it.kind == kind}
