"""L07 and L08: somebody is asked, silence never approves, and a deadline is named or denied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from tests.core.checking.building import (
    ACTORS,
    DUE,
    LABEL,
    NO_DEADLINE,
    approve,
    branch,
    definition,
    edit,
    errors,
    external,
    only,
    parallel,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.definition import ActorRule, Deadline, Definition, Nobody, Rung, State
from workflow.core.timerules import parse_time_rule


def process(review: State, **more: Any) -> Definition:
    return definition(edit("draft", submit="review"), review, **more)


REVIEW = approve("review", approve="approved", reject="rejected")


def with_slot(state: State, **changes: Any) -> State:
    """The state with its only slot changed."""
    (only_branch,) = state.branches
    (only_slot,) = only_branch.slots
    return replace(state, branches=(replace(only_branch, slots=(replace(only_slot, **changes),)),))


def silent(code: str, state: State = REVIEW) -> State:
    return with_slot(replace(state, deadline=None), deadline=replace(DUE, timeout=code))


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (process(with_slot(REVIEW, actor="rector")), "unknown_actor"),
        (process(REVIEW, nobody=Nobody("send_to", "rector")), "unknown_actor"),
        (process(REVIEW, nobody=Nobody(cast(Any, "approve"))), "nobody_may_not_approve"),
        (process(REVIEW, actors={**ACTORS, "officer": ActorRule("officer", LABEL, "pool")}), "actor_names_nobody"),
        (process(REVIEW, actors={**ACTORS, "officer": ActorRule("officer", LABEL, "authority")}), "actor_names_nobody"),
    ],
)
def test_whoever_is_asked_can_be_found(found: Definition, code: str) -> None:
    assert errors(found) == {("L07", code)}


def test_a_human_state_asks_somebody() -> None:
    assert ("L07", "nobody_is_asked") in errors(process(replace(REVIEW, branches=())))


@pytest.mark.parametrize(
    "review",
    [
        silent("approve"),
        silent("conditional", approve("review", conditional="approved", reject="rejected")),
        silent("agree", external("review", agree="approved", decline="rejected")),
        replace(REVIEW, deadline=replace(DUE, timeout="approve"), branches=with_slot(REVIEW, deadline=None).branches),
    ],
)
def test_silence_never_approves(review: State) -> None:
    assert errors(process(review)) == {("L07", "approved_by_silence")}


def test_silence_may_reject_or_leave_an_opinion_out() -> None:
    late = replace(DUE, timeout="not_ours")
    block = parallel("review", branch("legal", "agree not_ours", deadline=late), complete="approved")
    assert check(process(silent("reject"))) == check(process(block)) == ()


def test_the_silence_of_one_branch_points_at_that_branch() -> None:
    late = replace(DUE, timeout="agree")
    block = parallel("review", branch("legal", deadline=late), branch("accounting"), complete="approved")
    found = only(process(block), "approved_by_silence")
    assert found.path == ("states", "review", "branches", "legal", "deadline", "timeout")


@pytest.mark.parametrize(
    "review",
    [
        with_slot(replace(REVIEW, deadline=None), deadline=None),
        with_slot(replace(external("review", agreed="approved"), deadline=None), deadline=None),
        replace(parallel("review", branch("legal", deadline=None), complete="approved"), deadline=None),
    ],
)
def test_a_question_without_a_word_on_its_deadline_is_found(review: State) -> None:
    assert errors(process(review)) == {("L08", "deadline_missing")}


@pytest.mark.parametrize(
    "review",
    [
        with_slot(replace(REVIEW, deadline=None), deadline=NO_DEADLINE),
        replace(REVIEW, branches=with_slot(REVIEW, deadline=None).branches),
        external("review", agreed="approved", deadline=NO_DEADLINE),
        external("review", agreed="approved", late="rejected", deadline=replace(DUE, timeout="late")),
    ],
)
def test_a_deadline_of_the_state_of_the_slot_or_an_explicit_none_will_do(review: State) -> None:
    assert check(process(review)) == ()


@pytest.mark.parametrize("type_", ["external", "wait"])
@pytest.mark.parametrize("timeout", [None, "escalate_only"])
def test_others_may_not_be_waited_for_without_a_consequence(type_: Any, timeout: str | None) -> None:
    waiting = external("review", agreed="approved", deadline=replace(DUE, timeout=timeout))
    assert errors(process(replace(waiting, type=type_))) == {("L08", "timeout_missing")}


def test_a_ladder_is_a_consequence() -> None:
    rung = Rung("late", parse_time_rule("due + 2wd"), "notify", "superior")
    waiting = external("review", agreed="approved", deadline=Deadline(within=DUE.within))
    assert errors(process(with_slot(waiting, ladder=(rung,)))) == set()


@pytest.mark.parametrize(
    "review",
    [silent("vanish"), silent("agreed"), silent("late", external("review", agreed="approved"))],
)
def test_the_clock_can_only_give_answers_of_the_slot(review: State) -> None:
    assert errors(process(review)) == {("L08", "timeout_unknown")}


def test_the_clock_does_not_sign() -> None:
    signed = with_slot(silent("reject"), signature="password")
    assert errors(process(signed)) == {("L07", "clock_cannot_sign")}
    assert check(process(with_slot(REVIEW, signature="password"))) == ()
