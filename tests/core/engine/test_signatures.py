"""What is signed, and by what the core knows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import changed, does, new, open_keys, process, replay, slots
from workflow.core.case import Command
from workflow.core.deciding import decide, offers
from workflow.core.decision import Step
from workflow.core.errors import Refused
from workflow.core.machine import Process
from workflow.core.playing import Play

SEED = bytes(32)


def signing() -> Process:
    """Legal signs its opinion; accounting does not."""
    legal = slots("opinion", "agree disagree", "legal", branch="legal", binds=("text",), signature="password")
    money = slots("opinion", "agree disagree", "money", branch="money", binds=("amount",))
    return changed("cosign", branches=(legal, money), edges=edges(complete="consolidate"))


def gives(play: Play, login: str, action: str, signed: str = "") -> Step:
    """As at a door: a play itself takes every signature as given."""
    command = replace(Command(action, play.world.directory.by_login[login], input={"reason": "so"}), signed=signed)
    return decide(play.process, play.view, command, play.world, now=play.now, seed=SEED)


def at_cosign() -> Play:
    return replay(new(signing()), "chair approve", "dean approve")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [it.code for it in refused.value.refusals]


def test_a_branch_is_signed_where_it_says_so_and_the_others_are_not():
    play = at_cosign()
    with pytest.raises(Refused) as refused:
        gives(play, "lawyer", "disagree")
    assert codes(refused) == ["signature_needed"]
    assert gives(play, "lawyer", "disagree", "password").decisions[0].signed == "password"
    assert gives(play, "accountant", "agree").decisions[0].signed == ""


def test_a_signature_that_nobody_asked_for_is_not_recorded():
    step = gives(at_cosign(), "accountant", "agree", "password")
    assert step.decisions[0].signed == ""
    assert "signed" not in step.facts


def test_whoever_may_not_decide_is_told_so_first():
    with pytest.raises(Refused) as refused:
        gives(at_cosign(), "dean", "agree")
    assert "signature_needed" not in codes(refused)


def test_confirming_a_signed_answer_is_signed_again():
    play = replay(at_cosign(), "lawyer agree", "accountant agree")
    play = does(play, "officer", "submit", text="second")
    assert open_keys(play) == ["decision.cosign.legal"]
    with pytest.raises(Refused) as refused:
        gives(play, "lawyer", "agree")
    assert codes(refused) == ["signature_needed"]
    assert gives(play, "lawyer", "agree", "password").facts["signed"] == "password"


def test_the_offer_names_the_signature_among_what_is_given():
    play = at_cosign()
    for login, wanted in (("lawyer", True), ("accountant", False)):
        offered = offers(play.process, play.view, play.world.directory.by_login[login], play.world, now=play.now)
        found = [it for it in offered if it.action == "agree" and it.allowed]
        assert ["signature" in {each.field for each in it.input} for it in found] == [wanted]


def test_an_answer_that_counts_again_keeps_its_signature():
    play = replay(at_cosign(), "lawyer agree", "accountant agree", "officer ask_again")
    carried = [it for it in play.view.decisions if it.status == "carried" and it.key == "legal"]
    assert [it.signed for it in carried] == ["password"]


def test_nothing_is_signed_unless_a_process_says_so():
    states = process().definition.states.values()
    assert {slot.signature for state in states for branch in state.branches for slot in branch.slots} == {""}
