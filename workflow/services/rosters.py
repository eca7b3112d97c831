"""Lists as PDFs: of no case and never frozen, as the registers are at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workflow.core.calendar import TAIPEI
from workflow.core.memos import Fact, Grid
from workflow.core.papers import Block, Sheet
from workflow.services.case_papers import Paper, Press


@dataclass(frozen=True, slots=True)
class Roster:
    """Words are in `language` already; cells are texts, numbers, dates or truths. `issuer` is whose list it is, `unit`
    who keeps it; `facts` stand above the table."""

    language: Literal["zh-TW", "en"]
    title: str
    issuer: str
    unit: str
    grid: Grid
    facts: tuple[Fact, ...] = ()


def roster_paper(press: Press, roster: Roster, filename: str, now: datetime) -> Paper:
    """On a page that lies where the table has many columns. Raises PdfFailed."""
    sheet = Sheet(
        layout="roster",
        language=roster.language,
        issuer=roster.issuer,
        unit=roster.unit,
        process="",
        case_number="",
        number=None,
        version=1,
        on=now.astimezone(TAIPEI).date(),
        draft=False,
        speed="",
        keep="",
        title=(roster.title,),
        to=None,
        salutation=None,
        closing=None,
        signed_by=None,
        copies=None,
        enclosed=None,
        blocks=(Block(facts=roster.facts, grid=roster.grid),),
    )
    drawn = press.draw(press.lay_out_sheets((sheet,), None, ()), ())
    if drawn.missing:
        drawn = press.draw(press.lay_out_sheets((sheet,), None, drawn.missing), ())
    return Paper(drawn.pdf, filename)
