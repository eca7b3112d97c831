"""The files that processes share, compiled: organisation, registers, calendars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from workflow.core.calendar import BadCalendar, Layer, layer_from_mapping
from workflow.core.directory import Post, Unit
from workflow.core.findings import Path
from workflow.core.letters import PLAIN, Letterhead
from workflow.core.registers import REGIONS, RegisterSpec
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.compiling.form import compile_fields
from workflow.reading.compiling.row_cases import compile_begins, compile_counted, compile_watch
from workflow.reading.compiling.shaping import shaped
from workflow.reading.compiling.worksheet import Organisation, Worksheet
from workflow.reading.shapes.fields import CountryField, DateField, EnumColumn
from workflow.reading.shapes.shared import APost, AUnit, CalendarFile, OrganisationFile, RegisterFile

LayerOf = Callable[[Mapping[str, Any]], Layer]

_STEPS: Final = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def compile_organisation(sheet: Worksheet) -> Organisation | None:
    """Units and posts; None when a finding is an error."""
    shape = shaped(sheet, OrganisationFile)
    if shape is None:
        return None
    units = {unit.id: _unit(unit) for unit in shape.units}
    posts = {post.id: Post(post.id, post.label.text(), post.level, tuple(post.units)) for post in shape.posts}
    _check_once(sheet, (unit.id for unit in shape.units), "units")
    _check_once(sheet, (post.id for post in shape.posts), "posts")
    for index, unit in enumerate(shape.units):
        _check_unit(sheet, unit, units, posts, ("units", index))
    for index, post in enumerate(shape.posts):
        _check_post(sheet, post, units, ("posts", index))
    if sheet.failed:
        return None
    letterhead = Letterhead(shape.mail.prefix, shape.mail.sender.text()) if shape.mail else PLAIN
    return Organisation(shape.organisation, shape.version, fingerprint(shape), units, posts, letterhead)


def compile_register(sheet: Worksheet) -> RegisterSpec | None:
    """The columns of a register and which of them tell rows apart; None when a finding is an error."""
    shape = shaped(sheet, RegisterFile)
    if shape is None:
        return None
    columns = compile_fields(sheet, shape.columns, ("columns",))
    _refuse_keys_of_forms(sheet, shape)
    _check_names(sheet, shape)
    regions, counted = dict(_regions(sheet, shape)), dict(compile_counted(sheet, shape))
    watch, begins = compile_watch(sheet, shape, columns), tuple(compile_begins(sheet, shape, columns))
    if sheet.failed:
        return None
    unique = tuple(tuple(group) for group in shape.unique)
    return RegisterSpec(
        shape.register_key,
        shape.version,
        shape.title.text(),
        shape.key,
        columns,
        unique,
        regions,
        tuple(shape.may_change),
        counted,
        watch,
        begins,
        tuple(shape.may_see),
        {column: tuple(posts) for column, posts in shape.only_for.items()},
        (shape.valid.first, shape.valid.last) if shape.valid is not None else None,
        tuple(shape.summary),
    )


def compile_calendar(sheet: Worksheet, layer_of: LayerOf = layer_from_mapping) -> Layer | None:
    """The layer of a calendar file. `layer_of` may add the days of the file's `source`; it raises BadCalendar."""
    if shaped(sheet, CalendarFile) is None or sheet.failed:
        return None
    try:
        return layer_of(sheet.tree.value)
    except BadCalendar as error:
        path = tuple(_steps(str(error.params.get("key", ""))))
        sheet.error("L01", f"calendar_{error.code}", path, params=error.params)
        return None


def _regions(sheet: Worksheet, shape: RegisterFile) -> Iterator[tuple[str, str]]:
    """Columns that follow from the country in another one; their options are the regions, no more and no less."""
    countries = [name for name, column in shape.columns.items() if isinstance(column, CountryField)]
    for name, column in shape.columns.items():
        if not isinstance(column, EnumColumn) or column.from_country is None:
            continue
        path: Path = ("columns", name)
        sheet.name("column", column.from_country, countries, (*path, "from_country"))
        if set(column.options) != set(REGIONS):
            sheet.error("L01", "not_the_regions", (*path, "options"), params={"wanted": REGIONS})
        yield name, column.from_country


def _check_names(sheet: Worksheet, shape: RegisterFile) -> None:
    sheet.name("column", shape.key, shape.columns, ("key",))
    for index, group in enumerate(shape.unique):
        sheet.names("column", group, shape.columns, ("unique", index))
    sheet.names("column", shape.summary, shape.columns, ("summary",))
    for column in shape.only_for:
        sheet.name("column", column, shape.columns, ("only_for", column))
    if sheet.context.organisation is not None:
        posts = sheet.context.organisation.posts
        sheet.names("post", shape.may_change, posts, ("may_change",))
        sheet.names("post", shape.may_see, posts, ("may_see",))
        for column, seen_by in shape.only_for.items():
            sheet.names("post", seen_by, posts, ("only_for", column))
    _check_validity(sheet, shape)


def _check_validity(sheet: Worksheet, shape: RegisterFile) -> None:
    if shape.valid is not None:
        days = [name for name, column in shape.columns.items() if isinstance(column, DateField)]
        sheet.name("day", shape.valid.first, days, ("valid", "from"))
        sheet.name("day", shape.valid.last, days, ("valid", "to"))


def _refuse_keys_of_forms(sheet: Worksheet, shape: RegisterFile) -> None:
    """What only the field of a case can say."""
    for name, column in shape.columns.items():
        for key in ("lookup", "required_when", "hide_from"):
            if getattr(column, key):
                sheet.key("not_in_register", ("columns", name, key), name=key)


def _unit(unit: AUnit) -> Unit:
    return Unit(unit.id, unit.label.text(), unit.level, unit.parent, unit.head, unit.kind, unit.supervisor)


def _check_once(sheet: Worksheet, ids: Iterable[str], block: str) -> None:
    seen: set[str] = set()
    for index, key in enumerate(ids):
        if key in seen:
            sheet.error("L01", "duplicate_id", (block, index, "id"), params={"name": key})
        seen.add(key)


def _check_unit(
    sheet: Worksheet, unit: AUnit, units: Mapping[str, Unit], posts: Mapping[str, Post], path: Path
) -> None:
    if unit.parent is not None:
        sheet.name("unit", unit.parent, units, (*path, "parent"))
        if unit.id in _above(unit.id, units):
            sheet.error("L02", "unit_below_itself", (*path, "parent"), params={"name": unit.id})
    if unit.head is not None:
        sheet.name("post", unit.head, posts, (*path, "head"))
        if unit.head in posts and unit.id not in posts[unit.head].units:
            sheet.error("L02", "post_not_there", (*path, "head"), params={"post": unit.head, "unit": unit.id})
    if unit.supervisor is not None:
        sheet.name("post", unit.supervisor, posts, (*path, "supervisor"))


def _check_post(sheet: Worksheet, post: APost, units: Mapping[str, Unit], path: Path) -> None:
    sheet.names("unit", post.units, units, (*path, "units"))


def _above(unit: str, units: Mapping[str, Unit]) -> set[str]:
    """The units above; holds the unit itself when the way up leads back to it."""
    found: set[str] = set()
    parent = units[unit].parent
    while parent is not None and parent not in found:
        found.add(parent)
        above = units.get(parent)
        parent = above.parent if above else None
    return found


def _steps(key: str) -> Iterator[str | int]:
    """`overrides[2].date` as a path."""
    for name, index in _STEPS.findall(key):
        yield int(index) if index else name
