"""The lines of a picture from corner to corner, once every box and every track has its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.core.drawing_parts import DROP, ENTRY, GAP, STRIP, TRACK, Line, Link, Point, Shelf
from workflow.core.drawing_tracks import Gutters


@dataclass(frozen=True, slots=True)
class Frame:
    """`starts` and `widths` are those of the columns."""

    shelf: Shelf
    starts: Sequence[float]
    widths: Sequence[float]
    gutters: Gutters

    def plain(self, link: Link) -> Line:
        source, target = self.shelf.rows[link.source], self.shelf.rows[link.target]
        x = self.starts[self.shelf.place[link.source]] + (DROP if link.kind == "next" else STRIP)
        return Line(link, ((x, source.y + source.height), (x, target.y)))

    def line(self, link: Link) -> Line:
        here, there = self.shelf.place[link.source], self.shelf.place[link.target]
        if link.kind == "next":
            return self._to_next_column(link, here, there)
        return self._back(link, here, there) if link.kind == "back" else self._ahead(link, here, there)

    def _to_next_column(self, link: Link, here: int, there: int) -> Line:
        source, target = self.shelf.rows[link.source], self.shelf.rows[link.target]
        begins, ends, lane = self.starts[here] + DROP, self.starts[there] + DROP, self._right(link, here)
        low, high = source.y + source.height + GAP / 2, self.shelf.turn
        corners = ((begins, low), (lane, low), (lane, high), (ends, high))
        return Line(link, ((begins, source.y + source.height), *corners, (ends, target.y)))

    def _back(self, link: Link, here: int, there: int) -> Line:
        source, target = self._left_of(link.source), self._left_of(link.target)
        begins, ends = self.shelf.rows[link.source].y + link.height, self.shelf.rows[link.target].y + ENTRY
        lane, last = self._left(link, here), self._left(link, there)
        way: tuple[Point, ...] = ((lane, ends),)
        if here != there:
            level = self.shelf.above[link.target]
            way = ((lane, level), (last, level), (last, ends))
        return Line(link, ((source, begins), (lane, begins), *way, (target, ends)), (lane, begins))

    def _ahead(self, link: Link, here: int, there: int) -> Line:
        source, target = self.shelf.rows[link.source], self.shelf.rows[link.target]
        leaves, begins = self.starts[here] + source.x + source.width, source.y + link.height
        if here == there:
            lane, ends = self._right(link, here), target.y + ENTRY
            arrives = self.starts[there] + target.x + target.width
            return Line(link, ((leaves, begins), (lane, begins), (lane, ends), (arrives, ends)), (lane, begins))
        ends, arrives, last = target.y + ENTRY + TRACK, self._left_of(link.target), self._left(link, there)
        if there == here + 1:
            return Line(link, ((leaves, begins), (last, begins), (last, ends), (arrives, ends)), (last, begins))
        lane, level = self._right(link, here), self.shelf.below[link.target]
        corners = ((lane, begins), (lane, level), (last, level), (last, ends))
        return Line(link, ((leaves, begins), *corners, (arrives, ends)), (lane, begins))

    def _left(self, link: Link, column: int) -> float:
        return self.starts[column] - TRACK * (self.gutters.left[column][link.track] + 1)

    def _right(self, link: Link, column: int) -> float:
        return self.starts[column] + self.widths[column] + TRACK * (self.gutters.right[column][link.track] + 1)

    def _left_of(self, name: str) -> float:
        return self.starts[self.shelf.place[name]] + self.shelf.rows[name].x
