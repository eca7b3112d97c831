"""A definition as a graph: who leads where, what lies ahead, which states nobody can avoid.

A *forward* move leads on. All others go back: edges that say so, and moves to a state that no path to their
source avoids.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from workflow.core.definition import Definition, State

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[Node, Sequence[Node]]


@dataclass(frozen=True, slots=True)
class Move:
    """One way out of a state. `name` is an edge's outcome or an arm's position; `automatic`: nobody is asked."""

    source: str
    target: str
    kind: Literal["edge", "arm", "pass"]
    name: str = ""
    back: bool = False
    automatic: bool = False


def moves_of(state: State) -> Iterator[Move]:
    """Edges, arms and the way past what is not needed; neither withdrawal nor what the owner may do."""
    skippable = state.type == "parallel" and all(branch.when is not None for branch in state.branches)
    for edge in state.edges:
        automatic = skippable and edge.outcome == "complete"
        for target in edge.to:
            yield Move(state.name, target, "edge", name=edge.outcome, back=edge.back, automatic=automatic)
    for position, arm in enumerate(state.arms):
        yield Move(state.name, arm.to, "arm", name=str(position), automatic=True)
    if state.pass_to is not None:
        yield Move(state.name, state.pass_to, "pass", automatic=True)


def all_moves(definition: Definition) -> tuple[Move, ...]:
    return tuple(move for state in definition.states.values() for move in moves_of(state))


def graph_of(moves: Iterable[Move], nodes: Iterable[str]) -> Graph[str]:
    """Moves to a state that is not among `nodes` are left out."""
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for move in moves:
        if move.target in following and move.target not in following[move.source]:
            following[move.source].append(move.target)
    return {node: tuple(targets) for node, targets in following.items()}


def forward_moves(definition: Definition) -> tuple[Move, ...]:
    declared = tuple(move for move in all_moves(definition) if not move.back)
    above = dominators(graph_of(declared, definition.states), definition.start)
    return tuple(move for move in declared if move.target not in above.get(move.source, frozenset()))


def ahead_of(definition: Definition) -> Mapping[str, frozenset[str]]:
    """For each state those that can follow it without going back; itself only in an unsound definition."""
    graph = graph_of(forward_moves(definition), definition.states)
    return {state: reachable(graph, graph[state]) for state in graph}


def reachable(graph: Graph[Node], starts: Iterable[Node], within: Container[Node] | None = None) -> frozenset[Node]:
    """The starts and whatever can be reached from them, on ways that stay `within` the given states."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        following = graph.get(waiting.pop(), ())
        fresh = [node for node in following if node not in seen and (within is None or node in within)]
        seen.update(fresh)
        waiting.extend(fresh)
    return frozenset(seen)


def path_avoiding(graph: Graph[Node], start: Node, goal: Node, avoided: Node) -> tuple[Node, ...] | None:
    """A shortest path from `start` to `goal` that does not touch `avoided`; None if there is none."""
    if avoided in {start, goal}:
        return None
    came: dict[Node, Node | None] = {start: None}
    waiting = [start]
    for node in waiting:
        if node == goal:
            return tuple(reversed(list(_traced(came, goal))))
        for following in graph.get(node, ()):
            if following != avoided and following not in came:
                came[following] = node
                waiting.append(following)
    return None


def reversed_graph(graph: Graph[Node]) -> Graph[Node]:
    before: dict[Node, list[Node]] = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets:
            before.setdefault(target, []).append(node)
    return {node: tuple(sources) for node, sources in before.items()}


def dominators(graph: Graph[Node], start: Node) -> Mapping[Node, frozenset[Node]]:
    """For each state that can be reached, the states on every path to it from the start, itself included."""
    order = _settled(graph, start)
    order.reverse()
    before = reversed_graph(graph)
    everything = frozenset(order)
    above: dict[Node, frozenset[Node]] = dict.fromkeys(order, everything)
    above[start] = frozenset({start})
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            shared = frozenset.intersection(*(above[source] for source in before[node] if source in above))
            if (now := shared | {node}) != above[node]:
                above[node], changed = now, True
    return above


def loops(graph: Graph[Node]) -> tuple[frozenset[Node], ...]:
    """The strongly connected parts in which one can come back: several nodes, or one that leads to itself."""
    before = reversed_graph(graph)
    left = set(graph)
    parts: list[frozenset[Node]] = []
    for root in reversed(_settled(graph, *graph)):
        if root in left:
            part = reachable(before, (root,), within=left)
            left -= part
            if len(part) > 1 or root in graph[root]:
                parts.append(part)
    return tuple(parts)


def _settled(graph: Graph[Node], *starts: Node) -> list[Node]:
    """Nodes in the order in which a depth-first walk is done with them."""
    done: list[Node] = []
    seen: set[Node] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        walk = [(start, iter(graph.get(start, ())))]
        while walk:
            node, following = walk[-1]
            fresh = next((target for target in following if target not in seen), None)
            if fresh is None:
                done.append(node)
                walk.pop()
            else:
                seen.add(fresh)
                walk.append((fresh, iter(graph.get(fresh, ()))))
    return done


def _traced(came: Mapping[Node, Node | None], goal: Node) -> Iterator[Node]:
    at: Node | None = goal
    while at is not None:
        yield at
        at = came[at]
