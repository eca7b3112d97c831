"""Places on a sheet: nothing on top of anything else, whatever the process."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.core.drawing import MOST_COLUMNS, arrange
from workflow.core.drawing_parts import Line, Link, Node, Placed, Sheet

NAMES = [f"s{place}" for place in range(30)]


@st.composite
def graphs(draw):
    names = NAMES[: draw(st.integers(2, 24))]
    nodes = [
        Node(name, 300.0 - 26.0 * aside, draw(st.floats(60, 260)), aside=aside)
        for name in names
        if (aside := draw(st.booleans())) is not None
    ]
    height = {node.name: node.height for node in nodes}
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=40, unique=True))
    links = [
        Link(source, target, kind(names.index(source), names.index(target)), height[source] * 0.6)
        for source, target in pairs
    ]
    return nodes, links


def kind(source: int, target: int):
    return "back" if target <= source else "next" if target == source + 1 else "ahead"


def overlap(one: Placed, other: Placed) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and not (one.y + one.height <= other.y or other.y + other.height <= one.y)


def crossed(line: Line, box: Placed) -> bool:
    """Whether a piece of the line runs through the inside of the box."""
    for (x0, y0), (x1, y1) in pairwise(line.points):
        across = max(x0, x1) > box.x + 0.5 and min(x0, x1) < box.x + box.width - 0.5
        along = max(y0, y1) > box.y + 0.5 and min(y0, y1) < box.y + box.height - 0.5
        if across and along:
            return True
    return False


@given(graphs())
@settings(max_examples=120, deadline=None)
def test_no_box_lies_on_another_and_no_line_runs_through_a_box(graph):
    sheet = arrange(*graph)
    assert not [pair for pair in combinations(sheet.boxes, 2) if overlap(*pair)]
    assert not [(line.link, box.name) for line in sheet.lines for box in sheet.boxes if crossed(line, box)]


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_everything_is_on_the_sheet_and_every_line_ends_at_its_box(graph):
    nodes, links = graph
    sheet = arrange(nodes, links)
    assert [line.link for line in sheet.lines] == links
    placed = {box.name: box for box in sheet.boxes}
    for x, y in points_of(sheet):
        assert 0 < x < sheet.width
        assert 0 < y < sheet.height
    for line in sheet.lines:
        x, y = line.points[-1]
        box = placed[line.link.target]
        assert box.x - 0.5 <= x <= box.x + box.width + 0.5
        assert box.y - 0.5 <= y <= box.y + box.height + 0.5


def points_of(sheet: Sheet):
    yield from (point for line in sheet.lines for point in line.points)
    yield from ((box.x + box.width, box.y + box.height) for box in sheet.boxes)


def test_a_long_process_is_put_side_by_side_and_a_short_one_is_not():
    nodes = [Node(name, 300.0, 110.0) for name in NAMES]
    assert len({box.x for box in arrange(nodes, []).boxes}) in range(3, MOST_COLUMNS + 1)
    assert len({box.x for box in arrange(nodes[:3], []).boxes}) == 1


@pytest.mark.parametrize("count", [1, 2])
def test_the_smallest_processes_can_be_drawn(count):
    assert len(arrange([Node(name, 300.0, 80.0) for name in NAMES[:count]], []).boxes) == count
