"""The graph questions that the checks and the engine ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import approve, choice, definition, edit
from workflow.core.graph import ahead_of, dominators, forward_moves, loops, path_avoiding, reachable

DIAMOND = {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}
NAMES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, max_size=3, unique=True)).map(
    lambda drawn: {name: tuple(drawn.get(name, ())) for name in "abcdef"}
)


def test_only_what_all_paths_share_dominates() -> None:
    assert dominators(DIAMOND, "a")["d"] == {"a", "d"}


def test_what_cannot_be_reached_has_no_dominators() -> None:
    assert set(dominators({**DIAMOND, "x": ("d",)}, "a")) == set("abcd")


def test_reachable_stays_within_the_given_states() -> None:
    assert reachable(DIAMOND, ["a"], within={"b"}) == {"a", "b"}


def test_loops_are_found_and_single_steps_are_none() -> None:
    graph = {"a": ("b",), "b": ("c",), "c": ("b", "d"), "d": ("d",), "e": ("a",)}
    assert set(loops(graph)) == {frozenset("bc"), frozenset("d")}


def test_a_path_avoiding_the_only_gate_does_not_exist() -> None:
    assert path_avoiding(DIAMOND, "a", "d", "b") == ("a", "c", "d")
    assert path_avoiding({"a": ("b",), "b": ("c",), "c": ()}, "a", "c", "b") is None


@given(GRAPHS)
def test_a_dominator_is_exactly_what_no_path_avoids(graph: dict[str, tuple[str, ...]]) -> None:
    for node, above in dominators(graph, "a").items():
        avoidable = {at for at in graph if path_avoiding(graph, "a", node, at)}
        assert above == (frozenset(dominators(graph, "a")) - avoidable) & reachable_or_self(graph, node)


def reachable_or_self(graph: dict[str, tuple[str, ...]], node: str) -> frozenset[str]:
    """Where one can get to `node` from."""
    return frozenset(at for at in graph if node in reachable(graph, [at]))


@given(GRAPHS)
def test_two_states_share_a_loop_exactly_if_each_reaches_the_other(graph: dict[str, tuple[str, ...]]) -> None:
    beyond = {node: reachable(graph, graph[node]) for node in graph}
    parts = loops(graph)
    for one in graph:
        for other in graph:
            together = any({one, other} <= part for part in parts)
            assert together == (other in beyond[one] and one in beyond[other])


def test_what_lies_ahead_leaves_out_the_ways_back() -> None:
    process = definition(
        edit("draft", submit="review"),
        approve("review", approve="decision", return_="<draft"),
        approve("decision", approve="approved", return_="<review"),
    )
    ahead = ahead_of(process)
    assert ahead["review"] == {"decision", "approved"}
    assert ahead["draft"] == {"review", "decision", "approved"}


def test_an_arm_that_leads_back_is_no_forward_move() -> None:
    process = definition(edit("draft", submit="sort"), choice("sort", ("data.urgent", "draft"), ("else", "approved")))
    assert ("sort", "draft") not in {(move.source, move.target) for move in forward_moves(process)}
    assert ahead_of(process)["sort"] == {"approved"}
