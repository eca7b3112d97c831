"""What an answer means after a case has moved to a version that calls its slot otherwise."""

from dataclasses import replace

from tests.core.checking.building import edges
from tests.core.engine.stage import TOPIC, back, changed, does, new, open_keys, replay, slots
from tests.core.engine.test_going_back import decision
from tests.core.engine.test_taking_back import code_of
from workflow.core.case import CLOCK, Command
from workflow.core.definition import Join
from workflow.core.machine import build_process
from workflow.core.mapping import command_input, moves_between
from workflow.core.migrating import DOOR, MIGRATE
from workflow.core.playing import act

VOTERS = ("chair", "dean", "legal")


def moved(play, state, key, to, **more):
    """To a version in which a slot has another key."""
    before = play.process.definition
    known = before.states[state]
    branches = tuple(
        replace(b, slots=tuple(replace(s, key=to, **more) if s.key == key else s for s in b.slots))
        for b in known.branches
    )
    states = {**before.states, state: replace(known, branches=branches)}
    after = replace(before, version=2, sha256="2" * 64, states=states)
    given = command_input(before, after, moves_between(before, after, [(f"{state}.{key}", f"{state}.{to}")]))
    play = replace(play, process=build_process(after))
    return act(play, Command(MIGRATE, CLOCK, input=given, door=DOOR))


def test_whoever_did_not_confirm_under_the_old_name_may_confirm_under_the_new_one():
    play = replay(new(), "chair approve", "dean approve", "lawyer disagree", "accountant agree")
    play = does(does(play, "officer", "submit", text="second"), "lawyer", "return")
    play = does(moved(play, "cosign", "legal", "law"), "officer", "submit", text="third")
    assert open_keys(play) == ["decision.cosign.law"]
    play = does(play, "lawyer", "agree")
    assert (open_keys(play), decision(play, "cosign", "law").outcome) == (["decision.president"], "disagree")


def test_whoever_must_vouch_for_more_under_a_new_name_confirms_what_he_answered_under_the_old_one():
    play = replay(new(), "chair approve", "dean approve", "lawyer disagree", "accountant agree")
    play = does(moved(play, "cosign", "legal", "law", binds=("text", "subject")), "officer", "submit")
    assert open_keys(play) == ["decision.cosign.law"]
    play = does(play, "lawyer", "agree")
    assert (open_keys(play), decision(play, "cosign", "law").outcome) == (["decision.president"], "disagree")


def test_a_vote_counts_under_the_new_name_of_whoever_gave_it():
    one_each = (slots("decide", "approve return reject", who, branch=who, binds=TOPIC) for who in VOTERS)
    vote = changed("review", branches=tuple(one_each), join=Join("count", 2))
    play = moved(replay(new(vote), "chair approve"), "review", "chair", "head")
    assert play.view.visits["review"].voters == ("head", "dean", "legal")
    assert does(play, "dean", "approve").view.state == "cosign"


def test_a_return_that_made_void_what_has_another_name_now_is_not_taken_back():
    behind = (*edges(approve="done", reject="rejected"), back("return", "draft", keep="none"))
    play = replay(new(changed("decision", edges=behind)), "chair approve", "dean approve", "lawyer agree")
    play = replay(play, "accountant agree", "officer submit", "president return")
    assert code_of(does, moved(play, "review", "chair", "head"), "president", "take_back") == "nothing_to_take_back"
    assert open_keys(does(play, "president", "take_back")) == ["decision.president"]
