"""Which track in the gutter beside a column each line runs on; lines to one target share theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.core.drawing_parts import ENTRY, GAP, TRACK, Link, Shelf, Track

Lanes = Mapping[Track, int]
"""The lane of each track, 0 next to the boxes."""


@dataclass(frozen=True, slots=True)
class Gutters:
    """The lanes on both sides of each column."""

    left: tuple[Lanes, ...]
    right: tuple[Lanes, ...]


def gutters_for(columns: int, links: Iterable[Link], shelf: Shelf) -> Gutters:
    """Lanes so that no two tracks which run past each other are on the same one."""
    found: dict[str, list[dict[Track, list[float]]]] = {
        side: [{} for _ in range(columns)] for side in ("left", "right")
    }
    for link in links:
        for side, column, heights in _needed(link, shelf):
            found[side][column].setdefault(link.track, []).extend(heights)
    return Gutters(tuple(map(_lanes, found["left"])), tuple(map(_lanes, found["right"])))


def count(lanes: Lanes) -> int:
    return max(lanes.values(), default=-1) + 1


def _needed(link: Link, shelf: Shelf) -> Iterator[tuple[Literal["left", "right"], int, tuple[float, float]]]:
    """The tracks that a line needs: on which side of which column, between which heights."""
    source, target = shelf.rows[link.source], shelf.rows[link.target]
    begins, ends = source.y + link.height, target.y + ENTRY
    here, there = shelf.place[link.source], shelf.place[link.target]
    if link.kind == "back":
        level = shelf.above.get(link.target, 0.0)
        if here == there:
            yield "left", here, (begins, ends)
        else:
            yield "left", here, (begins, level)
            yield "left", there, (level, ends)
    elif here == there:
        yield "right", here, (begins, ends)
    elif link.kind == "next":
        yield "right", here, (source.y + source.height + GAP / 2, shelf.turn)
    elif there == here + 1:
        yield "left", there, (begins, ends + TRACK)
    else:
        level = shelf.below[link.target]
        yield "right", here, (begins, level)
        yield "left", there, (level, ends + TRACK)


def _lanes(tracks: Mapping[Track, Sequence[float]]) -> dict[Track, int]:
    """Short tracks come first, next to the boxes."""
    given: dict[Track, int] = {}
    taken: list[list[tuple[float, float]]] = []
    for target, heights in sorted(tracks.items(), key=lambda item: (max(item[1]) - min(item[1]), item[0])):
        span = (min(heights) - TRACK, max(heights) + TRACK)
        lane = next((at for at, spans in enumerate(taken) if all(_apart(span, other) for other in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        given[target] = lane
    return given


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
