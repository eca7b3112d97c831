"""People and what they hold, from a table of one row per holding; a file with one bad row changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.directory import Directory, Holding, Person, Post, Unit, build_directory, posts_of
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.spelling import near_misses
from workflow.core.text import Text
from workflow.services.runtime import Runtime
from workflow.services.sheets import Columns, Row, SheetProblem, problem_of, read_sheet, refuse_if_wrong, shortened
from workflow.store import people
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

LONGEST_LOGIN: Final = 120
_LOGIN: Final = re.compile(r"[a-z0-9_][a-z0-9_.@-]*")
_OF_PERSON: Final = ("name_zh", "name_en", "email")


def _spec(name: str, kind: str, *, required: bool = True) -> FieldSpec:
    return FieldSpec(name, kind, Text(name, name), required=required)


_SPECS: Final = (
    *(_spec(name, "text") for name in ("login", "name_zh", "name_en")),
    _spec("email", "email"),
    *(_spec(name, "text") for name in ("post", "unit")),
    _spec("from", "date"),
    _spec("to", "date", required=False),
)
COLUMNS: Final = tuple(spec.name for spec in _SPECS)


@dataclass(frozen=True, slots=True)
class PeopleImported:
    """What a file changed; the same file again changes nothing."""

    rows: int
    people_new: int = 0
    people_changed: int = 0
    holdings_new: int = 0
    holdings_changed: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row whose cells are right each by itself."""

    row: Row
    values: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.values["login"], self.values["post"], self.values["unit"])

    @property
    def last_day(self) -> date:
        return self.values.get("to") or date.max


def import_people(runtime: Runtime, content: bytes) -> PeopleImported:
    """Add and change people and holdings; nobody is removed, and what a file does not name stays as it is.

    A holding is told by login, post, unit and first day. Raises BadSheet with every row that is wrong.
    """
    sheet = read_sheet(content, Columns(COLUMNS, COLUMNS))
    with runtime.database.transaction() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        lines, problems = _lines(sheet.rows, directory)
        refuse_if_wrong(sheet, problems)
        return _write(connection, lines, directory)


def people_of(content: bytes, units: Iterable[Unit], posts: Iterable[Post]) -> Directory:
    """The people of a table in these units and posts, without keeping them. Raises BadSheet."""
    units, posts = tuple(units), tuple(posts)
    nobody = build_directory(0, units=units, posts=posts, people=(), holdings=(), deputyships=())
    sheet = read_sheet(content, Columns(COLUMNS, COLUMNS))
    lines, problems = _lines(sheet.rows, nobody)
    refuse_if_wrong(sheet, problems)
    named = {line.values["login"]: _person(line, None) for line in lines}
    people = {login: replace(person, id=number) for number, (login, person) in enumerate(named.items(), start=1)}
    holdings = [
        Holding(people[line.values["login"]].id, *line.key[1:], line.values["from"], line.values.get("to"))
        for line in lines
    ]
    return build_directory(
        0, units=units, posts=posts, people=people.values(), holdings=holdings, deputyships=()
    )  # fmt: skip


def list_people(runtime: Runtime, now: datetime) -> list[dict[str, Any]]:
    """Everybody by login, with the posts held today in Taipei; a leaver holds none."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    today = now.astimezone(TAIPEI).date()
    return [
        {
            "login": person.login,
            "name": person.name.zh,
            "name_en": person.name.en,
            "email": person.email,
            "posts": [{"post": post, "unit": unit} for post, unit in posts_of(directory, person.id, today)],
            "active": person.active,
        }
        for person in sorted(directory.people.values(), key=lambda person: person.login)
    ]


def _lines(rows: Sequence[Row], directory: Directory) -> tuple[list[_Line], list[SheetProblem]]:
    lines: list[_Line] = []
    problems: list[SheetProblem] = []
    for row in rows:
        parsed = parse_fields(_SPECS, row.cells, world=Lookups(), complete=True, current={})
        found = [problem_of(row, problem) for problem in parsed.problems]
        line = _Line(row, parsed.values)
        faulty = {problem.column for problem in found}
        found += (it for it in _against_organisation(line, directory) if it.column not in faulty)
        if not found:
            lines.append(line)
        problems += found
    problems += _against_each_other(lines)
    problems += _against_stored(lines, directory)
    return lines, problems


def _against_organisation(line: _Line, directory: Directory) -> Iterator[SheetProblem]:
    values = line.values
    login, post, unit = values.get("login"), values.get("post"), values.get("unit")
    if login is not None and (len(login) > LONGEST_LOGIN or not _LOGIN.fullmatch(login)):
        yield _problem(line, "login", "sheet_bad_login", longest=LONGEST_LOGIN)
    known = directory.posts.get(post or "")
    if post is not None and known is None:
        yield _problem(line, "post", "sheet_unknown_post", near=near_misses(post, directory.posts))
    if unit is not None and unit not in directory.units:
        yield _problem(line, "unit", "sheet_unknown_unit", near=near_misses(unit, directory.units))
    elif known is not None and unit is not None and unit not in known.units:
        yield _problem(line, "unit", "sheet_post_not_there", post=post, unit=unit)
    if values.get("from") and values.get("to") and values["to"] < values["from"]:
        yield _problem(line, "to", "sheet_range_reversed", begins=values["from"].isoformat())


def _against_each_other(lines: Sequence[_Line]) -> Iterator[SheetProblem]:
    """One login is one person, and nobody holds the same post twice at a time."""
    first_of: dict[str, _Line] = {}
    held: dict[tuple[str, str, str], list[_Line]] = {}
    for line in lines:
        first = first_of.setdefault(line.values["login"], line)
        for column in _OF_PERSON:
            other = first.values[column]
            if line.values[column] != other:
                yield _problem(line, column, "sheet_login_differs", first=first.row.number, other=shortened(other))
        same = held.setdefault(line.key, [])
        overlapping = next((other for other in same if _overlap(line, other.values["from"], other.last_day)), None)
        if overlapping is not None:
            yield _problem(line, None, "sheet_holding_twice", first=overlapping.row.number)
        same.append(line)


def _against_stored(lines: Sequence[_Line], directory: Directory) -> Iterator[SheetProblem]:
    """A stored holding that the file names again takes its last day from the file and is not compared."""
    named = {(*line.key, line.values["from"]) for line in lines}
    for line in lines:
        login, post, unit = line.key
        for holding in directory.by_person.get(directory.by_login.get(login, 0), ()):
            if (holding.post, holding.unit) != (post, unit) or (*line.key, holding.valid_from) in named:
                continue
            if _overlap(line, holding.valid_from, holding.valid_to or date.max):
                yield _problem(line, "from", "sheet_holding_overlaps", begins=holding.valid_from.isoformat())


def _overlap(line: _Line, first_day: date, last_day: date) -> bool:
    return bool(line.values["from"] <= last_day and first_day <= line.last_day)


def _problem(line: _Line, column: str | None, code: str, **params: object) -> SheetProblem:
    value = {"value": shortened(line.row.cells[column])} if column is not None else {}
    return SheetProblem(line.row.number, column, code, {**value, **params})


def _write(connection: Connection, lines: Sequence[_Line], directory: Directory) -> PeopleImported:
    done = PeopleImported(len(lines))
    ids = dict(directory.by_login)
    for line in {line.values["login"]: line for line in lines}.values():
        stored = directory.people.get(ids.get(line.values["login"], 0))
        person = _person(line, stored)
        if person != stored:
            ids[person.login] = people.put_person(connection, person)
            done = _counted(done, "people", new=stored is None)
    for line in lines:
        person_id = ids[line.values["login"]]
        held = next((it for it in directory.by_person.get(person_id, ()) if _is_same(it, line)), None)
        acting = held is not None and held.acting
        holding = Holding(person_id, *line.key[1:], line.values["from"], line.values.get("to"), acting)
        if holding != held:
            people.put_holding(connection, holding)
            done = _counted(done, "holdings", new=held is None)
    return done


def _person(line: _Line, stored: Person | None) -> Person:
    values = line.values
    name = Text(values["name_zh"], values["name_en"])
    if stored is None:
        return Person(0, values["login"], name, values["email"])
    return replace(stored, name=name, email=values["email"])


def _is_same(holding: Holding, line: _Line) -> bool:
    return (holding.post, holding.unit, holding.valid_from) == (*line.key[1:], line.values["from"])


def _counted(done: PeopleImported, what: str, *, new: bool) -> PeopleImported:
    name = f"{what}_{'new' if new else 'changed'}"
    return replace(done, **{name: getattr(done, name) + 1})
