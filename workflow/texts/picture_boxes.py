"""What is written in each box of a picture, line by line, and how large the box becomes by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Deadline
from workflow.core.form import FieldSpec
from workflow.core.picture import Box, Picture, Port, Seat
from workflow.core.text import Text
from workflow.texts.conditions import condition
from workflow.texts.measuring import width_of, wrapped
from workflow.texts.picture_words import WORDS
from workflow.texts.speaking import action_word
from workflow.texts.writing import Language, duration, in_language, listed

WIDTH: Final = 304.0
INDENT: Final = 26.0
PADDING: Final = 11.0
TITLE: Final = 15.0
PLAIN: Final = 13.0
LEADING: Final = {TITLE: 20.0, PLAIN: 18.0}
BADGE: Final = 26.0
HANG: Final = 16.0
BAND: Final = 6.0

Style = Literal["title", "plain", "seat", "port"]
ARROWS: Final[Mapping[str, str]] = {"next": "↓", "ahead": "→", "back": "←", "end": "×"}
BESIDE: Final[Mapping[str, FieldSpec]] = {
    "applicant.overdue_duties": FieldSpec("", "int", Text("申請人逾期的義務", "Overdue duties of the applicant"))
}
"""What conditions read that is no field."""
_MARKS: Final[Mapping[str, str]] = {"": "", "open": "○ ", "answered": "● "}


@dataclass(frozen=True, slots=True)
class Said:
    """One line of text: `x` and `y` of its baseline within the box."""

    text: str
    style: Style
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Way:
    """A port as it is drawn: `y` is the middle of its first line."""

    port: Port
    y: float


@dataclass(frozen=True, slots=True)
class Written:
    """A box with its text. `rules` are the heights of the thin lines that divide it."""

    box: Box
    width: float
    height: float
    lines: tuple[Said, ...]
    ways: tuple[Way, ...]
    rules: tuple[float, ...]


class _Pen:
    """Writes line below line."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = PADDING - 2
        self.lines: list[Said] = []
        self.ways: list[Way] = []
        self.rules: list[float] = []

    def write(self, text: str, style: Style, *, left: float = PADDING, hang: float = 0.0) -> None:
        size = TITLE if style == "title" else PLAIN
        room = self.width - left - PADDING
        first, *rest = wrapped(text, size, room)
        more = wrapped(" ".join(rest) if not _is_chinese(rest) else "".join(rest), size, room - hang) if rest else ()
        for place, line in enumerate((first, *more)):
            self.y += LEADING[size]
            self.lines.append(Said(line, style, left + (hang if place else 0.0), self.y - LEADING[size] * 0.27))

    def rule(self) -> None:
        self.y += BAND / 2
        self.rules.append(self.y)
        self.y += BAND / 2 - 2


def written_box(box: Box, picture: Picture, language: Language) -> Written:
    width = WIDTH - (INDENT if box.aside else 0.0)
    pen = _Pen(width)
    pen.write(_title(box, language), "title", left=PADDING + BADGE)
    for line in _about(box, language):
        pen.write(line, "plain")
    if box.seats:
        pen.rule()
    for seat in box.seats:
        pen.write(_seat(seat, language), "seat", hang=HANG)
    if box.ports:
        pen.rule()
    for port in box.ports:
        pen.ways.append(Way(port, pen.y + LEADING[PLAIN] / 2))
        pen.write(_port(port, picture, language), "port", hang=HANG)
    return Written(box, width, pen.y + PADDING - 3, tuple(pen.lines), tuple(pen.ways), tuple(pen.rules))


def written_end(box: Box, language: Language) -> Written:
    """An unsuccessful end: its name, no wider than that."""
    text = f"× {in_language(box.label, language)}"
    width = width_of(text, PLAIN) + 2 * PADDING
    return Written(box, width, 28.0, (Said(text, "plain", PADDING, 19.0),), (), ())


def word(key: str, language: Language, **values: object) -> str:
    return in_language(WORDS[key], language).format(**values)


def _title(box: Box, language: Language) -> str:
    notes = [word("now", language)] if box.now else []
    if box.count > 1:
        notes.append(word("visited", language, count=box.count))
    said = in_language(box.label, language)
    return said + (f"（{'，'.join(notes)}）" if language == "zh-TW" else f" ({', '.join(notes)})") if notes else said


def _about(box: Box, language: Language) -> Iterator[str]:
    if box.party is not None:
        yield word("waits", language, party=in_language(box.party, language))
    if box.begins is not None:
        yield word("begins" if box.begins.each is None else "begins_each", language, process=box.begins.process)
    if box.asks:
        yield _in_turn(box.asks, language)
    if box.until is not None:
        yield word("by_rule", language, rule=box.until.source)
    elif box.deadline is not None and box.type != "end":
        yield _deadline(box.deadline, language)


def _deadline(deadline: Deadline, language: Language) -> str:
    stopped = word("stopped", language) if deadline.clock == "stopped" else ""
    if deadline.within is not None:
        return word("within", language, within=duration(language, str(deadline.within))) + stopped
    if deadline.until is not None:
        return word("by_rule", language, rule=deadline.until.source) + stopped
    return word("no_deadline", language)


def _seat(seat: Seat, language: Language) -> str:
    label, asks = in_language(seat.label, language), _in_turn(seat.asks, language)
    said = label if asks == label else f"{label}：{asks}" if language == "zh-TW" else f"{label}: {asks}"
    conditional = word("conditional", language) if seat.conditional else ""
    note = (f"（{conditional}）" if language == "zh-TW" else f" ({conditional})") if conditional else ""
    return f"{_MARKS[seat.mark]}{said}{note}"


def _in_turn(asks: tuple[Text, ...], language: Language) -> str:
    return " → ".join(in_language(one, language) for one in asks)


def _port(port: Port, picture: Picture, language: Language) -> str:
    boxes = [picture.box(name) for name in port.targets]
    said = f"{ARROWS[port.kind]} {_outcome(port, picture, language)}  "
    if port.kind == "end":
        return said + listed(language, (in_language(box.label, language) for box in boxes))
    return said + listed(language, (str(box.number) for box in boxes))


def _outcome(port: Port, picture: Picture, language: Language) -> str:
    if port.when is not None:
        fields = dict(flat_fields(picture.fields))
        said = condition(port.when.tree, lambda path: fields.get(path.removeprefix("data."), BESIDE.get(path)))
        return port.when.source if said is None else in_language(said, language)
    if port.label is not None:
        return in_language(port.label, language)
    known = WORDS.get(port.code)
    return in_language(known, language) if known is not None else action_word(language, port.code)


def _is_chinese(lines: list[str]) -> bool:
    return any(ord(character) >= 0x2E80 for line in lines for character in line)
