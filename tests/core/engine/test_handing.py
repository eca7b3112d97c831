"""Duty moves: handed on by a holder, dealt out by the desk; never to whoever may not decide, never out of the unit."""

from dataclasses import replace

import pytest

from tests.core.engine.stage import ACTORS, changed, deputise, does, new, opened, process, replay
from workflow.core.authority import present
from workflow.core.case import Command
from workflow.core.deciding import offers
from workflow.core.errors import Invalid, Refused
from workflow.core.playing import act

TO_COSIGN = ("chair approve", "dean approve")
TO_FORM = (*TO_COSIGN, "lawyer agree", "accountant agree")


def handing(name, **more):
    return changed(name, may=("transfer",), **more)


def at_form():
    return replay(new(handing("consolidate")), *TO_FORM)


def people(play, task):
    names = {person.id: person.login for person in play.world.directory.people.values()}
    return [names[p] for holder in task.holders for p in present(play.world.directory, holder, play.now.date())]


def refused(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0].code


def told(play, kind):
    names = {person.id: person.login for person in play.world.directory.people.values()}
    return {names[outgoing.recipient] for outgoing in play.steps[-1].outgoing if outgoing.kind == kind}


def offered(play, login, action):
    actor = play.world.directory.by_login[login]
    return [o for o in offers(play.process, play.view, actor, play.world, now=play.now) if o.action == action]


def test_whoever_takes_a_task_has_it_alone_and_both_sides_are_told():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    (task,) = opened(play)
    assert people(play, task) == ["lawyer"]
    assert (task.holders[0].post, task.holders[0].unit) == ("lawyer", "office")
    assert told(play, "handed_over") == {"lawyer"}
    assert told(play, "no_longer_needed") == {"officer.2"}
    assert play.steps[-1].facts["handed"] == {"from": "officer@office", "to": task.holders[0].principal()}


def test_what_was_handed_on_does_not_come_back():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    assert refused(does, play, "officer", "submit") == "not_yours"
    assert refused(does, play, "officer.2", "claim") == "not_in_this_state"
    assert does(play, "lawyer", "submit").view.state == "decision"


def test_the_duty_can_be_handed_on_again():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    play = does(play, "lawyer", "transfer", who="accountant")
    assert people(play, opened(play)[0]) == ["accountant"]


def test_nobody_below_or_outside_can_take_it():
    play = at_form()
    for whom in ("staff", "dean", "president", "nobody"):
        with pytest.raises(Invalid):
            does(play, "officer", "transfer", who=whom)
    above = replay(new(handing("cosign")), *TO_COSIGN)
    with pytest.raises(Invalid):
        does(above, "lawyer", "transfer", who="officer")


def test_a_reason_is_needed():
    play = at_form()
    with pytest.raises(Invalid):
        act(play, Command("transfer", play.world.directory.by_login["officer"], input={"who": "lawyer"}))


def test_who_may_not_decide_cannot_take_it_and_without_anybody_it_is_refused():
    apart = process().definition.constraints[0]
    play = new(handing("review"))
    assert refused(does, play, "chair", "transfer", who="staff") == "nobody_to_take"
    twice = replace(apart, states=("cosign", "consolidate"))
    play = replay(new(changed("consolidate", may=("transfer",))), *TO_FORM)
    definition = replace(play.process.definition, constraints=(twice,))
    play = replace(play, process=type(play.process)(**{**_parts(play.process), "definition": definition}))
    with pytest.raises(Invalid):
        does(play, "officer", "transfer", who="lawyer")


def _parts(known):
    return {name: getattr(known, name) for name in known.__dataclass_fields__}


def test_a_deputy_hands_on_and_the_absent_one_is_told():
    play = deputise(replay(new(handing("cosign")), *TO_COSIGN), "dean", "lawyer")
    play = does(play, "dean", "transfer", who="accountant")
    assert "lawyer" in told(play, "no_longer_needed")


def test_the_deputy_of_whoever_took_it_may_answer():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    play = deputise(play, "accountant", "lawyer")
    assert does(play, "accountant", "submit").view.decisions[-1].on_behalf_of == play.world.directory.by_login["lawyer"]


def test_a_claim_is_respected():
    play = does(at_form(), "officer.2", "claim")
    assert refused(does, play, "officer", "transfer", who="lawyer") == "claimed"


def test_only_a_state_that_says_so_lets_a_task_be_handed_on():
    play = replay(new(), *TO_FORM)
    assert refused(does, play, "officer", "transfer", who="lawyer") == "not_in_this_state"
    assert offered(play, "officer", "transfer") == []
    assert [o.allowed for o in offered(at_form(), "officer", "transfer")] == [True]


def test_a_decision_that_was_handed_on_is_signed_in_the_post_of_whoever_took_it():
    play = replay(new(handing("cosign")), *TO_COSIGN)
    play = does(play, "lawyer", "transfer", who="accountant")
    (task,) = (task for task in opened(play) if task.key == "legal")
    play = act(play, Command("agree", play.world.directory.by_login["accountant"], task=task.seq))
    given = play.view.decisions[-1]
    assert (given.key, given.post, given.unit) == ("legal", "accountant", "office")


def test_who_handed_the_next_task_on_took_it_up_so_that_nothing_is_taken_back():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    assert refused(does, play, "accountant", "take_back") == "already_taken_up"


def test_the_head_of_the_unit_deals_a_task_out_and_takes_it_from_who_claimed_it():
    play = does(replay(new(), *TO_FORM), "officer", "claim")
    play = does(play, "office_head", "reassign", who="officer.2")
    (task,) = opened(play)
    assert task.claimed_by == play.world.directory.by_login["officer.2"]
    assert (told(play, "handed_over"), told(play, "no_longer_needed")) == ({"officer.2"}, {"officer"})
    assert does(play, "officer.2", "submit").view.state == "decision"


def test_nobody_else_deals_out_and_only_members_of_the_pool_are_given_the_task():
    play = replay(new(), *TO_FORM)
    assert refused(does, play, "dean", "reassign", who="officer") == "not_yours"
    with pytest.raises(Invalid):
        does(play, "office_head", "reassign", who="lawyer")
    assert offered(play, "dean", "reassign") == []
    assert [o.allowed for o in offered(play, "office_head", "reassign")] == [True]


def test_a_desk_that_the_actor_names_deals_out_too():
    actors = {**ACTORS, "officer": replace(ACTORS["officer"], desk="accountant")}
    play = replay(new(process(actors=actors)), *TO_FORM)
    play = does(play, "accountant", "reassign", who="officer.2")
    assert opened(play)[0].claimed_by == play.world.directory.by_login["officer.2"]


def test_dealing_out_brings_a_task_back_into_its_pool():
    play = does(at_form(), "officer", "transfer", who="lawyer")
    play = does(play, "office_head", "reassign", who="officer")
    (task,) = opened(play)
    assert people(play, task) == ["officer", "officer.2"]
    assert told(play, "no_longer_needed") == {"lawyer"}
