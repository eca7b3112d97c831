"""L03 and L06: guards that never decide, arms that are never taken, cases that find no arm."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import (
    FIELDS,
    approve,
    branch,
    choice,
    codes,
    definition,
    edit,
    errors,
    filled,
    guard,
    only,
    parallel,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.checking.tabulating import flat_fields, tabulate
from workflow.core.definition import Arm, Definition, State
from workflow.core.form import FieldSpec
from workflow.core.text import Text

MORE_FIELDS = (
    *FIELDS,
    filled("places", "int", required=True, minimum="1", maximum="10"),
    filled("begins", "date", required=True),
    filled("ends", "date", required=True),
    filled("remark", "text"),
    filled("tags", "multi", options="sea phd funded"),
    filled("grade", "enum", options="low high"),
)


def process(*arms: tuple[str, str]) -> Definition:
    ways = tuple(Arm(None if when == "else" else guard(when, MORE_FIELDS), to) for when, to in arms)
    sort = State("sort", "choice", Text("分流", "Sort"), arms=ways)
    return definition(edit("draft", submit="sort", edits="kind level"), sort, fields=MORE_FIELDS)


def skipping(when: str) -> Definition:
    needed = guard(when, MORE_FIELDS)
    review = approve("review", when="data.urgent", pass_to="approved", approve="approved")
    return definition(edit("draft", submit="review"), _with_guard(review, needed), fields=MORE_FIELDS)


def _with_guard(state: State, needed: object) -> State:
    return type(state)(**{name: getattr(state, name) for name in state.__slots__} | {"when": needed})


@pytest.mark.parametrize(
    "when",
    [
        "data.level == 'university' and data.level == 'college'",
        "data.places > 10",
        "data.urgent and not data.urgent",
        "data.amount > 100 and data.amount < 50",
        "data.begins > '2026-08-01' and data.begins < '2026-02-01'",
        "data.level is None",
    ],
)
def test_a_guard_that_is_never_true_is_found(when: str) -> None:
    assert errors(skipping(when)) == {("L06", "guard_never_true")}


@pytest.mark.parametrize(
    "when",
    [
        "data.places >= 1",
        "data.kind in ['mou', 'exchange']",
        "data.urgent or not data.urgent",
        "data.amount == data.amount",
    ],
)
def test_a_guard_that_is_never_false_is_found(when: str) -> None:
    assert errors(skipping(when)) == {("L06", "guard_never_false")}


@pytest.mark.parametrize(
    "when",
    [
        "data.kind == 'mou' and data.amount > 100",
        "data.amount > 100 and data.amount < 101",
        "'sea' in data.tags and 'phd' not in data.tags",
        "data.remark == 'x'",
        "data.begins < data.ends",
        "data.grade is None or data.grade == 'high'",
        "authority.meeting",
        "data.amount * data.places > 100000",
    ],
)
def test_a_guard_that_decides_is_sound(when: str) -> None:
    assert errors(skipping(when)) == set()


def test_what_is_only_sampled_is_never_called_impossible() -> None:
    found = skipping("data.amount * data.amount < 0")
    assert errors(found) == set()
    assert only(found, "guard_not_proved").severity == "info"


def test_a_branch_that_is_always_asked_needs_no_guard() -> None:
    block = parallel("block", branch("legal", when="data.urgent or not data.urgent"), complete="approved")
    found = only(definition(edit("draft", submit="block"), block), "guard_never_false")
    assert found.path == ("states", "block", "branches", "legal", "when")


@pytest.mark.parametrize(
    "arms",
    [
        [("data.amount < 100", "approved"), ("data.amount > 100", "rejected")],
        [("data.kind == 'mou'", "approved")],
        [("data.urgent", "approved"), ("not data.urgent and data.level == 'college'", "rejected")],
    ],
)
def test_a_case_that_finds_no_arm_is_shown(arms: list[tuple[str, str]]) -> None:
    assert errors(process(*arms)) == {("L06", "choice_gap")}


def test_the_gap_is_shown_with_values() -> None:
    found = only(process(("data.amount < 100", "approved"), ("data.amount > 100", "rejected")), "choice_gap")
    assert found.params["values"] == {"amount": 100}


@pytest.mark.parametrize(
    "arms",
    [
        [("data.kind == 'mou'", "approved"), ("data.kind == 'exchange'", "rejected")],
        [("data.amount < 100", "approved"), ("data.amount >= 100", "rejected")],
        [("authority.meeting", "approved"), ("not authority.meeting", "rejected")],
        [("data.kind == 'mou'", "approved"), ("else", "rejected")],
    ],
)
def test_arms_that_cover_everything_are_sound(arms: list[tuple[str, str]]) -> None:
    assert check(process(*arms)) == ()


@pytest.mark.parametrize(
    "arms",
    [
        [("data.amount > 0", "approved"), ("data.amount > 5", "rejected"), ("else", "cancelled")],
        [("data.urgent", "approved"), ("data.urgent and data.amount > 1", "rejected"), ("else", "cancelled")],
        [("data.kind == 'mou'", "approved"), ("data.kind == 'mou'", "rejected"), ("else", "cancelled")],
    ],
)
def test_an_arm_behind_a_wider_one_is_never_taken(arms: list[tuple[str, str]]) -> None:
    assert errors(process(*arms)) == {("L03", "case_never_taken")}


def test_an_else_that_nothing_reaches_is_a_warning() -> None:
    found = process(("data.urgent", "approved"), ("not data.urgent", "rejected"), ("else", "cancelled"))
    assert codes(found) == {("L03", "else_never_taken")}


def test_else_comes_last_and_once() -> None:
    found = process(("else", "approved"), ("data.urgent", "rejected"))
    assert errors(found) == {("L06", "else_not_last")}


def test_what_cannot_be_proved_to_be_covered_needs_an_else() -> None:
    found = process(("data.amount * 2 < 10", "approved"), ("data.amount * 2 >= 10", "rejected"))
    assert errors(found) == {("L06", "choice_needs_else")}


def test_a_choice_without_cases_is_found() -> None:
    assert ("L06", "choice_without_cases") in errors(process())


def test_too_many_combinations_are_said_and_not_guessed() -> None:
    wide = tuple(filled(f"f{n}", "enum", options=" ".join(f"o{m}" for m in range(9))) for n in range(4))
    fields: tuple[FieldSpec, ...] = (*FIELDS, *wide)
    first = guard(" and ".join(f"data.f{n} == 'o1'" for n in range(4)), fields)
    sort = State("sort", "choice", Text("分流", "Sort"), arms=(Arm(first, "approved"), Arm(None, "rejected")))
    found = definition(edit("draft", submit="sort"), sort, fields=fields)
    assert codes(found) == {("L06", "too_many_combinations"), ("L04", "too_many_combinations")}


def test_a_table_holds_both_sides_of_every_constant() -> None:
    table = tabulate([guard("data.places > 3", MORE_FIELDS)], dict(flat_fields(MORE_FIELDS)))
    assert table is not None
    assert {row.values[0] for row in table.rows} >= {1, 3, 4, 10}


def test_arms_of_a_single_choice_share_one_table() -> None:
    found = definition(edit("draft", submit="sort"), choice("sort", ("data.urgent", "approved"), ("else", "rejected")))
    assert check(found) == ()


@pytest.mark.parametrize(
    ("arms", "second"),
    [
        ((("data.amount <= 100", "approved"), ("data.amount >= 100", "rejected")), "data.amount >= 100"),
        ((("data.urgent", "approved"), ("not data.urgent or data.kind == 'mou'", "rejected")),
         "not data.urgent or data.kind == 'mou'"),
    ],
)  # fmt: skip
def test_arms_without_an_else_may_not_overlap(arms: tuple[tuple[str, str], ...], second: str) -> None:
    found = only(process(*arms), "cases_overlap")
    assert (found.rule, found.severity, found.path) == ("L06", "error", ("states", "sort", "cases", 1))
    assert found.params["guards"] == (arms[0][0], second)


def test_with_an_else_the_first_arm_that_fits_counts() -> None:
    arms = (("data.amount > 100", "approved"), ("data.amount > 10", "rejected"), ("else", "approved"))
    assert errors(process(*arms)) == set()


@given(st.lists(st.tuples(st.sampled_from(["<", "<=", "==", ">=", ">", "!="]), st.integers(0, 6)), max_size=4))
def test_gaps_and_overlaps_are_those_that_trying_every_amount_finds(asked: list[tuple[str, int]]) -> None:
    """Amounts in halves, from below the least constant to above the greatest."""
    arms = [(f"data.amount {sign} {bound}", "approved") for sign, bound in asked]
    fitting = [
        sum(guard(when, MORE_FIELDS).truth({"data": {"amount": Decimal(half) / 2}}) for when, _ in arms)
        for half in range(-4, 20)
    ]
    found = errors(process(*arms))
    assert (("L06", "choice_gap") in found or not arms) == (0 in fitting)
    assert (("L06", "cases_overlap") in found) == any(count > 1 for count in fitting)
