"""What may be approved for several cases at once, and what the checks say of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import FIELDS, approve, branch, codes, definition, edit, only, parallel
from workflow.core.case import Asked
from workflow.core.definition import Definition, Edge, Requires, State
from workflow.core.together import approval_of

DRAFT = edit("draft", submit="review", edits="kind level draft_text")
REVIEW = approve("review", approve="approved", return_="<draft")


def process(review: State = REVIEW, **more: Any) -> Definition:
    return definition(DRAFT, review, **({"bulk": "approve"} | more))


def goes_together(found: Definition, key: str = "officer", kind: str = "decide", asked: Asked | None = None) -> bool:
    return approval_of(found, "review", key, kind, asked) is not None


def with_outcome(**more: Any) -> State:
    (only_branch,) = REVIEW.branches
    (slot,) = only_branch.slots
    outcomes = tuple(replace(it, **more) if it.code == "approve" else it for it in slot.outcomes)
    return replace(REVIEW, branches=(replace(only_branch, slots=(replace(slot, outcomes=outcomes),)),))


def test_an_approval_that_asks_for_nothing_goes_together_where_the_process_says_so() -> None:
    assert goes_together(process())
    assert not goes_together(process(bulk="off"))


def test_an_opinion_that_agrees_goes_together() -> None:
    assert goes_together(process(parallel("review", branch("legal"), complete="approved")), "legal", "opinion")


@pytest.mark.parametrize(
    "review",
    [
        with_outcome(reason=True),
        with_outcome(input=FIELDS[:1]),
        replace(REVIEW, requires=Requires(checklist="papers")),
        replace(REVIEW, requires=Requires(answer_each=("disagree",))),
        replace(REVIEW, edges=(Edge("approve", ("approved", "rejected")),)),
        approve("review", sign="approved"),
    ],
)
def test_an_approval_that_wants_something_given_is_given_alone(review: State) -> None:
    assert not goes_together(process(review))


def test_what_is_edited_is_not_approved_unread() -> None:
    (only_branch,) = REVIEW.branches
    slot = replace(only_branch.slots[0], edits=("level",))
    assert not goes_together(process(replace(REVIEW, branches=(replace(only_branch, slots=(slot,)),))))


@pytest.mark.parametrize("kind", ["reconfirm", "unblock", "edit"])
def test_other_tasks_than_the_decisions_of_a_state_are_done_alone(kind: str) -> None:
    assert not goes_together(process(), kind=kind)


def test_what_was_asked_for_beside_the_steps_is_done_alone() -> None:
    assert not goes_together(process(), asked=Asked(parent=1, by=1, position="before"))


def test_papers_that_would_be_approved_unread_are_pointed_out() -> None:
    found = process(approve("review", binds="kind draft_text", approve="approved"))
    assert only(found, "bulk_unread_papers").params == {"names": ("draft_text",)}
    assert only(found, "bulk_unread_papers").severity == "warning"
    assert ("L12", "bulk_unread_papers") not in codes(replace(found, bulk="off"))


def test_a_process_in_which_nothing_goes_together_is_told_so() -> None:
    assert ("L12", "bulk_for_nothing") in codes(process(with_outcome(reason=True)))
    assert ("L12", "bulk_for_nothing") not in codes(process())
