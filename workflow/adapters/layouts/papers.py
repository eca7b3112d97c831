"""Rendered documents as HTML: one frame, and for each layout a template and a style of its own.

Layouts ship with the product; no text of a definition is ever a template.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workflow.adapters.qr import qr_svg
from workflow.core.memos import Fact, Grid, Proof
from workflow.core.papers import Prose, Sheet
from workflow.core.rocdates import BadRocDate
from workflow.texts import official
from workflow.texts.papers import long_day, mark_of, paper_moment, paper_value, paper_word
from workflow.texts.writing import Language

UPRIGHT: Final = 6
"""Columns of a table that fit on an upright page; more of them turn it."""

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_ITEM: Final = re.compile(
    r"([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、])\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `mark` is the number that it hangs on (一、), if it is an item."""

    mark: str
    text: str

    @property
    def level(self) -> str:
        """一、 stands above （一）, and that above 1."""
        return "third" if self.mark[:1].isdigit() else "second" if self.mark[:1] in {"（", "("} else "first"


@dataclass(frozen=True, slots=True)
class Saying:
    """How values stand on a sheet of one language."""

    language: Language

    def value(self, value: object) -> str:
        try:
            return paper_value(self.language, value)
        except BadRocDate:  # a day before the Republic
            return value.isoformat() if isinstance(value, date) else str(value)

    def prose(self, pieces: Prose | None) -> str:
        return "".join(piece if isinstance(piece, str) else self.value(piece) for piece in pieces or ()).strip()

    def lines(self, text: str) -> list[Line]:
        """Empty lines part paragraphs and stand for nothing themselves."""
        found = ((line, _ITEM.match(line)) for line in map(str.strip, text.splitlines()) if line)
        return [Line(item[1], line[item.end() :]) if item else Line("", line) for line, item in found]

    def word(self, key: str) -> str:
        return paper_word(self.language, key)

    def day(self, on: date) -> str:
        return long_day(self.language, on)

    def moment(self, at: datetime) -> str:
        return paper_moment(self.language, at)

    def mark(self, capacity: str) -> str:
        return mark_of(self.language, capacity)


def draw_papers(sheets: Sequence[Sheet], proof: Proof | None, missing: Collection[str] = ()) -> str:
    """`missing` are characters for which there is no font: each is printed as 〔U+…〕, and a note says so.

    `proof.key_fingerprint` is the digest of what was frozen; without a proof it is a list of the moment that nobody can
    ask about.
    """
    page = _TEMPLATE.render(
        sheets=[(sheet, Saying(sheet.language)) for sheet in sheets],
        layout=sheets[0].layout,
        wide=any(len(block.grid.columns) > UPRIGHT for sheet in sheets for block in sheet.blocks if block.grid),
        proof=proof,
        qr=Markup(qr_svg(proof.address)) if proof is not None else "",
        missing=sorted(missing),
    )
    return _UNPRINTABLE.sub("\ufffd", page).translate({ord(each): f"〔U+{ord(each):04X}〕" for each in missing})


def _kind(value: object) -> str:
    if isinstance(value, Grid):
        return "grid"
    return "group" if isinstance(value, tuple) and value and isinstance(value[0], Fact) else "value"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("workflow.adapters", "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "kind": _kind,
        "kept": official.kept,
        "speed": lambda code: official.SPEEDS.get(code, code),
        "ordinal": ord,
        "spaced": "　".join,
    }
    return made


_TEMPLATE: Final = _environment().get_template("papers.html")
