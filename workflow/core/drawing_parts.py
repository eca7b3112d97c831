"""What a picture is made of once its boxes have places: heights, columns, tracks, lines; all lengths in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Point = tuple[float, float]
LineKind = Literal["next", "ahead", "back"]
Track = tuple[bool, str]
"""Lines in one direction (`True`: back) to one target."""

INDENT: Final = 26.0
TRACK: Final = 10.0
MARGIN: Final = 16.0
GAP: Final = 26.0
ENTRY: Final = 18.0
"""How far below its upper edge a line from the side meets a box."""
DROP: Final = 56.0
"""How far from the left edge of a column the line to the following box runs."""
STRIP: Final = 12.0
"""The same for a line that passes boxes which stand aside."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box to be placed."""

    name: str
    width: float
    height: float
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a height of one box to another box."""

    source: str
    target: str
    kind: LineKind
    height: float

    @property
    def track(self) -> Track:
        return (self.kind == "back", self.target)


@dataclass(frozen=True, slots=True)
class Placed:
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """`points` from the source to the arrow; `joint`: where it meets the track that it shares with others."""

    link: Link
    points: tuple[Point, ...]
    joint: Point | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    width: float
    height: float
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Heights of everything, before anything has a place from left to right; `x` of a box is that in its column."""

    rows: Mapping[str, Placed]
    place: Mapping[str, int]
    above: Mapping[str, float]
    below: Mapping[str, float]
    turn: float
