"""The class of speed changes while the case runs: what is open is planned anew, and nobody becomes late by that."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.stage import NOW, changed, does, new, opened, replay, slots
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command
from workflow.core.definition import Deadline
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.playing import act, wait_until
from workflow.core.replanning import REPLAN

BY_SPEED = Deadline(Duration(6, "wd"), by_speed=True)


def at_cosign():
    branches = [slots("opinion", "agree disagree", actor, branch=actor) for actor in ("legal", "money")]
    limits = {"legal": BY_SPEED, "money": Deadline(Duration(3, "wd"))}
    planned = tuple(
        replace(branch, slots=(replace(branch.slots[0], deadline=limits[branch.key]),)) for branch in branches
    )
    return replay(new(changed("cosign", branches=planned, may=("change_speed",))), "chair approve", "dean approve")


def planned_again(play):
    """As the clock does on a new day."""
    with suppress(Refused):
        play = act(play, Command(REPLAN, CLOCK, door="clock"))
    return play


def days(play):
    return {task.key: task.due_at.astimezone(TAIPEI).date().isoformat() for task in opened(play)}


def refused(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0].code


def test_a_shorter_class_moves_what_follows_it_and_leaves_the_rest():
    play = at_cosign()
    assert days(play) == {"legal": "2026-09-09", "money": "2026-09-04"}
    play = does(play, "lawyer", "change_speed", speed="urgent")
    assert days(play) == {"legal": "2026-09-04", "money": "2026-09-04"}
    assert play.view.speed == "urgent"
    assert play.steps[-1].facts["speed"] == {"from": "ordinary", "to": "urgent"}
    moved = [event for event in play.steps[-1].facts["events"] if event["event"] == "due_moved"]
    assert [(event["why"], event["task"]) for event in moved] == [("speed", opened(play)[0].seq)]


def test_what_opens_later_follows_the_class_too():
    play = does(at_cosign(), "lawyer", "change_speed", speed="most_urgent")
    play = does(play, "lawyer", "agree")
    play = does(wait_until(play, NOW + timedelta(days=1)), "lawyer", "take_back")
    assert days(play)["legal"] == "2026-09-03"


def test_nobody_becomes_late_by_it():
    play = wait_until(at_cosign(), NOW + timedelta(days=6))
    play = does(play, "accountant", "agree")
    play = does(play, "lawyer", "change_speed", speed="most_urgent")
    assert days(play) == {"legal": "2026-09-08"}
    assert days(planned_again(play)) == {"legal": "2026-09-08"}


def test_who_is_late_stays_late():
    play = wait_until(at_cosign(), NOW + timedelta(days=9))
    play = does(play, "office_head", "change_speed", speed="most_urgent")
    play = does(play, "office_head", "change_speed", speed="ordinary")
    assert days(play)["legal"] == "2026-09-09"
    late = does(play, "office_head", "change_speed", speed="urgent")
    assert days(planned_again(late))["legal"] == "2026-09-09"


def test_the_ladder_moves_with_the_due_day():
    play = does(at_cosign(), "lawyer", "change_speed", speed="most_urgent")
    reminded = wait_until(play, NOW + timedelta(days=2))
    kinds = [o.kind for step in reminded.steps[len(play.steps) :] for o in step.outgoing]
    assert kinds == ["reminder"]


def test_only_another_class_only_with_a_reason_and_only_where_the_state_says_so():
    play = at_cosign()
    for given in ({"speed": "ordinary"}, {"speed": "at_once"}, {}, {"speed": "urgent", "reason": ""}):
        with pytest.raises(Invalid):
            does(play, "lawyer", "change_speed", **given)
    assert refused(does, play, "dean", "change_speed", speed="urgent") == "not_yours"
    assert refused(does, new(), "chair", "change_speed", speed="urgent") == "not_in_this_state"
