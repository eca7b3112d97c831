"""Laws over random definitions that are sound by construction, and over small damages to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import approve, branch, choice, definition, edit, errors, parallel
from workflow.core.checking import check
from workflow.core.definition import Definition, Edge, State
from workflow.core.graph import all_moves, forward_moves

Draw = st.DrawFn
GUARDS = ("data.urgent", "data.level == 'college'", "data.amount > 1000", "data.kind == 'mou' or data.amount < 5")


class Plan:
    """States of a case laid end to end; `above` are those that whatever comes next has passed for certain."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.states: list[State] = []

    def fresh(self) -> str:
        return f"s{len(self.states)}_{self.draw(st.integers(0, 99))}"

    def run(self, name: str, after: str, above: tuple[str, ...], *, depth: int) -> None:
        """Fills `name` and whatever shall lie between it and `after`."""
        for _ in range(self.draw(st.integers(0, 3))):
            following = self.fresh() + "n"
            self.one(name, following, above, depth=depth)
            above, name = (*above, name), following
        self.states.append(approve(name, approve=after, return_=f"<{self.draw(st.sampled_from(above))}"))

    def one(self, name: str, after: str, above: tuple[str, ...], *, depth: int) -> None:
        kinds = ["approve", "edit", "parallel", "passed", *(["choice"] * 4 if depth else [])]
        kind = self.draw(st.sampled_from(kinds))
        back = f"<{self.draw(st.sampled_from((*above, name)))}"
        if kind == "approve":
            self.states.append(approve(name, approve=after, reject="rejected", return_=back))
        elif kind == "edit":
            self.states.append(edit(name, edits="kind amount", send=after, ask_again=back))
        elif kind == "passed":
            guard = self.draw(st.sampled_from(GUARDS))
            self.states.append(approve(name, when=guard, pass_to=after, approve=after, return_=back))
        elif kind == "parallel":
            asked = [branch("a"), branch("b", "agree return"), branch("c", when="data.urgent")]
            self.states.append(parallel(name, *asked, complete=after, return_=back))
        else:
            self.fork(name, after, above, depth=depth)

    def fork(self, name: str, after: str, above: tuple[str, ...], *, depth: int) -> None:
        left, right = name + "l", name + "r"
        self.states.append(choice(name, (self.draw(st.sampled_from(GUARDS)), left), ("else", right)))
        self.run(left, after, (*above, name), depth=depth - 1)
        self.run(right, after, (*above, name), depth=depth - 1)


@st.composite
def sound(draw: Draw) -> Definition:
    plan = Plan(draw)
    plan.run("first", "approved", ("draft",), depth=2)
    return definition(edit("draft", edits="kind level amount urgent", submit="first", discard="rejected"), *plan.states)


def with_edge(of: Definition, position: int, **changes: Any) -> Definition:
    """The definition with one of its edges changed."""
    edges = [(state, edge) for state in of.states.values() for edge in state.edges]
    state, edge = edges[position % len(edges)]
    changed = tuple(replace(each, **changes) if each is edge else each for each in state.edges)
    return replace(of, states={**of.states, state.name: replace(state, edges=changed)})


@given(sound())
def test_what_is_sound_by_construction_has_no_errors(process: Definition) -> None:
    assert errors(process) == set()


@given(sound(), st.integers(min_value=0))
def test_a_lost_target_is_an_error(process: Definition, position: int) -> None:
    assert errors(with_edge(process, position, to=("gone",))) == {("L02", "unknown_state")}


@given(sound(), st.integers(min_value=0))
def test_a_lost_edge_is_an_error(process: Definition, position: int) -> None:
    edges: list[tuple[State, Edge]] = [(state, edge) for state in process.states.values() for edge in state.edges]
    state, edge = edges[position % len(edges)]
    left = replace(state, edges=tuple(each for each in state.edges if each is not edge))
    assert errors(replace(process, states={**process.states, state.name: left}))


@given(sound())
def test_a_dead_loop_is_an_error(process: Definition) -> None:
    """The way to the approval leads back to the beginning instead, and there is no other end."""
    turned = {
        state.name: replace(
            state,
            edges=tuple(
                replace(edge, to=("first",), back=True) if edge.to[0] in {"approved", "rejected"} else edge
                for edge in state.edges
            ),
        )
        for state in process.states.values()
    }
    assert ("L04", "no_way_to_an_end") in errors(replace(process, states=turned))


@given(sound(), st.integers(min_value=0))
def test_a_way_back_that_does_not_say_so_is_an_error(process: Definition, position: int) -> None:
    back = [move for move in all_moves(process) if move.back]
    move = back[position % len(back)]
    state = process.states[move.source]
    hidden = tuple(replace(edge, back=False) if edge.outcome == move.name else edge for edge in state.edges)
    found = errors(replace(process, states={**process.states, state.name: replace(state, edges=hidden)}))
    assert ("L11", "goes_back_undeclared") in found


@given(sound())
def test_forward_moves_never_run_in_a_circle(process: Definition) -> None:
    order = {name: place for place, name in enumerate(_by_layers(process))}
    assert all(order[move.source] < order[move.target] for move in forward_moves(process))


def _by_layers(process: Definition) -> list[str]:
    """States so that each stands behind all that lead to it, found by taking away what nothing leads to."""
    left, found = set(process.states), []
    while left:
        targets = {move.target for move in forward_moves(process) if move.source in left}
        free = sorted(left - targets)
        assert free
        found += free
        left -= set(free)
    return found


@given(sound())
def test_checking_twice_says_the_same(process: Definition) -> None:
    assert check(process) == check(process)
