"""L04 and L05: whatever a case comes to, an end can be reached, and blocks come to theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import (
    FIELDS,
    approve,
    branch,
    choice,
    definition,
    edit,
    end,
    errors,
    filled,
    only,
    parallel,
    slot,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.definition import Branch, Definition, Join, State
from workflow.core.form import FieldSpec
from workflow.core.text import Text

LABEL = Text("示範", "Sample")


def looping_unless(
    *arms: tuple[str, str], edits: str = "", fields: tuple[FieldSpec, ...] = FIELDS, **more: Any
) -> Definition:
    """draft → sort → (arms); `again` edits and goes to sort once more."""
    again = edit("again", send="<sort", edits=edits)
    draft = edit("draft", submit="sort", edits="kind level amount urgent")
    return definition(draft, choice("sort", *arms, fields=fields), again, fields=fields, **more)


@pytest.mark.parametrize(
    "states",
    [
        (edit("draft", submit="a", discard="approved"), edit("a", send="b"), edit("b", send="<a")),
        (edit("draft", submit="a", discard="approved"), edit("a", again="<a")),
        (edit("draft", submit="a", discard="approved"), approve("a", approve="b", return_="b"), edit("b", send="<a")),
    ],
)
def test_a_loop_without_a_way_out_is_found(states: tuple[State, ...]) -> None:
    assert errors(definition(*states)) == {("L04", "no_way_to_an_end")}


def test_the_states_of_the_trap_are_named() -> None:
    trap = definition(edit("draft", submit="a", discard="approved"), edit("a", send="b"), edit("b", send="<a"))
    assert only(trap, "no_way_to_an_end").params == {"states": ("a", "b")}


@pytest.mark.parametrize(
    "found",
    [
        looping_unless(("data.level == 'university'", "again"), ("else", "approved")),
        looping_unless(("data.amount > 100", "again"), ("else", "approved"), edits="kind"),
        looping_unless(
            ("data.urgent", "again"), ("data.kind == 'mou'", "approved"), ("else", "rejected"), edits="kind"
        ),
        looping_unless(("authority.meeting", "again"), ("else", "approved"), edits="kind"),
    ],
)
def test_a_loop_that_some_data_never_leave_is_found(found: Definition) -> None:
    assert errors(found) == {("L04", "no_way_to_an_end_with")}


def test_the_data_that_never_end_are_shown() -> None:
    found = only(looping_unless(("data.urgent", "again"), ("else", "approved")), "no_way_to_an_end_with")
    assert found.params == {"states": ("sort", "again"), "values": {"urgent": True}}


@pytest.mark.parametrize(
    "found",
    [
        looping_unless(("data.level == 'university'", "again"), ("else", "approved"), edits="level"),
        looping_unless(("data.amount > 100", "again"), ("else", "approved"), edits="amount kind"),
        looping_unless(("authority.meeting", "again"), ("else", "approved"), authority_at="act"),
        looping_unless(
            ("data.region == 'near'", "again"),
            ("else", "approved"),
            edits="partner",
            fields=(
                *FIELDS,
                filled("partner", "ref", required=True),
                filled("region", "enum", options="near far", lookup="partner.region", required=True),
            ),
        ),
    ],
)
def test_a_loop_that_can_change_its_data_is_left(found: Definition) -> None:
    assert check(found) == ()


def test_a_group_that_is_edited_changes_its_parts() -> None:
    terms = filled("terms", "group", fields=(filled("waiver", "bool", required=True),))
    states = (
        edit("draft", submit="sort", edits="terms"),
        choice("sort", ("data.urgent", "again"), ("else", "approved")),
        edit("again", send="<sort", edits="terms.waiver urgent"),
    )
    assert check(definition(*states, fields=(*FIELDS, terms))) == ()


def test_withdrawal_is_no_completion() -> None:
    trap = definition(edit("draft", submit="a", discard="approved"), edit("a", again="<a"), end("cancelled"))
    assert ("L04", "no_way_to_an_end") in errors(trap)


def block(*branches: Branch, join: Join | None = None, **to: str) -> Definition:
    return definition(edit("draft", submit="block"), parallel("block", *branches, join=join, **to))


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (block(branch("a"), branch("b"), join=Join("count", 3), complete="approved"), "join_out_of_reach"),
        (block(branch("a"), branch("b"), join=Join("count", 0), complete="approved"), "join_out_of_reach"),
        (
            block(branch("a", "reject"), branch("b"), complete="approved", reject="rejected"),
            "branch_cannot_complete",
        ),
        (block(branch("a"), Branch("b", LABEL, ()), complete="approved"), "branch_without_slots"),
        (block(branch("a"), branch("b", ""), branch("c"), complete="approved"), "slot_without_outcomes"),
        (block(branch("a"), branch("a"), complete="approved"), "slot_twice"),
    ],
)
def test_a_block_that_cannot_come_to_its_end_is_found(found: Definition, code: str) -> None:
    assert ("L05", code) in errors(found)
    assert {rule for rule, _ in errors(found)} == {"L05"}


def test_any_one_branch_that_completes_is_enough_for_a_join_of_any() -> None:
    found = block(branch("a", "reject"), branch("b"), join=Join("any"), complete="approved", reject="rejected")
    assert errors(found) == set()


def test_a_block_always_says_where_its_normal_end_leads() -> None:
    found = block(branch("a", "stop"), stop="approved")
    assert ("L05", "block_without_complete") in errors(found)


def test_an_end_does_not_go_on() -> None:
    going_on = replace(end("approved"), branches=edit("x", send="x").branches)
    assert ("L05", "end_goes_on") in errors(definition(edit("draft", submit="approved"), going_on))


def test_a_slot_belongs_to_the_branch_that_holds_it() -> None:
    astray = Branch("a", LABEL, (slot("a", "agree", branch="b", kind="opinion", binds=("kind",)),))
    assert errors(block(astray, complete="approved")) == {("L05", "slot_of_other_branch")}


def test_a_waiting_that_nothing_ends_is_found() -> None:
    waiting = replace(edit("hold", elapsed="approved"), type="wait", branches=())
    assert ("L04", "wait_never_ends") in errors(definition(edit("draft", submit="hold"), waiting))
