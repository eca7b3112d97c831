"""The partner register (合作學校登錄) in memory, read anew only when its revision or that of its columns has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflow.core.countries import country_name
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.core.title_terms import folded, words_asked
from workflow.services.catalogue import Catalogue
from workflow.store import registers
from workflow.store.engine import Connection

REGISTER: Final = "partners"
SHORTEST: Final = 2
"""Characters of a question below which everybody would be found."""
NAMED_BY: Final = ("name_zh", "name_en", "aliases")


@dataclass(frozen=True, slots=True)
class Partner:
    """`other` is the name in the other language, where there is one; `country` a code."""

    code: str
    name: Text
    other: Text
    country: str
    country_name: Text
    region: Text
    status: str
    status_label: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """`searched` is everything by which the partner is found, in one spelling."""

    partner: Partner
    row: Mapping[str, Any]
    searched: str

    def fits(self, words: tuple[str, ...]) -> bool:
        return all(word in self.searched for word in words)


@dataclass(frozen=True, slots=True)
class PartnerBook:
    """In the order of their English names; without `spec` no such register is published, and nothing is in it."""

    spec: RegisterSpec | None
    entries: tuple[Entry, ...]

    def find(self, question: str) -> tuple[Partner, ...]:
        """Those with all the words in a name, an alias, the domain or the country; first those that begin so."""
        words = words_of(question)
        if len("".join(words)) < SHORTEST:
            return ()
        found = [entry.partner for entry in self.entries if entry.fits(words)]
        return tuple(sorted(found, key=lambda partner: not _begins(partner, words[0])))


class Partners:
    """What one process of the operating system remembers of the register, as `People` does of people."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int, int], PartnerBook] | None = None

    def at(self, connection: Connection, revisions: Mapping[str, int], catalogue: Catalogue) -> PartnerBook:
        """The picture for revisions that were read in the same snapshot."""
        wanted = (revisions.get(registers.revision_of(REGISTER), 0), revisions.get("definitions", 0))
        known = self._known
        if known is None or known[0] != wanted:
            spec = catalogue.current(connection, wanted[1]).registers.get(REGISTER)
            known = self._known = (wanted, PartnerBook(spec, tuple(_entries(connection, spec))))
        return known[1]


def words_of(question: str) -> tuple[str, ...]:
    """What must all be there, in the spelling of `Entry.searched`."""
    return words_asked(_one_spelling(question))


def partner_of(spec: RegisterSpec, code: str, row: Mapping[str, Any]) -> Partner:
    english, chinese, country = (str(row.get(name) or "") for name in ("name_en", "name_zh", "country"))
    return Partner(
        code=code,
        name=Text(chinese or english or code, english or chinese or code),
        other=Text(english if chinese else "", chinese if english else ""),
        country=country,
        country_name=country_name(country),
        region=label_of(spec, "region", row),
        status=str(row.get("status") or ""),
        status_label=label_of(spec, "status", row),
    )


def label_of(spec: RegisterSpec, name: str, row: Mapping[str, Any]) -> Text:
    """What a column says, in words."""
    value, column = str(row.get(name) or ""), spec.column(name)
    if column is not None and column.type == "country":
        return country_name(value)
    options = column.options if column is not None else ()
    return next((option.label for option in options if option.code == value), Text(value, value))


def _entries(connection: Connection, spec: RegisterSpec | None) -> Iterator[Entry]:
    rows = registers.rows(connection, REGISTER) if spec is not None else {}
    entries = [_entry(spec, code, row) for code, row in rows.items()] if spec is not None else []
    return iter(sorted(entries, key=lambda entry: folded(entry.partner.name.en)))


def _entry(spec: RegisterSpec, code: str, row: Mapping[str, Any]) -> Entry:
    partner = partner_of(spec, code, row)
    country = (partner.country, partner.country_name.zh, partner.country_name.en)
    named = (str(row.get(name) or "") for name in NAMED_BY)
    return Entry(partner, row, _one_spelling("\n".join((code, *named, *country))))


def _begins(partner: Partner, word: str) -> bool:
    return any(_one_spelling(name).startswith(word) for name in (partner.code, partner.name.zh, partner.name.en))


def _one_spelling(text: str) -> str:
    """People type 台 for 臺."""
    return folded(text).replace("\u53f0", "臺")
