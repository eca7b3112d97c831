"""L13: what is read was written before, on every way; compared with walking every way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import LABEL, approve, choice, definition, edit, errors, filled, guard, only
from workflow.core.checking.assigning import check_assigned, unset_on_the_way
from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Definition, Edge, State
from workflow.core.graph import ahead_of
from workflow.core.timerules import parse_time_rule

FIELDS = (
    filled("kind", "enum", options="mou exchange", required=True, default=None),
    filled("amount", "money", required=True, default=None),
    filled("remark", default=None),
    filled("starts", "date", required=True, default=None),
)
MISSING = {("L13", "may_be_unset")}


def process(*states: State, fields: Any = FIELDS) -> Definition:
    return definition(*states, fields=fields)


def reading(guard_: str, first: State, *more: State, fields: Any = FIELDS) -> Definition:
    return process(
        first, choice("sort", (guard_, "rejected"), ("else", "approved"), fields=fields), *more, fields=fields
    )


def test_a_required_field_that_was_filled_in_may_be_read() -> None:
    assert errors(reading("data.amount > 100", edit("draft", edits="amount", submit="sort"))) == set()


def test_a_field_that_nobody_fills_in_may_not_be_read() -> None:
    found = reading("data.amount > 100", edit("draft", edits="kind", submit="sort"))
    assert errors(found) == MISSING
    assert only(found, "may_be_unset").params == {"name": "data.amount", "way": ("draft", "sort")}


def test_a_field_that_may_stay_empty_may_not_be_read_unasked() -> None:
    draft = edit("draft", edits="remark", submit="sort")
    assert errors(reading("data.remark == 'x'", draft)) == MISSING
    assert errors(reading("data.remark is not None and data.remark == 'x'", draft)) == set()
    assert errors(reading("data.remark is None or data.remark == 'x'", draft)) == set()


def test_a_default_fills_what_nobody_fills_in() -> None:
    fields = (*FIELDS[:1], filled("amount", "money", default="0"))
    assert errors(reading("data.amount > 100", edit("draft", edits="kind", submit="sort"), fields=fields)) == set()


def test_a_field_required_under_a_condition_may_be_read_under_it() -> None:
    rule = guard("data.kind == 'exchange'", FIELDS[:1])
    fields = (FIELDS[0], filled("places", "int", default=None, required_when=rule))
    draft = edit("draft", edits="kind places", submit="sort")
    assert errors(reading("data.kind == 'exchange' and data.places > 3", draft, fields=fields)) == set()
    assert errors(reading("data.kind == 'mou' and data.places > 3", draft, fields=fields)) == MISSING


def test_a_return_need_not_fill_the_form_and_so_may_clear_it() -> None:
    """The way back to `sort` goes through a state whose editor left the amount empty and returned the case."""
    draft = edit("draft", edits="amount", submit="sort")
    check_ = edit("check", edits="amount", finish="approved", return_="<sort")
    found = process(draft, choice("sort", ("data.amount > 100", "check"), ("else", "approved"), fields=FIELDS), check_)
    assert errors(found) == MISSING
    assert only(found, "may_be_unset").params["way"] == ("draft", "sort", "check", "sort")


def test_a_straight_return_counts_what_was_filled_in_before_it() -> None:
    draft = edit("draft", edits="kind remark", submit="fill")
    fill = edit("fill", edits="amount", submit="decide")
    decide = approve("decide", approve="sort", return_="<draft")
    straight = replace(decide, edges=(decide.edges[0], Edge("return", ("draft",), back=True, resume="direct")))
    sort = choice("sort", ("data.amount > 100", "rejected"), ("else", "approved"), fields=FIELDS)
    assert errors(process(draft, fill, straight, sort)) == set()


def test_a_moment_to_wait_for_is_known() -> None:
    wait = State("wait", "wait", LABEL, edges=edit("x", elapsed="approved").edges, until=parse_time_rule("data.starts"))
    assert errors(process(edit("draft", edits="kind", submit="wait"), wait)) == MISSING
    assert errors(process(edit("draft", edits="starts", submit="wait"), wait)) == set()


@pytest.mark.parametrize(("anchor", "wanted"), [("draft.decided + 3wd", set()), ("late.decided + 3wd", MISSING)])
def test_a_moment_of_a_state_wants_that_state_on_every_way(anchor: str, wanted: object) -> None:
    wait = State("wait", "wait", LABEL, edges=edit("x", elapsed="approved").edges, until=parse_time_rule(anchor))
    late = approve("late", approve="wait")
    first = edit("draft", edits="kind", submit="wait", other="late")
    assert errors(process(first, wait, late)) == wanted


def test_what_an_answer_asks_for_must_come_with_every_answer_that_leads_here() -> None:
    wait = State("wait", "wait", LABEL, edges=edit("x", elapsed="approved").edges, until=parse_time_rule("input.day"))
    asking = edit("draft", submit="wait")
    (one,) = asking.branches[0].slots
    asked = replace(one.outcomes[0], input=(filled("day", "date", required=True),))
    given_ = replace(asking.branches[0], slots=(replace(one, outcomes=(asked,)),))
    assert errors(process(asking, wait)) == MISSING
    assert errors(process(replace(asking, branches=(given_,)), wait)) == set()


NAMES = ("a", "b", "c", "d")


@st.composite
def graphs(draw: st.DrawFn) -> Definition:
    """Four states that edit or approve, with ways anywhere, of which some go back."""
    states = []
    for name in NAMES:
        edits = draw(st.sampled_from(["", "amount", "remark", "kind amount"]))
        targets = draw(st.lists(st.sampled_from((*NAMES, "approved", "rejected")), min_size=1, max_size=3, unique=True))
        codes = dict(zip(draw(st.permutations(["go", "on", "return_"])), targets, strict=False))
        ways = {code: f"<{to}" if draw(st.booleans()) and to in NAMES else to for code, to in codes.items()}
        states.append(edit(name, edits=edits, **ways))
    return process(*states)


def walks(of: Definition, name: str, is_set: bool = False, depth: int = 6, state: str = "a") -> Iterator[str]:
    """The states entered with the field unset, by trying every way of a few steps and every filling-in."""
    if not is_set:
        yield state
    if depth == 0:
        return
    here = of.states[state]
    required = {"amount": True, "remark": False}[name]
    for edge in here.edges:
        edited = name in here.branches[0].slots[0].edits
        must = edge.outcome != "return" and edge.to[0] != "rejected"
        after = {True} if edited and required and must else {is_set, False} if edited else {is_set}
        for each in after:
            yield from walks(of, name, each, depth - 1, edge.to[0])


@given(graphs(), st.sampled_from(["amount", "remark"]))
def test_the_states_entered_unset_are_those_that_walking_every_way_finds(of: Definition, name: str) -> None:
    fields = dict(flat_fields(of.fields))
    assert set(unset_on_the_way(of, fields, f"data.{name}", ahead_of(of))) == set(walks(of, name))


@given(graphs(), st.sampled_from(["amount", "remark"]))
def test_the_way_that_is_told_can_be_walked(of: Definition, name: str) -> None:
    for state, way in unset_on_the_way(of, dict(flat_fields(of.fields)), f"data.{name}", ahead_of(of)).items():
        assert (way[0], way[-1]) == ("a", state)
        assert all(any(to in edge.to for edge in of.states[at].edges) for at, to in pairwise(way))


def test_nothing_is_said_of_a_definition_without_guards() -> None:
    assert list(check_assigned(process(edit("draft", submit="approved")), {})) == []
