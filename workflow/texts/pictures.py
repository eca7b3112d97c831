"""A picture of a process as SVG: one file with its own colours for light and dark, no script, no font of its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from workflow.core.drawing import arrange
from workflow.core.drawing_parts import MARGIN, Line, Link, Node, Placed, Point, Sheet
from workflow.core.picture import Box, Picture
from workflow.texts.picture_boxes import PADDING, PLAIN, TITLE, Way, Written, word, written_box, written_end
from workflow.texts.writing import Language, in_language

STYLE: Final = f"""
svg {{ --paper:#fff; --box:#f7f5ef; --ink:#1a2024; --soft:#4b555c; --edge:#857f70; --way:#5e676e; --now:#0e5a52;
  --now-box:#dcebe7; --been:#eef3ea; --b0:#2b57a7; --b1:#a3412a; --b2:#7a4fa3; --b3:#8a5a00; --b4:#0c556f; --b5:#5b5140;
  font-family:"Noto Sans TC","Noto Sans CJK TC","PingFang TC","Microsoft JhengHei",system-ui,sans-serif }}
@media (prefers-color-scheme:dark) {{ svg {{ --paper:#121618; --box:#1d2326; --ink:#e9e6de; --soft:#b3bbc0;
  --edge:#7d858a; --way:#a4adb3; --now:#7cc9bd; --now-box:#16332f; --been:#1f2a22; --b0:#8fb2ef; --b1:#f0a08c;
  --b2:#c4a4e8; --b3:#e0b35c; --b4:#7cc3dd; --b5:#c9bda3 }} }}
.paper {{ fill:var(--paper) }} text {{ fill:var(--ink); font-size:{PLAIN:g}px; white-space:pre }}
.title {{ font-size:{TITLE:g}px; font-weight:700 }} .plain,.port {{ fill:var(--soft) }}
.box {{ fill:var(--box); stroke:var(--edge) }} .been .box {{ fill:var(--been) }}
.now .box {{ fill:var(--now-box); stroke:var(--now); stroke-width:3 }} .rule {{ stroke:var(--edge); opacity:.45 }}
.badge {{ fill:var(--soft) }} .number {{ fill:var(--paper); font-size:12px; font-weight:700; text-anchor:middle }}
.now .badge {{ fill:var(--now) }}
.line {{ fill:none; stroke:var(--way); stroke-width:1.8 }} .tip,.joint {{ fill:var(--way) }}
.back .line {{ stroke-width:1.6; stroke-dasharray:6 3 }}
""" + "".join(
    f".b{tone} .line {{ stroke:var(--b{tone}) }} .b{tone} .tip,.b{tone} .joint {{ fill:var(--b{tone}) }}\n"
    for tone in range(6)
)
STYLE_DIGEST: Final = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""By this a strict content policy lets the style of a picture pass and no other."""
TONES: Final = 6
HEAD: Final = 40.0
FOOT: Final = 44.0
TIP: Final = 7.0


def draw_picture(picture: Picture, language: Language) -> str:
    """The picture as an SVG document in one language."""
    texts = {box.state: written_box(box, picture, language) for box in picture.boxes}
    sheet = arrange([_node(text) for text in texts.values()], tuple(_links(texts)))
    ends = [written_end(box, language) for box in picture.ends]
    width, height = sheet.width, sheet.height + HEAD + (FOOT if ends else 0)
    parts = [
        *_opened(picture, language, width, height),
        f'<g transform="translate(0 {HEAD:g})">',
        *_lines(picture, sheet),
        *(part for placed in sheet.boxes for part in _box(texts[placed.name], placed, language)),
        "</g>",
        *_ends(ends, HEAD + sheet.height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _node(text: Written) -> Node:
    return Node(text.box.state, text.width, text.height, aside=text.box.aside)


def _links(texts: dict[str, Written]) -> Iterator[Link]:
    """One for each target of a way out; what leads to the box below needs one line, however many outcomes do."""
    for text in texts.values():
        below: set[str] = set()
        for way in text.ways:
            for target in way.port.targets:
                link = _link(text, way, target)
                if link is not None and target not in below:
                    below |= {target} if link.kind == "next" else set()
                    yield link


def _link(text: Written, way: Way, target: str) -> Link | None:
    """None for an unsuccessful end, which is only named."""
    return None if way.port.kind == "end" else Link(text.box.state, target, way.port.kind, way.y)


def _opened(picture: Picture, language: Language, width: float, height: float) -> Iterator[str]:
    title, about = _title(picture, language), _about(picture, language)
    tag = "zh-Hant-TW" if language == "zh-TW" else "en"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="t d" lang="{tag}">'
    )
    yield f'<title id="t">{escape(title)}</title>'
    yield f'<desc id="d">{escape(about)}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>'
    yield f'<text class="title" x="{MARGIN:g}" y="27">{escape(title)}</text>'


def _title(picture: Picture, language: Language) -> str:
    title = in_language(picture.title, language)
    if picture.live and picture.number:
        return word("live", language, number=picture.number, title=title, version=picture.version)
    return word("title", language, title=title, version=picture.version)


def _about(picture: Picture, language: Language) -> str:
    names = [in_language(box.label, language) for box in picture.boxes]
    said = [word("about", language, count=len(names), first=names[0], last=names[-1])]
    standing = next((box for box in (*picture.boxes, *picture.ends) if box.now), None)
    if standing is not None:
        said.append(word("stands", language, state=in_language(standing.label, language)))
    return ("" if language == "zh-TW" else " ").join(said)


def _lines(picture: Picture, sheet: Sheet) -> Iterator[str]:
    """Lines that share a track are drawn as one, or their dashes would fill each other's gaps."""
    tracks: dict[tuple[str, str], list[Line]] = {}
    for line in sheet.lines:
        tracks.setdefault((line.link.kind, line.link.target), []).append(line)
    returns = [target for kind, target in tracks if kind == "back"]
    for (kind, target), lines in tracks.items():
        tone = f" back b{returns.index(target) % TONES}" if kind == "back" else ""
        path = "".join(_path(points) for points in _joined(lines))
        yield f'<g class="way{tone}"><path class="line" d="{path}"/>'
        yield from dict.fromkeys(_tip(line.points) for line in lines)
        if len(lines) > 1:
            yield from dict.fromkeys(_joint(line.joint) for line in lines if line.joint is not None)
        yield "</g>"


def _joined(lines: list[Line]) -> Iterator[tuple[Point, ...]]:
    """Straight pieces, none of which lies on another."""
    if len(lines) == 1:
        yield lines[0].points
        return
    spans: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for line in lines:
        for (x0, y0), (x1, y1) in pairwise(line.points):
            upright = x0 == x1
            at, begins, ends = (x0, y0, y1) if upright else (y0, x0, x1)
            spans.setdefault((upright, at), []).append((min(begins, ends), max(begins, ends)))
    for (upright, at), several in spans.items():
        for begins, ends in _merged(several):
            yield ((at, begins), (at, ends)) if upright else ((begins, at), (ends, at))


def _merged(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begins, ends = min(spans)
    for low, high in sorted(spans):
        if low > ends:
            yield begins, ends
            begins, ends = low, high
        ends = max(ends, high)
    yield begins, ends


def _joint(point: Point) -> str:
    return f'<circle class="joint" cx="{point[0]:g}" cy="{point[1]:g}" r="3"/>'


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _tip(points: tuple[Point, ...]) -> str:
    (x0, y0), (x, y) = points[-2:]
    if x0 == x:
        back = -TIP if y > y0 else TIP
        return f'<path class="tip" d="M{x:g} {y:g}l-4.5 {back:g}h9z"/>'
    back = -TIP if x > x0 else TIP
    return f'<path class="tip" d="M{x:g} {y:g}l{back:g} -4.5v9z"/>'


def _box(text: Written, placed: Placed, language: Language) -> Iterator[str]:
    box = text.box
    yield f'<g class="{_marks(box)}" transform="translate({placed.x:g} {placed.y:g})">'
    yield f"<title>{box.number} {escape(in_language(box.label, language))}</title>"
    yield _outline(box, placed)
    yield f'<circle class="badge" cx="{PADDING + 9:g}" cy="19" r="10"/>'
    yield f'<text class="number" x="{PADDING + 9:g}" y="23.2">{box.number}</text>'
    for y in text.rules:
        yield f'<path class="rule" d="M1 {y:g}H{placed.width - 1:g}"/>'
    for said in text.lines:
        yield f'<text class="{said.style}" x="{said.x:g}" y="{said.y:g}">{escape(said.text)}</text>'
    yield "</g>"


def _marks(box: Box) -> str:
    return f"state {box.type}" + (" now" if box.now else " been" if box.count else "")


def _outline(box: Box, placed: Placed) -> str:
    round_by = 18 if box.type == "end" else 2 if box.type == "choice" else 7
    return f'<rect class="box" width="{placed.width:g}" height="{placed.height:g}" rx="{round_by}"/>'


def _ends(ends: list[Written], y: float) -> Iterator[str]:
    x = MARGIN
    for text in ends:
        yield f'<g class="{_marks(text.box)}" transform="translate({x:g} {y:g})">'
        yield f'<rect class="box" width="{text.width:g}" height="{text.height:g}" rx="14"/>'
        for said in text.lines:
            yield f'<text class="{said.style}" x="{said.x:g}" y="{said.y:g}">{escape(said.text)}</text>'
        yield "</g>"
        x += text.width + 12
