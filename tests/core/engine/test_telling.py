"""Urging is rationed and moves nothing; being told asks nothing and shows what the view says."""

from dataclasses import replace

import pytest

from tests.core.engine.stage import NOW, changed, deputise, does, new, opened, process, replay
from workflow.core.authority import owners
from workflow.core.case import Command
from workflow.core.checking import check
from workflow.core.deciding import offers
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.further import Urging
from workflow.core.playing import act, wait_until
from workflow.core.presenting import View
from workflow.core.visibility import sight

TO_COSIGN = ("chair approve", "dean approve")
TO_FORM = (*TO_COSIGN, "lawyer agree", "accountant agree")
EVERY_TWO = Urging(Duration(2, "wd"))


def urging():
    return process(urging=EVERY_TWO)


def refusal(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0]


def told(play, kind):
    names = {person.id: person.login for person in play.world.directory.people.values()}
    return {names[outgoing.recipient] for outgoing in play.steps[-1].outgoing if outgoing.kind == kind}


def sees(play, login):
    return sight(
        play.process.definition, play.view, play.world.directory, play.world.directory.by_login[login], play.now
    )


def offered(play, login):
    actor = play.world.directory.by_login[login]
    return {o.action: o for o in offers(play.process, play.view, actor, play.world, now=play.now)}


def bare(play, login, action):
    return act(play, Command(action, play.world.directory.by_login[login]))


def test_the_applicant_urges_everybody_who_has_the_case_with_their_deputies():
    play = deputise(replay(new(urging()), *TO_COSIGN), "dean", "lawyer")
    before = [task.due_at for task in opened(play)]
    play = bare(play, "staff", "remind")
    assert told(play, "urged") == {"lawyer", "accountant", "dean"}
    assert [task.due_at for task in opened(play)] == before


def test_once_in_so_many_working_days_for_each_task_and_the_refusal_says_when_again():
    play = bare(new(urging()), "staff", "remind")
    again = refusal(bare, play, "staff", "remind")
    assert (again.code, again.params["again"]) == ("urged_already", NOW.replace(hour=16, day=2))
    play = does(play, "chair", "approve")
    play = bare(play, "staff", "remind")
    assert told(play, "urged") == {"dean"}
    assert told(bare(wait_until(play, again.params["again"]), "staff", "remind"), "urged") == {"dean"}


def test_the_owner_urges_and_nobody_else_and_nobody_himself():
    assert told(bare(new(urging()), "office_head", "remind"), "urged") == {"chair"}
    assert refusal(bare, new(urging()), "dean", "remind").code == "not_yours"
    back = does(new(urging()), "chair", "return", resume="rewalk")
    assert refusal(bare, back, "staff", "remind").code == "nobody_to_urge"
    assert "remind" not in offered(new(urging()), "dean")


def test_without_a_rule_nobody_urges():
    assert refusal(bare, new(), "staff", "remind").code == "not_in_this_state"
    assert "remind" not in offered(new(), "staff")


def informing(**more):
    known = changed("consolidate", may=("inform",)).definition
    views = {"informed": View("informed", fields=("subject",), documents=(), opinions=False)}
    return process(states=known.states, views=views, **more)


def test_who_is_told_sees_what_the_view_says_and_has_no_duty():
    play = replay(new(informing()), *TO_FORM)
    assert sees(play, "president") is None
    play = does(play, "officer", "inform", who="president")
    assert told(play, "informed") == {"president"}
    assert sees(play, "president").fields == {"subject"}
    assert [task.key for task in opened(play)] == ["main"]
    assert does(play, "officer", "submit").view.state == "decision"


def test_a_post_is_told_whoever_holds_it_and_deputies_see_nothing_by_it():
    play = replay(new(informing()), *TO_FORM)
    play = does(play, "officer", "inform", who="president@school")
    assert sees(play, "president").fields == {"subject"}
    assert refusal(does, play, "president", "comment").code == "not_yours"


def test_noting_is_free_once_and_also_after_the_end():
    play = does(replay(new(informing()), *TO_FORM), "officer", "inform", who="lawyer@office")
    assert "acknowledge" in offered(play, "lawyer")
    noted = bare(play, "lawyer", "acknowledge")
    assert noted.view.informed[0].noted == (play.world.directory.by_login["lawyer"],)
    assert refusal(bare, noted, "lawyer", "acknowledge").code == "noted_already"
    assert refusal(bare, play, "chair", "acknowledge").code == "not_informed"
    ended = does(does(play, "staff", "withdraw"), "staff", "comment")
    assert bare(ended, "lawyer", "acknowledge").view.informed[0].noted


def test_telling_nobody_or_the_same_again_is_corrected():
    play = replay(new(informing()), *TO_FORM)
    with pytest.raises(Invalid, match="required"):
        does(play, "officer", "inform")
    play = does(play, "officer", "inform", who="chair")
    with pytest.raises(Invalid, match="informed_already"):
        does(play, "officer", "inform", who="chair")


def test_an_auditor_sees_every_case_by_his_view_and_nothing_without_one_being_named():
    plain = informing()
    assert sees(new(plain), "accountant") is None
    named = process(
        states=plain.definition.states, auditors=("accountant",), views={"auditor": View("auditor", fields=("amount",))}
    )
    assert sees(new(named), "accountant").fields == {"amount"}


def test_the_head_who_may_deal_a_task_out_sees_the_case():
    known = process().definition
    other = replace(known.actors["head"], post="president", of="school")
    play = replay(new(process(actors={**known.actors, "head": other})), *TO_FORM)
    head = play.world.directory.by_login["office_head"]
    assert head not in {
        holder.person for holder in owners(play.process.definition, play.view, play.world.directory, NOW.date())
    }
    assert sees(play, "office_head") is not None
    assert sees(does(play, "officer", "submit"), "office_head") is None


def test_a_view_for_auditors_whom_nobody_is_named_for_is_said():
    assert "auditors_missing" in {
        finding.code for finding in check(process(views={"auditor": View("auditor")}).definition)
    }
