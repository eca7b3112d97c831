"""L15 and L16: the search for people against the naive one that tries everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from workflow.core.checking.separating import Apart, Used, pairs, satisfiable, strandable

USED = st.frozensets(st.integers(1, 5), min_size=1, max_size=2)
WAYS = st.lists(st.lists(USED, max_size=5), min_size=1, max_size=4)


def edges(count: int) -> st.SearchStrategy[Apart]:
    possible = list(combinations(range(count), 2))
    drawn = st.lists(st.sampled_from(possible), unique=True) if possible else st.just([])
    return drawn.map(lambda chosen: pairs(count, chosen))


CASES = WAYS.flatmap(lambda ways: st.tuples(st.just(ways), edges(len(ways))))


def assignments(ways: Sequence[Sequence[Used]], apart: Apart) -> Iterator[tuple[Used, ...]]:
    """All of them, one after the other."""
    for chosen in product(*ways):
        if not any(chosen[a] & chosen[b] for a, others in apart.items() for b in others):
            yield chosen


@given(CASES)
def test_people_are_found_exactly_where_trying_everything_finds_them(case: tuple[list[list[Used]], Apart]) -> None:
    ways, apart = case
    assert satisfiable(ways, apart) == any(True for _ in assignments(ways, apart))


@given(CASES)
def test_a_choice_strands_the_last_exactly_where_trying_everything_finds_one(
    case: tuple[list[list[Used]], Apart],
) -> None:
    ways, apart = case
    last = len(ways) - 1
    before = sorted(apart[last])
    among = pairs(len(before), [(i, j) for i, a in enumerate(before) for j, b in enumerate(before) if b in apart[a]])
    stranded = any(
        all(way & frozenset().union(*chosen) for way in ways[last])
        for chosen in assignments([ways[slot] for slot in before], among)
    )
    assert strandable(ways, apart, last, range(last)) == (bool(ways[last]) and stranded and bool(before))


def test_a_large_office_is_no_large_search() -> None:
    pool = [frozenset({person}) for person in range(200)]
    everybody_apart = pairs(20, list(combinations(range(20), 2)))
    assert satisfiable([pool] * 20, everybody_apart)
    assert not strandable([pool] * 20, everybody_apart, 19, range(19))
