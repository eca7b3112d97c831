"""The register of agreements (書約登錄) in memory, read anew only when it, the partners or the columns have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workflow.core.fields import from_json
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.core.title_terms import folded
from workflow.services.catalogue import Catalogue
from workflow.services.partner_book import Partner, PartnerBook, label_of
from workflow.store import registers
from workflow.store.engine import Connection

REGISTER: Final = "agreements"
IN_FORCE: Final = "in_force"
SOON: Final = 180
"""Days before a decision on an agreement is due, from which it is asked for."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A row. `row` holds its values, `stored` as they are kept; `partner` is None for one that is not in its register.

    `notice_by` is the last day on which one may object to the renewal of one that renews by itself.
    """

    code: str
    row: Mapping[str, Any]
    stored: Mapping[str, Any]
    partner: Partner | None
    kind: Text
    level: Text
    status: str
    status_label: Text
    searched: str

    @property
    def valid_from(self) -> date | None:
        return self._day("valid_from")

    @property
    def valid_until(self) -> date | None:
        return self._day("valid_until")

    @property
    def renews(self) -> bool:
        return bool(self.row.get("auto_renew"))

    @property
    def notice_by(self) -> date | None:
        return self._day("notice_by") if self.renews else None

    @property
    def decide_by(self) -> date | None:
        """The day by which somebody has to have decided how it goes on."""
        return self.notice_by or self.valid_until

    @property
    def lacks_original(self) -> bool:
        """Whether nobody knows where the signed original is, or no copy of it was kept."""
        return not self.row.get("original_location") or not self.row.get("file")

    def days_left(self, today: date) -> int | None:
        """Until the decision; below zero when the day is past, None where there is none to be taken."""
        if self.status != IN_FORCE or self.decide_by is None:
            return None
        return (self.decide_by - today).days

    def _day(self, name: str) -> date | None:
        value = self.row.get(name)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class AgreementBook:
    """In the order of the days by which one has to decide; without `spec` no such register is published."""

    spec: RegisterSpec | None
    agreements: tuple[Agreement, ...]

    def with_partner(self, code: str) -> tuple[Agreement, ...]:
        return tuple(each for each in self.agreements if each.row.get("partner") == code)


class Agreements:
    """What one process of the operating system remembers of the register, as `Partners` does of partners."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int, int, int], AgreementBook] | None = None

    def at(
        self, connection: Connection, revisions: Mapping[str, int], catalogue: Catalogue, partners: PartnerBook
    ) -> AgreementBook:
        """The picture for revisions that were read in the same snapshot; `partners` is that of the same revisions."""
        named = (registers.revision_of(REGISTER), registers.revision_of("partners"), "definitions")
        wanted = (revisions.get(named[0], 0), revisions.get(named[1], 0), revisions.get(named[2], 0))
        known = self._known
        if known is None or known[0] != wanted:
            spec = catalogue.current(connection, wanted[2]).registers.get(REGISTER)
            rows = registers.rows(connection, REGISTER) if spec is not None else {}
            found = tuple(sorted(_entries(spec, rows, partners), key=_by_decision))
            known = self._known = (wanted, AgreementBook(spec, found))
        return known[1]


def _entries(
    spec: RegisterSpec | None, rows: Mapping[str, Mapping[str, Any]], partners: PartnerBook
) -> Iterator[Agreement]:
    by_code = {entry.partner.code: entry.partner for entry in partners.entries}
    for code, stored in rows.items() if spec is not None else ():
        yield _entry(spec, code, stored, by_code)  # type: ignore[arg-type]  # there are rows only with a spec


def _entry(spec: RegisterSpec, code: str, stored: Mapping[str, Any], partners: Mapping[str, Partner]) -> Agreement:
    partner = partners.get(str(stored.get("partner") or ""))
    kind, level = label_of(spec, "kind", stored), label_of(spec, "level", stored)
    named = (code, kind.zh, kind.en, *((partner.name.zh, partner.name.en, partner.code) if partner else ()))
    return Agreement(
        code=code,
        row=from_json(spec.columns, stored),
        stored=stored,
        partner=partner,
        kind=kind,
        level=level,
        status=str(stored.get("status") or ""),
        status_label=label_of(spec, "status", stored),
        searched=folded("\n".join(named)),
    )


def _by_decision(agreement: Agreement) -> tuple[bool, date, str]:
    return agreement.status != IN_FORCE, agreement.decide_by or date.max, agreement.code
