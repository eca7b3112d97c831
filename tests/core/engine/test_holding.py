"""On hold: the clock stands still, goes on by itself or by an act, and the ladder stands where it stood."""

from datetime import timedelta

import pytest

from tests.core.engine.stage import NOW, changed, does, new, opened, replay
from workflow.core.calendar import TAIPEI
from workflow.core.deciding import offers
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.further import HoldRule
from workflow.core.playing import wait_until

TO_FORM = ("chair approve", "dean approve", "lawyer agree", "accountant agree")
WEDNESDAY, THURSDAY, MONDAY = "2026-09-02", "2026-09-03", "2026-09-07"
ON_MONDAY = NOW + timedelta(days=5, hours=16)


def at_form(most=5):
    held = changed("consolidate", may=("hold",), hold=HoldRule(Duration(most, "wd")))
    return replay(new(held), *TO_FORM)


def due_day(play):
    (task,) = opened(play)
    return task.due_at.astimezone(TAIPEI).date().isoformat() if task.due_at else None


def refused(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0].code


def rules(play):
    return [timer.rule for timer in play.view.timers]


def test_the_due_day_moves_by_the_working_days_of_the_hold_and_the_clock_ends_it():
    play = at_form()
    assert due_day(play) == "2026-09-04"
    play = does(play, "officer", "hold", until=MONDAY)
    assert (due_day(play), rules(play)) == (None, ["resume"])
    play = wait_until(play, ON_MONDAY)
    assert (due_day(play), rules(play)) == ("2026-09-10", ["remind.due"])
    assert play.steps[-1].facts["days"] == 4
    moved = [event for event in play.steps[-1].facts["events"] if event["event"] == "due_moved"]
    assert [event["why"] for event in moved] == ["hold"]


def test_whoever_has_the_task_ends_the_hold_earlier_and_only_the_days_that_passed_count():
    play = does(at_form(), "officer", "hold", until=MONDAY)
    play = does(wait_until(play, NOW + timedelta(days=1)), "officer.2", "resume")
    assert due_day(play) == "2026-09-07"
    assert play.view.tasks[-1].course.held_days == 1


def test_ended_on_the_same_day_it_moves_nothing():
    play = does(does(at_form(), "officer", "hold", until=MONDAY), "officer", "resume")
    assert (due_day(play), rules(play)) == ("2026-09-04", ["remind.due"])


def test_rungs_that_fired_do_not_fire_again_and_nothing_fires_meanwhile():
    play = at_form(most=9)
    play = does(play, "officer", "hold", until="2026-09-11")
    asleep = wait_until(play, NOW + timedelta(days=9))
    assert [step.facts["action"] for step in asleep.steps[len(play.steps) :]] == []
    awake = wait_until(asleep, NOW + timedelta(days=11))
    late = wait_until(awake, NOW + timedelta(days=30))
    kinds = [outgoing.kind for step in late.steps[len(awake.steps) :] for outgoing in step.outgoing]
    assert kinds.count("reminder") == 2
    assert kinds.count("escalation") == 1


def test_the_owner_holds_and_resumes_for_those_who_have_it():
    play = does(at_form(), "office_head", "hold", until=WEDNESDAY)
    assert due_day(play) is None
    assert due_day(does(play, "office_head", "resume")) == "2026-09-04"


def test_nobody_else_does():
    play = at_form()
    assert refused(does, play, "dean", "hold", until=WEDNESDAY) == "not_yours"
    held = does(play, "officer", "hold", until=WEDNESDAY)
    assert refused(does, held, "staff", "resume") == "not_yours"
    actor = play.world.directory.by_login["dean"]
    assert [o for o in offers(play.process, play.view, actor, play.world, now=play.now) if o.action == "hold"] == []


def test_no_longer_than_the_state_allows_and_not_before_tomorrow():
    play = at_form(most=2)
    for until in ("2026-09-01", "2026-09-04"):
        with pytest.raises(Invalid):
            does(play, "officer", "hold", until=until)
    play = wait_until(does(play, "officer", "hold", until=THURSDAY), NOW + timedelta(days=2))
    assert refused(does, play, "officer", "hold", until=MONDAY) == "hold_used_up"


def test_what_is_late_already_is_not_put_on_hold():
    play = wait_until(at_form(), NOW + timedelta(days=5))
    assert refused(does, play, "officer", "hold", until="2026-09-09") == "already_overdue"


def test_twice_is_refused_and_so_is_resuming_what_is_not_held():
    play = at_form()
    assert refused(does, play, "officer", "resume") == "not_on_hold"
    play = does(play, "officer", "hold", until=MONDAY)
    assert refused(does, play, "officer", "hold", until=MONDAY) == "on_hold"


def test_a_task_on_hold_can_be_answered_and_its_timer_goes_with_it():
    play = does(does(at_form(), "officer", "hold", until=MONDAY), "officer", "submit")
    assert play.view.state == "decision"
    assert "resume" not in rules(play)
