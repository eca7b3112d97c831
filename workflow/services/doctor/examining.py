"""The examination: every rule over every case or the whole database, each fault under the number of its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from workflow.core.errors import QianheError
from workflow.services.doctor import (
    clocking,
    closing,
    deciding,
    doorways,
    following,
    holding,
    integrity,
    messages,
    numbering,
    outside,
    pinning,
    progress,
    proving,
    recording,
    storing,
    voting,
)
from workflow.services.doctor.dossiers import Dossier, Unread, dossiers
from workflow.services.doctor.report import Fault, Finding, Report, detail_of, fault
from workflow.services.doctor.scene import MOST_PER_RULE, Scene
from workflow.services.runtime import People, Runtime
from workflow.store.engine import Connection
from workflow.store.tables import cases

OfCase = Callable[[Dossier], Iterator[Fault]]
OfAll = Callable[[Scene], Iterator[Fault]]

OF_CASES: Final[Mapping[str, OfCase]] = MappingProxyType(
    {
        "I-01": progress.no_limbo,
        "I-02": progress.finished_clean,
        "I-03": progress.versions_dense,
        "I-04": closing.closed_once,
        "I-05": closing.not_twice,
        "I-06": pinning.pinned,
        "I-07": voting.votes_counted,
        "I-08": deciding.allowed_to_decide,
        "I-14": clocking.fires_once,
        "I-16": deciding.somebody_can_act,
        "I-18": clocking.moments_recompute,
        "I-19": proving.documents_kept,
        "I-20": proving.chain_holds,
        "I-21": proving.commitments_open,
        "I-25": progress.replays,
        "I-26": closing.found_by_holders,
        "I-28": following.follows_linked,
        "I-31": outside.guests_witnessed,
    }
)
"""Rules about one case at a time."""

OF_ALL: Final[Mapping[str, OfAll]] = MappingProxyType(
    {
        "I-06": pinning.sources_kept,
        "I-10": numbering.numbers_gapless,
        "I-11": messages.told_of_steps,
        "I-12": messages.sent_in_time,
        "I-13": messages.sent_in_order,
        "I-15": messages.no_lease_forgotten,
        "I-17": messages.given_up_openly,
        "I-22": doorways.answered_once,
        "I-23": doorways.no_key_of_leavers,
        "I-24": integrity.references_hold,
        "I-27": storing.files_kept,
        "I-30": holding.held_once,
    }
)
"""Rules about all cases, or about no case."""

READING: Final = "I-24"
"""The rule that a row breaks which cannot be read at all."""

_UNREADABLE: Final = (QianheError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def check(runtime: Runtime, now: datetime, *, files: Path | None = None) -> Report:
    """Examine the whole database, and the files of its documents where `files` says in which folder they are kept.

    Case by case, in short transactions, so that it may run beside the service.
    """
    fresh = replace(runtime, people=People(runtime.catalogue))
    rules: dict[str, OfCase] = {**OF_CASES, "I-19": partial(proving.documents_kept, root=files)}
    counts: Counter[str] = Counter()
    of_all: dict[str, OfAll] = {
        **OF_ALL,
        "I-27": partial(storing.files_kept, root=files),
        "I-29": partial(recording.rows_hold, catalogue=runtime.catalogue),
    }
    found = [*_of_cases(fresh, rules, now, counts), *_of_all(fresh, of_all, now, counts)]
    found += [Finding(rule, "error", None, f"and_more count={n - MOST_PER_RULE}", None) for rule, n in _beyond(counts)]
    checked = tuple(sorted({*rules, *of_all}))
    return Report(checked, tuple(sorted(found, key=lambda finding: finding.rule)))


def _of_cases(runtime: Runtime, rules: Mapping[str, OfCase], now: datetime, counts: Counter[str]) -> Iterator[Finding]:
    for dossier in dossiers(runtime, now):
        if isinstance(dossier, Unread):
            number, faults = str(dossier.case), [(READING, fault("row_unreadable", said=dossier.why))]
        else:
            number, faults = dossier.case.number or str(dossier.case.id), _broken(rules, dossier)
        for rule, found in faults:
            counts[rule] += 1
            if counts[rule] <= MOST_PER_RULE:
                yield _finding(rule, found, number)


def _broken(rules: Mapping[str, OfCase], dossier: Dossier) -> list[tuple[str, Fault]]:
    return [(rule, found) for rule, look in rules.items() for found in _faults(look, dossier)]


def _of_all(runtime: Runtime, rules: Mapping[str, OfAll], now: datetime, counts: Counter[str]) -> Iterator[Finding]:
    for rule, look in rules.items():
        with runtime.database.snapshot() as connection:
            _without_hurry(connection)
            for found in _faults(look, Scene(connection, now)):
                counts[rule] += 1
                if counts[rule] <= MOST_PER_RULE:
                    yield _finding(rule, found, _number(connection, found.case))


def _faults(look: Callable[..., Iterator[Fault]], subject: Dossier | Scene) -> Iterator[Fault]:
    """What the rule finds. A row so damaged that the rule cannot read it is a fault too, and no reason to stop."""
    try:
        yield from look(subject)
    except _UNREADABLE as problem:
        yield fault("unreadable", problem=type(problem).__name__, said=str(problem)[:200])


def _beyond(counts: Counter[str]) -> list[tuple[str, int]]:
    return [(rule, count) for rule, count in counts.items() if count > MOST_PER_RULE]


def _without_hurry(connection: Connection) -> None:
    """A look at a whole table may take longer than a step is allowed to."""
    if connection.dialect == "postgresql":
        connection.driver.execute("SET LOCAL statement_timeout = 0")


def _finding(rule: str, found: Fault, case: str | None) -> Finding:
    return Finding(rule, found.severity, case, detail_of(found), found.repair)


def _number(connection: Connection, case: int | None) -> str | None:
    if case is None:
        return None
    number = connection.execute(select(cases.c.number).where(cases.c.id == case)).scalar_one_or_none()
    return number or str(case)
