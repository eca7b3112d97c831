"""The agreements that the filters leave, as a paper: who asked for which, what is due when, and how each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from web.language import language
from web.speaking import in_words, t
from workflow.core.countries import country_name
from workflow.core.memos import Fact, Grid
from workflow.services.agreements import FACETS, VIEWS, Line, Listing, Wanted
from workflow.services.partner_book import label_of
from workflow.services.rosters import Roster

MOST: Final = 150
"""Rows of a paper, in the order of the days of decision: a third of the time that it may take. The CSV holds all."""
COLUMNS: Final = ("number", "partner", "kind", "lead_unit", "from", "until", "notice", "standing")


def roster_of(found: Listing, wanted: Wanted, said: Callable[[Line], str]) -> Roster:
    """In the language of the page; `said` tells how an agreement stands."""
    rows = tuple(tuple(_cells(found, line, said)) for line in found.lines[:MOST])
    return Roster(
        language=language(),
        title=t("agreements.paper_title"),
        issuer=in_words(found.issuer),
        unit=in_words(found.keeper),
        grid=Grid(tuple(t(f"agreements.{name}") for name in COLUMNS), rows),
        facts=tuple(_facts(found, wanted)),
    )


def _facts(found: Listing, wanted: Wanted) -> Iterator[Fact]:
    """Which were asked for, and how many there are."""
    if wanted.view in VIEWS:
        yield Fact(t("agreements.views"), t(f"agreements.paper_{wanted.view}"))
    for name in FACETS:
        if value := getattr(wanted, name):
            label = country_name(value) if name == "country" else label_of(found.spec, name, {name: value})
            yield Fact(t(f"agreements.{name}"), in_words(label))
    if wanted.text:
        yield Fact(t("agreements.text"), wanted.text)
    count = len(found.lines)
    yield Fact(t("agreements.paper_count"), t("agreements.paper_first", n=count, most=MOST) if count > MOST else count)


def _cells(found: Listing, line: Line, said: Callable[[Line], str]) -> Iterator[object]:
    agreement, partner = line.agreement, line.agreement.partner
    yield agreement.code
    named = (partner.name, partner.country_name) if partner is not None else ()
    yield t("agreements.paper_partner", name=in_words(named[0]), country=in_words(named[1])) if named else ""
    yield in_words(agreement.kind)
    unit = agreement.stored.get("lead_unit")
    yield in_words(found.names.unit(str(unit))) if unit else ""
    for day in (agreement.valid_from, agreement.valid_until, agreement.notice_by):
        yield day or ""
    yield said(line)
