"""Finding what the asker may see: cases by words of their titles or parts of their numbers, and partners."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from workflow.core.authority import InboxKey, principals
from workflow.core.canonical import plain
from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.title_terms import folded, terms_asked, words_asked
from workflow.core.titles import case_title
from workflow.core.visibility import sight
from workflow.services.partner_book import Partner
from workflow.services.runtime import Revisions, Runtime
from workflow.services.showing import login_of
from workflow.services.typed import typed
from workflow.store.engine import Connection
from workflow.store.numbers import SEQ
from workflow.store.revisions import load_revisions
from workflow.store.searching import Question, find_cases, number_series, rarest_first
from workflow.store.steps import load_cases

Json = dict[str, Any]

WIDEST: Final = 6
"""Digits of a running number, filled up with zeros."""
LATEST: Final = 20
MOST_NUMBERS: Final = 500
MOST_WORDS: Final = 10

_RUNNING: Final = re.compile(r"[0-9]{1,9}$")


@dataclass(frozen=True, slots=True)
class Matches:
    """Cases that the asker may see: one whose whole number was asked for, then the newest."""

    views: tuple[CaseView, ...]
    directory: Directory
    more: bool
    partners: tuple[Partner, ...] = ()

    def named(self, question: str) -> str | None:
        """The number of the case that was asked for by nothing but its number."""
        first = self.views[0].number if self.views else None
        return first if first is not None and folded(first) == folded(question.strip()) else None


def search_cases(runtime: Runtime, person: int, question: str, now: datetime, *, limit: int = 20) -> Json:
    """`{"cases": [newest first], "more", "partners"}`: cases with all the words in their title or number, and partners
    with all of them in a name, the domain or the country. `more` speaks of cases; a whole number comes first.

    A number is also found by its running part (`7`, `007`) and by what stands before it. In cases that the person has
    nothing to do with but to answer for their process, words of English titles are found from their beginning and
    Chinese from two characters on. A fixed number of statements.
    """
    with runtime.database.snapshot() as connection:
        matches = find_matches(runtime, connection, person, question, now, limit=limit)
        shown = [_shown(runtime, connection, view, matches.directory) for view in matches.views]
    return {"cases": shown, "more": matches.more, "partners": [_introduced(it) for it in matches.partners[:limit]]}


def find_matches(
    runtime: Runtime, connection: Connection, person: int, question: str, now: datetime, *, limit: int
) -> Matches:
    """As `search_cases`, for those who show them otherwise; all partners that fit."""
    words = words_asked(question)[:MOST_WORDS]
    revisions = load_revisions(connection)
    directory = runtime.people.at(connection, revisions)
    if not words:
        return Matches((), directory, more=False)
    keys = principals(directory, person, now)
    numbers = _numbers(question.strip(), number_series(connection))
    asked = Question(
        words,
        rarest_first(connection, sorted(terms_asked(words))),
        numbers,
        person,
        [key.key for key in keys],
        _answered_for(runtime, connection, keys, revisions),
        whole=_whole(question, numbers),
    )
    partners = runtime.partners.at(connection, revisions, runtime.catalogue).find(question)
    found = find_cases(connection, asked, most=2 * limit + 1)
    parts = (part for part in (found[: limit + 1], found[limit + 1 :]) if part)
    views = (view for part in parts for view in sorted(load_cases(connection, part), key=lambda it: found.index(it.id)))
    visible = (view for view in views if _may_see(runtime, connection, view, directory, person=person, now=now))
    seen = tuple(islice(visible, limit + 1))
    more = len(seen) > limit or len(found) > 2 * limit
    return Matches(seen[:limit], directory, more, partners)


def _answered_for(
    runtime: Runtime, connection: Connection, keys: Sequence[InboxKey], revisions: Revisions
) -> tuple[str, ...]:
    """Processes whose owner's post, or an auditor's, is among those under which the person acts, wherever it is."""
    posts = {key.key.partition("@")[0] for key in keys}
    published = runtime.catalogue.current(connection, revisions.get("definitions", 0)).processes
    return tuple(
        process
        for process, versions in published.items()
        if any(not posts.isdisjoint(_watching(runtime, connection, sha256)) for _, sha256 in versions)
    )


def _watching(runtime: Runtime, connection: Connection, sha256: str) -> tuple[str | None, ...]:
    """The posts from which every case of the process may be seen."""
    definition = runtime.catalogue.process(connection, sha256).definition
    return (definition.actors[definition.owner].post, *definition.auditors)


def _numbers(asked: str, series: Sequence[tuple[str, int]]) -> list[str]:
    """Whole numbers of which `asked` may be a part: itself, a running number, or the latest of a series."""
    part = folded(asked)
    possible = [asked, *(number for name, last in series for number in _of_series(part, name, last))]
    return list(dict.fromkeys(possible))[:MOST_NUMBERS]


def _whole(question: str, numbers: Sequence[str]) -> str:
    """As the number is written, whatever letters it was typed in."""
    asked = folded(question.strip())
    return next((number for number in numbers[1:] if folded(number) == asked), question.strip())


def _of_series(asked: str, name: str, last: int) -> Iterator[str]:
    before = folded(name.partition(SEQ)[0])
    running = _RUNNING.search(asked)
    if running is not None and before.endswith(asked[: running.start()]) and 1 <= int(running[0]) <= last:
        yield from _written(name, int(running[0]))
    if asked in before:
        for number in range(last, max(0, last - LATEST), -1):
            yield from _written(name, number)


def _written(name: str, number: int) -> Iterator[str]:
    for width in range(len(str(number)), WIDEST + 1):
        yield name.replace(SEQ, str(number).zfill(width))


def _may_see(
    runtime: Runtime, connection: Connection, view: CaseView, directory: Directory, *, person: int, now: datetime
) -> bool:
    definition = runtime.catalogue.process(connection, view.definition).definition
    return sight(definition, view, directory, person, now) is not None


def _introduced(partner: Partner) -> Json:
    return {
        "code": partner.code,
        "name": {"zh-TW": partner.name.zh, "en": partner.name.en},
        "country": partner.country,
        "status": partner.status,
    }


def _shown(runtime: Runtime, connection: Connection, view: CaseView, directory: Directory) -> Json:
    process = runtime.catalogue.process(connection, view.definition)
    title = case_title(process.definition, typed(process, view).data)
    return {
        "number": view.number,
        "process": view.process,
        "title": {"zh-TW": title.zh, "en": title.en},
        "state": view.state,
        "outcome": view.outcome,
        "applicant": login_of(directory, view.applicant),
        "started_at": plain(view.started_at),
        "due_at": plain(view.due_at),
        "closed_at": plain(view.closed_at),
    }
