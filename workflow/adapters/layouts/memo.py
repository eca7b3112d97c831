"""The memorandum (簽呈) as HTML. Layouts ship with the product; no text of a definition is ever a template."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workflow.adapters.qr import qr_svg
from workflow.core.memos import Fact, Grid, Memo, Proof
from workflow.core.rocdates import BadRocDate
from workflow.texts import official
from workflow.texts.speaking import action_word

LAYOUT: Final = "memo/1"
"""Raised when the same memorandum is drawn differently; what was drawn before is drawn again then."""

LONGEST_REASON: Final = 400
"""Characters in the table of the history: opinions stand in full above it, and everything in the record."""

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


def draw_memo(memo: Memo, proof: Proof, missing: Collection[str] = ()) -> str:
    """`missing` are characters for which there is no font: each is printed as 〔U+…〕, and a note says so."""
    page = _TEMPLATE.render(memo=memo, proof=proof, qr=Markup(qr_svg(proof.address)), missing=sorted(missing))
    return _UNPRINTABLE.sub("\ufffd", page).translate({ord(each): f"〔U+{ord(each):04X}〕" for each in missing})


def _shown(value: object) -> str:
    """A date before the Republic has no ROC year."""
    try:
        return official.official(value)
    except BadRocDate:
        return value.isoformat() if isinstance(value, date) else str(value)


def _kind(value: object) -> str:
    if isinstance(value, Grid):
        return "grid"
    return "group" if isinstance(value, tuple) and value and isinstance(value[0], Fact) else "value"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…（全文見所附紀錄）"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("workflow.adapters", "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "shown": _shown,
        "kind": _kind,
        "day": official.official_day,
        "moment": official.official_moment,
        "kept": official.kept,
        "cut": _cut,
        "speed": lambda code: official.SPEEDS.get(code, code),
        "capacity": official.CAPACITIES.__getitem__,
        "action": lambda code: action_word("zh-TW", code),
        "ordinal": ord,
        "chinese": official.chinese_number,
    }
    return made


_TEMPLATE: Final = _environment().get_template("memo.html")
