"""More time is a small approval of its own: who grants it follows from how far it goes, and the limits hold."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.stage import LADDER, NOW, changed, deputise, does, new, opened, replay, slots
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command
from workflow.core.checking import check
from workflow.core.deciding import offers
from workflow.core.definition import Deadline
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.extensions import ExtensionRule, Tier
from workflow.core.further import HoldRule
from workflow.core.playing import act, wait_until
from workflow.core.replanning import REPLAN

TO_FORM = ("chair approve", "dean approve", "lawyer agree", "accountant agree")
RULE = ExtensionRule(3, 10, 25, "cd", (Tier("head", 10), Tier("dean", 20), Tier("president")))


def at_form(rule=RULE, **more):
    deadline = Deadline(Duration(3, "wd"), extend=rule)
    only = slots("edit", "submit ask_again", "officer", edits=("text", "amount"))
    only = replace(only, slots=(replace(only.slots[0], deadline=deadline, ladder=LADDER),))
    return replay(new(changed("consolidate", branches=(only,), **more)), *TO_FORM)


def task_of(play, key="main"):
    return next(task for task in opened(play) if task.key == key or (key == "+" and task.asked))


def due_day(play):
    return task_of(play).due_at.astimezone(TAIPEI).date().isoformat()


def answers(play, login, action):
    actor = play.world.directory.by_login[login]
    return act(play, Command(action, actor, task=task_of(play, "+").seq, input={"reason": "because"}))


def holders(play):
    return [holder.principal() for holder in task_of(play, "+").holders]


def refused(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0]


def told(play, kind):
    names = {person.id: person.login for person in play.world.directory.people.values()}
    return {names[outgoing.recipient] for outgoing in play.steps[-1].outgoing if outgoing.kind == kind}


def granted(play, login, days):
    return answers(does(play, "officer", "extend", days=days), login, "approve")


def test_granted_the_due_day_moves_and_whoever_asked_is_told():
    play = does(at_form(), "officer", "extend", days=7)
    asked = task_of(play, "+")
    assert (asked.kind, asked.position, holders(play)) == ("decide", "extension", ["office_head@office"])
    assert told(play, "extension") == {"office_head"}
    assert due_day(play) == "2026-09-04"
    play = answers(play, "office_head", "approve")
    assert due_day(play) == "2026-09-11"
    assert (task_of(play).course.extensions, task_of(play).course.extended) == (1, 7)
    assert told(play, "extended") == {"officer", "officer.2"}
    assert play.steps[-1].facts["days"] == "7cd"


def test_refused_nothing_moves_and_it_does_not_count():
    play = answers(does(at_form(), "officer", "extend", days=7), "office_head", "reject")
    assert (due_day(play), task_of(play).course.extensions) == ("2026-09-04", 0)
    assert told(play, "not_extended") == {"officer", "officer.2"}
    assert play.view.state == "consolidate"


def test_the_further_it_goes_in_all_the_higher_the_post_that_grants_it():
    play = granted(at_form(), "office_head", 10)
    play = does(play, "officer", "extend", days=10)
    assert holders(play) == ["dean@college"]
    play = does(answers(play, "dean", "approve"), "officer", "extend", days=5)
    assert holders(play) == ["president@school"]


def test_the_limits_say_how_much_is_left():
    play = at_form()
    for days in (0, 11):
        with pytest.raises(Invalid):
            does(play, "officer", "extend", days=days)
    play = granted(granted(play, "office_head", 10), "dean", 10)
    actor = play.world.directory.by_login["officer"]
    with pytest.raises(Invalid, match="too_large"):
        does(play, "officer", "extend", days=6)
    play = granted(play, "president", 5)
    assert refused(does, play, "officer", "extend", days=1).code == "extensions_used_up"
    twice = granted(at_form(replace(RULE, times=9, total=10)), "office_head", 10)
    assert refused(does, twice, "officer", "extend", days=1).params == {"within": "10cd"}
    made = offers(play.process, play.view, actor, play.world, now=play.now)
    assert [offer.allowed for offer in made if offer.action == "extend"] == [False]


def test_it_is_asked_for_before_the_due_day_has_passed_and_one_after_the_other():
    play = does(at_form(), "officer", "extend", days=3)
    assert refused(does, play, "officer", "extend", days=3).code == "extension_pending"
    late = wait_until(at_form(), NOW + timedelta(days=4))
    assert refused(does, late, "officer", "extend", days=3).code == "already_overdue"


def test_rungs_that_fired_stay_and_the_others_move():
    play = does(at_form(), "officer", "extend", days=7)
    play = wait_until(play, NOW + timedelta(days=4))
    play = answers(play, "office_head", "approve")
    after = wait_until(play, NOW + timedelta(days=16))
    fired = [step.facts["timer"]["rule"] for step in after.steps if "timer" in step.facts]
    assert fired.count("remind.due") == 1
    notified = next(step for step in after.steps if step.facts.get("timer", {}).get("rule") == "notify")
    assert notified.at.astimezone(TAIPEI).date().isoformat() == "2026-09-14"


def test_nobody_grants_it_to_himself_neither_as_a_deputy():
    own = replace(RULE, tiers=(Tier("head"),))
    play = at_form(own)
    play = does(does(play, "office_head", "reassign", who="officer"), "officer", "extend", days=3)
    play = deputise(play, "officer", "office_head")
    assert refused(answers, play, "officer", "approve").code == "self_approval"


def test_where_the_one_who_grants_asks_himself_it_goes_to_who_is_above():
    play = at_form(replace(RULE, tiers=(Tier("legal"),)), may=("transfer",))
    play = does(play, "officer", "transfer", who="lawyer")
    play = does(play, "lawyer", "extend", days=3)
    assert holders(play) == ["office_head@office"]


def test_answered_meanwhile_the_request_is_not_needed_any_more():
    play = does(does(at_form(), "officer", "extend", days=3), "officer", "submit")
    assert play.view.state == "decision"
    assert told(play, "no_longer_needed") == {"office_head"}


def test_whoever_asked_takes_the_request_back_and_may_ask_again():
    play = does(at_form(), "officer", "extend", days=3)
    actor = play.world.directory.by_login["officer"]
    play = act(play, Command("take_back", actor, task=task_of(play, "+").seq, input={"reason": "because"}))
    assert [task.key for task in opened(play)] == ["main"]
    assert holders(does(play, "officer", "extend", days=4)) == ["office_head@office"]


def test_what_was_granted_is_not_taken_back():
    play = granted(at_form(), "office_head", 7)
    assert refused(does, play, "office_head", "take_back").code == "has_effects"


def test_granted_while_the_clock_stands_still_it_counts_when_it_goes_on():
    play = does(at_form(may=("request_info",)), "officer", "extend", days=7)
    play = does(play, "officer", "request_info", who="staff")
    request = next(task for task in opened(play) if task.position == "extension")
    head, staff = (play.world.directory.by_login[login] for login in ("office_head", "staff"))
    play = act(play, Command("approve", head, task=request.seq))
    assert task_of(play).due_at is None
    play = act(play, Command("answered", staff, input={"reason": "because"}))
    assert due_day(play) == "2026-09-11"


def test_the_approver_of_an_extension_is_not_whoever_asks_for_it():
    play = at_form(replace(RULE, tiers=(Tier("officer"),)))
    assert "extension_by_holder" in {finding.code for finding in check(play.process.definition)}


def test_planned_again_a_day_that_was_held_and_put_off_stays_what_it_is():
    play = at_form(may=("hold",), hold=HoldRule(Duration(5, "wd")))
    play = granted(play, "office_head", 3)
    play = does(play, "officer", "hold", until="2026-09-07")
    play = granted(wait_until(play, NOW + timedelta(days=6)), "office_head", 4)
    before = due_day(play)
    with suppress(Refused):
        play = act(play, Command(REPLAN, CLOCK, door="clock"))
    assert due_day(play) == before
