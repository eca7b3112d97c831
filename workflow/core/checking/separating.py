"""Slots that different people must answer: whether that is possible, and whether a choice can make it impossible.

This is the workflow satisfiability problem. It is hard in the number of slots only: a slot with more people than its
neighbours could use up is never the difficulty, so what is left to search is small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

Used = frozenset[int]
"""The people to whom one act is counted: at most the actor and the one stood in for."""

Apart = Mapping[int, frozenset[int]]
"""For each slot, by position, those that must be answered by others."""

_MOST_USED = 2


def pairs(count: int, apart: Collection[tuple[int, int]]) -> Apart:
    found: dict[int, set[int]] = {slot: set() for slot in range(count)}
    for first, second in apart:
        found[first].add(second)
        found[second].add(first)
    return {slot: frozenset(others) for slot, others in found.items()}


def satisfiable(ways: Sequence[Collection[Used]], apart: Apart) -> bool:
    """Whether each slot can be given one of its ways so that nobody is counted in two slots that are kept apart."""
    left = {slot: _least(each) for slot, each in enumerate(ways)}
    while easy := [slot for slot in left if _plenty(left[slot], len(apart[slot] & left.keys()))]:
        left = {slot: each for slot, each in left.items() if slot not in easy}
    return _assigned(left, apart)


def strandable(ways: Sequence[Collection[Used]], apart: Apart, last: int, before: Collection[int]) -> bool:
    """Whether those `before`, each choosing freely within the rules, can leave nobody for the slot `last`."""
    others = sorted(apart[last] & set(before))
    wanted = _least(ways[last])
    if not wanted or _plenty(wanted, len(others)):
        return False
    choices = {slot: _choices(ways[slot], frozenset().union(*wanted), len(apart[slot])) for slot in others}
    return _blocked(wanted, others, choices, apart, {})


def _least(ways: Collection[Used]) -> tuple[Used, ...]:
    """Without those that use more people than another."""
    distinct = sorted(set(ways), key=lambda way: (len(way), sorted(way)))
    kept: list[Used] = []
    for way in distinct:
        if not any(other <= way for other in kept):
            kept.append(way)
    return tuple(kept)


def _plenty(ways: Collection[Used], neighbours: int) -> bool:
    return len(_disjoint(ways)) > _MOST_USED * neighbours


def _disjoint(ways: Collection[Used]) -> list[Used]:
    """As many ways as a first look finds that share nobody: one person spoils no more than one of them."""
    taken: set[int] = set()
    found = []
    for way in sorted(ways, key=len):
        if not way & taken:
            taken |= way
            found.append(way)
    return found


def _assigned(left: Mapping[int, Collection[Used]], apart: Apart) -> bool:
    if not left:
        return True
    slot = min(left, key=lambda each: len(left[each]))
    rest = {other: ways for other, ways in left.items() if other != slot}
    return any(_assigned(_after(rest, apart[slot], way), apart) for way in left[slot])


def _after(rest: Mapping[int, Collection[Used]], kept_apart: frozenset[int], way: Used) -> Mapping[int, list[Used]]:
    return {
        other: [each for each in ways if other not in kept_apart or not each & way] for other, ways in rest.items()
    }  # fmt: skip


def _choices(ways: Collection[Used], wanted: Used, neighbours: int) -> Sequence[Used]:
    """Those that take something away; if there are enough others, nobody stands for all of them."""
    harmless = [way for way in ways if not way & wanted]
    harmful = [way for way in ways if way & wanted]
    return [*harmful, *([frozenset[int]()] if _plenty(harmless, neighbours) else harmless)]


def _blocked(
    wanted: Collection[Used], others: Sequence[int], choices: Mapping[int, Sequence[Used]], apart: Apart,
    chosen: Mapping[int, Used],
) -> bool:  # fmt: skip
    """Whether the others can choose so that every way that is still wanted is taken away."""
    if not others:
        return not wanted
    slot, rest = others[0], others[1:]
    return any(
        _blocked([each for each in wanted if not each & way], rest, choices, apart, {**chosen, slot: way})
        for way in _free(choices[slot], apart[slot], chosen)
    )


def _free(ways: Sequence[Used], kept_apart: frozenset[int], chosen: Mapping[int, Used]) -> Iterator[Used]:
    taken = frozenset[int]().union(*(way for slot, way in chosen.items() if slot in kept_apart))
    return (way for way in ways if not way & taken)
