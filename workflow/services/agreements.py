"""The register of agreements as people work with it: what has to be decided when, and what is under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.core.title_terms import words_asked
from workflow.core.visibility import sight
from workflow.services.agreement_book import IN_FORCE, REGISTER, SOON, Agreement, AgreementBook
from workflow.services.beginning import presses_for, presses_of
from workflow.services.case_links import Press
from workflow.services.facets import Facet
from workflow.services.naming import Names
from workflow.services.partner_book import label_of
from workflow.services.register_readers import posts_held
from workflow.services.runtime import Revisions, Runtime
from workflow.store.engine import Connection
from workflow.store.mentions import running_with
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

PAGE: Final = 50
FACETS: Final = ("kind", "level", "country", "status")
VIEWS: Final = ("due", "original")
"""Saved views: what has to be decided within half a year, and what lacks its original or the copy of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; empty means everything. Of `text` all words must stand in number, kind or partner."""

    view: str = ""
    kind: str = ""
    level: str = ""
    country: str = ""
    status: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """A case about an agreement that is not closed, as far as the reader may know of it."""

    number: str
    process: Text
    state: Text


@dataclass(frozen=True, slots=True)
class Line:
    """`standing` says in a code how the agreement stands, `days` how many are left, or how many it is late."""

    agreement: Agreement
    standing: str
    days: int
    running: tuple[Running, ...] = ()
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementList:
    """One page of the register. `facets` count all of it by filter, `views` what each saved view would show."""

    lines: tuple[Line, ...]
    total: int
    found: int
    facets: Mapping[str, tuple[Facet, ...]]
    views: Mapping[str, int]
    begins: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """All that fits, to be taken away; `names` has those of units, `keeper` is the unit of who changes the register."""

    spec: RegisterSpec
    lines: tuple[Line, ...]
    names: Names
    issuer: Text
    keeper: Text


def list_agreements(runtime: Runtime, person: int, now: datetime, wanted: Wanted, *, page: int = 1) -> AgreementList:
    """In the order of the days by which one has to decide. Nothing where no such register is published.

    A fixed number of statements, however many agreements there are.
    """
    today = now.astimezone(TAIPEI).date()
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        book = book_for(runtime, connection, revisions, person, now)
        matching = tuple(_matching(book, wanted, today))
        shown = matching[(page - 1) * PAGE : page * PAGE]
        lines, begins = lines_of(runtime, connection, book, shown, person=person, now=now, revisions=revisions)
    facets = {name: tuple(_facets(book, name)) for name in FACETS}
    views = {name: sum(_in_view(each, name, today) for each in book.agreements) for name in VIEWS}
    return AgreementList(lines, len(book.agreements), len(matching), facets, views, begins)


def matching_agreements(runtime: Runtime, person: int, now: datetime, wanted: Wanted) -> Listing:
    """Without cases. Raises NotFound for whoever may not see the register."""
    today = now.astimezone(TAIPEI).date()
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        book = book_for(runtime, connection, revisions, person, now)
        names = Names(runtime.people.at(connection, revisions))
    if book.spec is None:
        raise NotFound("register", REGISTER)
    lines = tuple(_line(agreement, today) for agreement in _matching(book, wanted, today))
    return Listing(book.spec, lines, names, *_issued_by(book.spec, names))


def book_for(
    runtime: Runtime, connection: Connection, revisions: Revisions, person: int, now: datetime
) -> AgreementBook:
    """The register as the person has it: empty for whoever may not see it."""
    partners = runtime.partners.at(connection, revisions, runtime.catalogue)
    book = runtime.agreements.at(connection, revisions, runtime.catalogue, partners)
    posts = posts_held(runtime.people.at(connection, revisions), person, now)
    return book if book.spec is not None and book.spec.seen_by(posts) else AgreementBook(None, ())


def lines_of(
    runtime: Runtime,
    connection: Connection,
    book: AgreementBook,
    agreements: Sequence[Agreement],
    *,
    person: int,
    now: datetime,
    revisions: Revisions,
) -> tuple[tuple[Line, ...], tuple[tuple[str, Text], ...]]:
    """The agreements with their running cases and what the person may begin from each, and all that he may begin."""
    if book.spec is None:
        return (), ()
    spec, today = book.spec, now.astimezone(TAIPEI).date()
    begins = presses_for(runtime, connection, spec, person=person, now=now, revisions=revisions)
    codes = [agreement.code for agreement in agreements]
    running = _running(runtime, connection, book, codes, person=person, now=now, revisions=revisions)
    lines = tuple(
        _line(
            agreement,
            today,
            running.get(agreement.code, ()),
            presses_of(begins, spec, agreement.code, agreement.stored),
        )
        for agreement in agreements
    )
    return lines, tuple((begin.key, begin.label) for begin in begins)


def standing_of(agreement: Agreement, today: date) -> tuple[str, int]:
    """How it stands, as a code, and the days that go with it.

    `overdue`: past its end and nobody has said so. `object_by`: renews by itself unless somebody objects within the
    days. `ends_soon`: ends within them. `renews`: renews by itself. Else its status, with no days.
    """
    days = agreement.days_left(today)
    if days is None:
        return agreement.status, 0
    if agreement.valid_until is not None and agreement.valid_until < today:
        return "overdue", (today - agreement.valid_until).days
    if agreement.renews:
        return ("object_by", days) if 0 <= days <= SOON else ("renews", 0)
    return ("ends_soon", days) if days <= SOON else (agreement.status, 0)


def _issued_by(spec: RegisterSpec, names: Names) -> tuple[Text, Text]:
    """The school and, in it, where the post is that the register names first of those that change it."""
    directory = names.directory
    root = next((unit.label for unit in directory.units.values() if unit.parent is None), Text("", ""))
    keepers = (unit for key in spec.may_change if key in directory.posts for unit in directory.posts[key].units)
    keeper = next(keepers, None)
    return root, names.unit(keeper) if keeper is not None else root


def _line(
    agreement: Agreement, today: date, running: tuple[Running, ...] = (), presses: tuple[Press, ...] = ()
) -> Line:
    standing, days = standing_of(agreement, today)
    return Line(agreement, standing, days, running, presses)


def _matching(book: AgreementBook, wanted: Wanted, today: date) -> Iterator[Agreement]:
    words = words_asked(wanted.text)
    for agreement in book.agreements:
        plain = all(getattr(wanted, name) in {"", _value(agreement, name)} for name in FACETS)
        if plain and all(word in agreement.searched for word in words) and _in_view(agreement, wanted.view, today):
            yield agreement


def _in_view(agreement: Agreement, view: str, today: date) -> bool:
    if view == "due":
        days = agreement.days_left(today)
        return days is not None and days <= SOON and (days >= 0 or not agreement.renews)
    return view != "original" or (agreement.status == IN_FORCE and agreement.lacks_original)


def _value(agreement: Agreement, name: str) -> str:
    if name == "country":
        return agreement.partner.country if agreement.partner is not None else ""
    return str(agreement.stored.get(name) or "")


def _facets(book: AgreementBook, name: str) -> Iterator[Facet]:
    counted = Counter(_value(agreement, name) for agreement in book.agreements)
    names = {_value(each, name): each.partner.country_name for each in book.agreements if each.partner is not None}
    for value, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        if value and book.spec is not None:
            label = names[value] if name == "country" else label_of(book.spec, name, {name: value})
            yield Facet(value, label, count)


def _running(
    runtime: Runtime,
    connection: Connection,
    book: AgreementBook,
    codes: Sequence[str],
    *,
    person: int,
    now: datetime,
    revisions: Revisions,
) -> dict[str, tuple[Running, ...]]:
    """By agreement, those that the reader may know of."""
    found = running_with(connection, _referring(book), codes)
    views = load_cases(connection, sorted({case for cases in found.values() for case in cases}))
    directory = runtime.people.at(connection, revisions)
    seen = {view.id: _seen(runtime, connection, view, directory, person=person, now=now) for view in views}
    return {code: tuple(it for case in cases if (it := seen.get(case))) for code, cases in found.items()}


def _seen(
    runtime: Runtime, connection: Connection, view: CaseView, directory: Directory, *, person: int, now: datetime
) -> Running | None:
    definition = runtime.catalogue.process(connection, view.definition).definition
    if sight(definition, view, directory, person, now) is None:
        return None
    return Running(view.number or "", definition.title, Names(directory, definition).state(view.state))


def _referring(book: AgreementBook) -> dict[str, tuple[str, ...]]:
    """By process, the fields that name an agreement in the cases beside it."""
    spec = book.spec
    if spec is None:
        return {}
    found: dict[str, set[str]] = {}
    for begin in spec.begins:
        found.setdefault(begin.process, set()).add(begin.field)
    if spec.watch is not None:
        found.setdefault(spec.watch.process, set()).add(spec.watch.field)
    return {process: tuple(sorted(names)) for process, names in found.items()}
