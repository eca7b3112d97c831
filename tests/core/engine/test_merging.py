"""Cases are joined: one leads, the other ends as merged, and goes on by itself again while the first is undecided."""

from dataclasses import replace

import pytest

from tests.core.checking.building import end
from tests.core.engine.asking_stage import code_of, problem_of
from tests.core.engine.stage import NOW, does, new, open_keys, opened, process, replay
from workflow.core.case import Command
from workflow.core.deciding import decide, offers
from workflow.core.further import MergeRule
from workflow.core.machine import build_process
from workflow.core.merging import LET_GO, TAKE_IN
from workflow.core.playing import act
from workflow.core.world import Beside

RULE = MergeRule("chair", ("subject",), "decision", "merged")


def joining(rule=RULE):
    known = process().definition
    return build_process(replace(known, states={**known.states, "merged": end("merged")}, merge=rule))


def case(**given):
    return new(joining(), **given)


def lead_of(play, **more):
    """A second case that stands where the first does, with another number."""
    return Beside(play.process, replace(play.view, id=2, number="S-2", **more))


def beside(play, lead):
    return replace(play, world=replace(play.world, beside=lead))


def merges(play, lead, login="chair", **given):
    return does(beside(play, lead), login, "merge", into="S-2", **given)


def splits(play, lead, login="chair"):
    return does(beside(play, lead), login, "split")


def test_the_joined_case_ends_as_merged_and_names_the_leading_one():
    play = case()
    lead = lead_of(play)
    merged = merges(play, lead)
    assert (merged.view.state, merged.view.outcome, open_keys(merged)) == ("merged", "merged", [])
    named = {"case": 2, "number": "S-2", "head": lead.view.head}
    assert merged.steps[-1].facts["merged_into"] == named
    assert [task.cause for task in merged.steps[-1].closed] == ["merged"]
    assert {it.kind for it in merged.steps[-1].outgoing} == {"result"}


def test_the_leading_case_notes_whom_it_took_in_and_goes_on_as_it_was():
    play = case()
    noted = beside(play, Beside(play.process, replace(play.view, id=3, number="S-3")))
    person = play.world.directory.by_login["chair"]
    noted = act(noted, Command(TAKE_IN, person))
    assert noted.steps[-1].facts["took_in"]["number"] == "S-3"
    assert (open_keys(noted), noted.view.version) == (open_keys(play), play.view.version + 1)


@pytest.mark.parametrize("action", [TAKE_IN, LET_GO])
def test_nobody_says_so_of_a_case_alone(action):
    assert code_of(act, case(), Command(action, 1)) == "not_in_this_state"


def test_only_whoever_holds_the_task_of_both_joins_them():
    play = case()
    assert code_of(merges, play, lead_of(play), "dean") == "not_yours"
    later = does(play, "chair", "approve")
    assert code_of(merges, later, lead_of(play), "dean") == "not_in_this_state"
    assert problem_of(merges, play, Beside(play.process, replace(later.view, id=2, number="S-2"))) == [
        ("into", "lead_not_held")
    ]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"data": {"subject": "another"}}, "lead_differs"),
        ({"process": "other"}, "lead_of_other_kind"),
        ({"closed_at": NOW, "outcome": "approved"}, "lead_past_joining"),
    ],
)
def test_what_does_not_belong_together_is_not_joined(more, problem):
    play = case()
    assert problem_of(merges, play, lead_of(play, **more)) == [("into", problem)]


def test_a_case_does_not_lead_itself_and_a_number_must_be_one():
    play = case()
    assert problem_of(merges, play, Beside(play.process, play.view)) == [("into", "lead_of_other_kind")]
    assert problem_of(does, play, "chair", "merge", into="S-9") == [("into", "unknown_reference")]
    assert problem_of(does, play, "chair", "merge") == [("into", "required")]


def test_what_is_before_the_decider_is_joined_no_more():
    play = case()
    there = replay(play, "chair approve", "dean approve", "lawyer agree", "accountant agree", "officer submit")
    back = does(there, "president", "return", to="review", resume="rewalk")
    assert code_of(merges, back, lead_of(play)) == "too_late"
    assert problem_of(merges, play, lead_of(back)) == [("into", "lead_past_joining")]


def test_a_case_goes_on_by_itself_where_it_was_with_what_was_answered():
    play = does(case(), "chair", "approve")
    rule = replace(RULE, by="dean")
    play = replace(play, process=joining(rule))
    lead = Beside(play.process, replace(play.view, id=2, number="S-2"))
    again = splits(merges(play, lead, "dean"), lead, "dean")
    assert (again.view.state, again.view.closed_at, open_keys(again)) == ("review", None, ["review.dean"])
    assert [d.status for d in again.view.decisions if d.status != "void"] == ["live", "carried"]
    done = replay(again, "dean approve", "lawyer agree", "accountant agree", "officer submit", "president approve")
    assert done.view.outcome == "approved"


def test_a_case_is_split_only_while_the_leading_one_is_undecided_and_by_whoever_holds_it():
    play = case()
    lead = lead_of(play)
    merged = merges(play, lead)
    assert code_of(splits, merged, lead, "dean") == "not_yours"
    assert (
        code_of(splits, merged, replace(lead, view=replace(lead.view, closed_at=NOW, outcome="approved")))
        == "lead_decided"
    )
    assert code_of(does, beside(merged, None), "chair", "split") == "not_in_this_state"
    assert code_of(splits, play, lead) == "not_in_this_state"


def test_the_offers_say_the_same_as_what_happens():
    play = case()
    lead, chair = lead_of(play), play.world.directory.by_login["chair"]
    offered = {it.action: it for it in offers(play.process, play.view, chair, play.world, now=play.now)}
    assert [it.field for it in offered["merge"].input] == ["into", "reason"]
    merged = beside(merges(play, lead), lead)
    offered = {it.action: it for it in offers(merged.process, merged.view, chair, merged.world, now=merged.now)}
    assert (offered["split"].allowed, offered["split"].task) == (True, None)
    given = Command("split", chair, input={"reason": "x"}, saw=offered["split"].saw)
    assert (
        decide(merged.process, merged.view, given, merged.world, now=merged.now, seed=b"0" * 32).after.closed_at is None
    )


def test_only_those_whose_task_it_is_are_offered_it():
    play = case()
    for login in ("dean", "staff", "officer"):
        person = play.world.directory.by_login[login]
        assert "merge" not in {it.action for it in offers(play.process, play.view, person, play.world, now=play.now)}
    assert opened(play)
