"""L02 and L03 without data: names lead somewhere, everything can be reached, everything declared is used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import (
    approve,
    branch,
    choice,
    definition,
    edit,
    end,
    errors,
    only,
    parallel,
    slot,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.definition import Definition, State
from workflow.core.further import VisitBound, Withdraw
from workflow.core.timerules import parse_time_rule

DRAFT = edit("draft", submit="review")
REVIEW = approve("review", approve="approved", reject="rejected", return_="<draft")
CLEAN = definition(DRAFT, REVIEW)


def with_state(state: State) -> Definition:
    return replace(CLEAN, states={**CLEAN.states, state.name: state})


def wait(until: str = "entered + 3wd", **to: str) -> State:
    return replace(edit("hold", **to), type="wait", branches=(), until=parse_time_rule(until))


def test_a_sound_definition_has_no_findings() -> None:
    assert check(CLEAN) == ()


@pytest.mark.parametrize(
    "broken",
    [
        replace(CLEAN, start="drafft"),
        with_state(approve("review", approve="aproved", reject="rejected", return_="<draft")),
        with_state(approve("review", when="data.urgent", pass_to="nowhere", approve="approved")),
        with_state(replace(REVIEW, visits=VisitBound(5, "nowhere"))),
        replace(CLEAN, withdraw=Withdraw("review", "nowhere")),
        definition(DRAFT, choice("review", ("data.urgent", "nowhere"), ("else", "approved"))),
    ],
)
def test_a_name_that_leads_nowhere_is_the_only_finding(broken: Definition) -> None:
    assert errors(broken) == {("L02", "unknown_state")}


def test_an_unknown_state_comes_with_what_was_probably_meant() -> None:
    found = only(with_state(approve("review", approve="aproved")), "unknown_state")
    assert (found.params, found.hint) == ({"name": "aproved"}, "approved")
    assert found.path == ("states", "review", "next", "approve")


def test_somebody_must_be_able_to_approve() -> None:
    rejecting = replace(CLEAN, states={**CLEAN.states, "approved": end("approved", "lapsed")})
    assert errors(rejecting) == {("L02", "no_approved_end")}


def test_what_may_be_passed_says_where_to() -> None:
    assert errors(with_state(approve("review", when="data.urgent", approve="approved"))) == {("L02", "pass_to_missing")}


@pytest.mark.parametrize(
    "lost",
    [
        edit("lost", submit="review"),
        approve("lost", approve="approved", return_="<lost"),
        end("lost", "lapsed"),
    ],
)
def test_a_state_to_which_nothing_leads_is_found(lost: State) -> None:
    assert errors(with_state(lost)) == {("L03", "state_unreachable")}


def test_withdrawal_and_the_end_of_a_bound_reach_their_states() -> None:
    withdrawn = with_state(end("withdrawn", "cancelled"))
    assert errors(replace(withdrawn, withdraw=Withdraw("review", "withdrawn"))) == set()
    assert "cancelled" in CLEAN.states


@pytest.mark.parametrize(
    "review",
    [
        replace(REVIEW, edges=REVIEW.edges[:2]),
        replace(REVIEW, edges=REVIEW.edges[1:]),
        replace(wait(elapsed="approved"), name="review", edges=edit("x", other="approved").edges),
        parallel("review", branch("legal", "agree return"), complete="approved"),
    ],
)
def test_an_outcome_without_a_way_is_found(review: State) -> None:
    found = errors(definition(DRAFT, review)) - {("L03", "outcome_never_given")}
    assert found - {("L03", "state_unreachable")} == {("L03", "outcome_leads_nowhere")}


@pytest.mark.parametrize(
    "review",
    [
        replace(REVIEW, edges=(*REVIEW.edges, *edit("x", defer="approved").edges)),
        replace(REVIEW, edges=(*REVIEW.edges, *edit("x", complete="approved").edges)),
        parallel("review", branch("legal"), complete="approved", stop="rejected"),
    ],
)
def test_a_way_that_nobody_can_choose_is_found(review: State) -> None:
    assert errors(definition(DRAFT, review)) == {("L03", "outcome_never_given")}


def test_leaving_at_once_is_offered_by_some_branch_and_has_its_way() -> None:
    asking = [branch("legal", "agree stop"), branch("accounting")]
    sound = parallel("review", *asking, leave_on="stop", complete="approved", stop="rejected")
    assert errors(with_state(sound)) == set()
    lacking = parallel("review", *asking, leave_on="stop halt", complete="approved", stop="rejected")
    assert errors(with_state(lacking)) == {("L03", "leave_on_not_offered")}


def test_a_way_past_a_state_that_is_always_needed_is_found() -> None:
    assert errors(with_state(replace(REVIEW, pass_to="approved"))) == {("L03", "pass_to_without_when")}


def test_the_last_answer_of_a_list_may_leave_by_the_common_way() -> None:
    chair, dean = slot("chair", "approve conditional reject"), slot("dean", "approve conditional reject")
    listed = replace(REVIEW.branches[0], slots=(chair, dean))
    bound = tuple(replace(each, binds=("kind",)) for each in listed.slots)
    review = approve("review", approve="approved", reject="rejected")
    assert errors(with_state(replace(review, branches=(replace(listed, slots=bound),)))) == set()
