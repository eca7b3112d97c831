"""Reminders, escalation, timeouts, waiting and too early."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import NOW, changed, does, new, open_keys, opened, process, slots, state
from workflow.core.case import CLOCK, Command
from workflow.core.definition import Deadline, Rung
from workflow.core.durations import Duration
from workflow.core.errors import Refused
from workflow.core.firing import FIRE
from workflow.core.playing import act, next_timer, wait_until
from workflow.core.replanning import REPLAN
from workflow.core.timerules import parse_time_rule

FRIDAY = datetime(2026, 9, 4, 15, 59, 59, tzinfo=UTC)


def kinds(play):
    return [outgoing.kind for outgoing in play.steps[-1].outgoing]


def test_a_task_is_due_at_the_end_of_its_third_working_day():
    assert opened(new())[0].due_at == FRIDAY


def test_a_due_task_reminds_its_holder():
    play = wait_until(new(), FRIDAY)
    assert kinds(play) == ["reminder"]


def test_nobody_but_the_clock_fires_a_timer():
    play = new()
    late = replace(play, now=FRIDAY + timedelta(days=1))
    timer = next_timer(late)
    assert timer is not None
    holder = play.world.directory.by_login["chair"]
    with pytest.raises(Refused) as refused:
        act(late, Command(FIRE, holder, timer=timer.seq))
    assert refused.value.refusals[0].code == "timer_settled"


def test_the_ladder_notifies_then_adds_then_moves():
    play = wait_until(new(), FRIDAY + timedelta(days=3))
    assert kinds(play) == ["escalation"]
    assert len(opened(play)[0].holders) == 1
    play = wait_until(play, FRIDAY + timedelta(days=4))
    assert [holder.post for holder in opened(play)[0].holders] == ["chair", "dean"]
    assert kinds(play) == ["handed_up"]
    play = wait_until(play, FRIDAY + timedelta(days=5))
    assert kinds(play) == ["handed_up"]
    assert [holder.post for holder in opened(play)[0].holders] == ["office_head"]
    assert play.view.timers == ()


def test_the_superior_who_was_added_may_decide():
    play = wait_until(new(), FRIDAY + timedelta(days=4))
    assert open_keys(does(play, "dean", "approve")) == ["review.dean"]


def test_a_timer_fires_once_and_never_early():
    play = new()
    timer = next_timer(play)
    early = Command(FIRE, CLOCK, timer=timer.seq)
    with pytest.raises(Refused):
        act(play, early)
    fired = act(replace(play, now=timer.due_at), early)
    with pytest.raises(Refused):
        act(fired, early)


def test_deciding_disarms_the_ladder():
    play = does(new(), "chair", "approve")
    assert [timer.task for timer in play.view.timers] == [opened(play)[0].seq]


def timing_out():
    asked = slots("decide", "approve reject", "chair", binds=("subject",))
    deadline = Deadline(within=Duration(2, "wd"), timeout="reject")
    asked = replace(asked, slots=(replace(asked.slots[0], deadline=deadline, ladder=()),))
    return changed("review", branches=(asked,))


def test_a_declared_timeout_answers_in_the_name_of_the_clock():
    play = wait_until(new(timing_out()), NOW + timedelta(days=5))
    assert (play.view.outcome, play.view.decisions[-1].capacity) == ("rejected", "clock")


def test_before_the_declared_day_an_action_is_too_early():
    early = changed("review", not_before=parse_time_rule("data.starts + 30cd"))
    play = new(early, starts="2026-09-01")
    with pytest.raises(Refused) as refused:
        does(play, "chair", "approve")
    assert refused.value.refusals[0].code == "too_early"
    in_time = replace(play, now=datetime(2026, 10, 1, 0, 0, tzinfo=UTC))
    assert open_keys(does(in_time, "chair", "approve")) == ["review.dean"]


def test_a_waiting_case_goes_on_when_its_moment_comes():
    known = process().definition
    waiting = state("review", "wait", until=parse_time_rule("data.starts"), edges=edges(elapsed="cosign"))
    play = new(process(states={**known.states, "review": waiting}), starts="2026-09-10")
    assert open_keys(play) == []
    assert open_keys(wait_until(play, datetime(2026, 9, 11, tzinfo=UTC))) == ["cosign.legal", "cosign.money"]


def test_a_stopped_clock_stretches_the_deadline_of_the_case():
    stopped = changed("review", deadline=Deadline(clock="stopped"))
    play = new(process(states=stopped.definition.states, case_deadline=Duration(10, "wd")))
    before = play.view.due_at
    play = replace(play, now=play.now + timedelta(days=7))
    play = does(does(play, "chair", "approve"), "dean", "approve")
    assert play.view.due_at - before == timedelta(days=7)


def test_a_clock_that_comes_late_reminds_once_and_not_for_each_reminder_that_went_by():
    asked = slots("decide", "approve reject", "chair", binds=("subject",))
    reminders = tuple(Rung(f"remind.{n}", parse_time_rule(f"due + {n}wd"), "remind", "holder") for n in range(1, 5))
    asked = replace(asked, slots=(replace(asked.slots[0], ladder=reminders),))
    play = new(changed("review", branches=(asked,)))
    late = replace(play, now=FRIDAY + timedelta(days=10))
    told = []
    while (timer := next_timer(late)) is not None:
        late = act(late, Command(FIRE, CLOCK, timer=timer.seq, door="clock"))
        told += kinds(late)
    assert told == ["reminder"]


def test_a_clock_that_lags_behind_never_writes_a_step_before_the_last_one():
    play = does(replace(new(), now=NOW + timedelta(days=1)), "chair", "approve")
    play = does(replace(play, now=NOW), "dean", "approve")
    assert [step.at - NOW for step in play.steps] == [timedelta(0), timedelta(days=1), timedelta(days=1)]


def test_a_case_that_was_said_to_be_overdue_is_not_said_so_again_when_it_is_planned_anew():
    play = new(process(case_deadline=Duration(10, "wd")))
    late = wait_until(play, NOW + timedelta(days=30))
    assert late.view.due_at is not None
    assert late.view.due_at < late.now
    with pytest.raises(Refused, match="nothing_to_plan"):
        act(late, Command(REPLAN, CLOCK, door="clock"))
