"""Places for boxes and lines on a sheet: boxes stand below each other in columns, lines run in the gutters between.

Lines that go back leave and arrive on the left, lines that pass over boxes on the right. All lines to one target
share one track in a gutter, so that a picture has no more tracks than targets, and none crosses a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workflow.core.drawing_lines import Frame
from workflow.core.drawing_parts import GAP, INDENT, MARGIN, TRACK, Link, Node, Placed, Sheet, Shelf
from workflow.core.drawing_tracks import count, gutters_for

SHEET: Final = (1440.0, 1018.0)
"""Width and height to which a picture is fitted best: a wide window, and a sheet of A4 on its side."""
MOST_COLUMNS: Final = 6
LARGEST: Final = 1.15


def arrange(nodes: Sequence[Node], links: Sequence[Link]) -> Sheet:
    """The arrangement, in as many columns as let it appear largest on a sheet. `nodes` in reading order."""
    most = min(MOST_COLUMNS, max(1, len(nodes)))
    return max((_arranged(nodes, links, columns) for columns in range(1, most + 1)), key=_scale)


def _scale(sheet: Sheet) -> float:
    return min(SHEET[0] / sheet.width, SHEET[1] / sheet.height, LARGEST)


def _arranged(nodes: Sequence[Node], links: Sequence[Link], columns: int) -> Sheet:
    split = _split(nodes, columns)
    place = {node.name: column for column, several in enumerate(split) for node in several}
    crossing = [link for link in links if place[link.source] != place[link.target]]
    above = sorted({link.target for link in crossing if link.kind == "back"}, key=[n.name for n in nodes].index)
    below = sorted({link.target for link in crossing if _is_far(link, place)}, key=[n.name for n in nodes].index)
    top = MARGIN + TRACK * (len(above) + 2)
    rows = _rows(split, top)
    floor = max(box.y + box.height for box in rows.values()) + TRACK
    shelf = Shelf(
        rows=rows,
        place=place,
        above={name: MARGIN + TRACK * at for at, name in enumerate(above)},
        below={name: floor + TRACK * at for at, name in enumerate(below, start=1)},
        turn=top - TRACK,
    )
    return _routed(split, links, shelf, height=floor + TRACK * (len(below) + 1) + MARGIN)


def _split(nodes: Sequence[Node], columns: int) -> list[list[Node]]:
    """Consecutive parts, the highest as low as can be."""
    low, high = max(node.height for node in nodes), sum(node.height + GAP for node in nodes)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(nodes, middle)) <= columns else (middle, high)
    return _filled(nodes, high)


def _filled(nodes: Sequence[Node], most: float) -> list[list[Node]]:
    found: list[list[Node]] = [[]]
    used = 0.0
    for node in nodes:
        if found[-1] and used + node.height > most:
            found.append([])
            used = 0.0
        found[-1].append(node)
        used += node.height + GAP
    return found


def _rows(split: Sequence[Sequence[Node]], top: float) -> dict[str, Placed]:
    rows = {}
    for several in split:
        y = top
        for node in several:
            x = INDENT if node.aside else 0.0
            rows[node.name] = Placed(node.name, x, y, node.width - x, node.height)
            y += node.height + GAP
    return rows


def _is_far(link: Link, place: Mapping[str, int]) -> bool:
    return link.kind != "back" and place[link.target] > place[link.source] + 1


def _routed(split: Sequence[Sequence[Node]], links: Sequence[Link], shelf: Shelf, *, height: float) -> Sheet:
    plain = {link for link in links if _is_plain(link, split, shelf)}
    gutters = gutters_for(len(split), [link for link in links if link not in plain], shelf)
    widths = [max(node.width for node in several) for several in split]
    starts: list[float] = []
    x = 0.0
    for column, width in enumerate(widths):
        x += MARGIN + TRACK * (count(gutters.left[column]) + 1)
        starts.append(x)
        x += width + TRACK * (count(gutters.right[column]) + 1)
    frame = Frame(shelf, starts, widths, gutters)
    boxes = tuple(
        Placed(box.name, starts[shelf.place[box.name]] + box.x, box.y, box.width, box.height)
        for box in shelf.rows.values()
    )
    lines = tuple(frame.plain(link) if link in plain else frame.line(link) for link in links)
    return Sheet(x + MARGIN, height, boxes, lines)


def _is_plain(link: Link, split: Sequence[Sequence[Node]], shelf: Shelf) -> bool:
    """Whether the line runs straight down: to the box below, or past boxes that stand aside."""
    column = shelf.place[link.source]
    if link.kind == "back" or shelf.place[link.target] != column:
        return False
    if link.kind == "next":
        return True
    names = [node.name for node in split[column]]
    first, last = names.index(link.source), names.index(link.target)
    ends = (split[column][first], split[column][last])
    return not any(node.aside for node in ends) and all(node.aside for node in split[column][first + 1 : last])
