"""L07 and L23 for votes: every answer completes, and those against still say no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import DUE, LABEL, approve, definition, edges, edit, errors, slot
from workflow.core.definition import Branch, Definition, Join


def ballot(answers: str, **more: Any) -> Definition:
    """Three voters whose answers all complete, as they do when a file is read."""
    asked = [slot(it, answers, branch=it, binds=("kind",), **more) for it in ("first", "second", "third")]
    asked = [replace(it, outcomes=tuple(replace(each, completes=True) for each in it.outcomes)) for it in asked]
    voters = tuple(Branch(it.key, LABEL, (it,)) for it in asked)
    ways = edges(approve="approved", reject="rejected")
    review = replace(approve("review"), branches=voters, join=Join("percent", 50), edges=ways)
    return definition(edit("draft", submit="review"), review)


def test_a_vote_of_several_who_may_say_no_can_be_lost() -> None:
    assert errors(ballot("approve reject abstain")) == set()


def test_a_vote_of_several_who_may_only_say_yes_cannot_be_lost() -> None:
    assert ("L23", "vote_not_losable") in errors(ballot("approve"))


@pytest.mark.parametrize("silence", ["reject", "abstain"])
def test_silence_may_count_as_a_vote_against_or_as_an_abstention(silence: str) -> None:
    late = replace(DUE, timeout=silence)
    assert errors(ballot("approve reject abstain", deadline=late)) == set()


def test_silence_is_no_vote_in_favour() -> None:
    assert ("L07", "approved_by_silence") in errors(ballot("approve reject", deadline=replace(DUE, timeout="approve")))
