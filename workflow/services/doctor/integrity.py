"""What the database itself promises: rows that refer to each other, pages that can be read, evidence that is frozen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ForeignKeyConstraint, Table, and_, exists, select, text

from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store import tables
from workflow.store.tables.triggers import postgresql_triggers, sqlite_triggers

Reference = tuple[Table, tuple[str, ...], Table, tuple[str, ...]]

# Tables that a step fills refer to their case without a constraint, which would be looked up for each row.
_SILENT: Final[tuple[Reference, ...]] = (
    *((table, ("case_id",), tables.cases, ("id",)) for table in (
        tables.decisions, tables.timers, tables.documents, tables.outgoing, tables.register_rows,
        tables.bookings)),
    (tables.candidates, ("case_id", "task_seq"), tables.tasks, ("case_id", "seq")),
    (tables.cases, ("applicant",), tables.people, ("id",)),
    (tables.signals, ("case_id",), tables.cases, ("id",)),
    (tables.signals, ("source",), tables.cases, ("id",)),
    (tables.links, ("child",), tables.cases, ("id",)),
    (tables.links, ("parent",), tables.cases, ("id",)),
    (tables.merged, ("case_id",), tables.cases, ("id",)),
    (tables.merged, ("lead",), tables.cases, ("id",)),
)  # fmt: skip


def references_hold(scene: Scene) -> Iterator[Fault]:
    """No row refers to one that is not there, whether the database watches over it or not."""
    for table, columns, other, keys in (*_declared(), *_SILENT):
        pairs = and_(*(table.c[column] == other.c[key] for column, key in zip(columns, keys, strict=True)))
        there = and_(*(table.c[column].is_not(None) for column in columns))
        named = [table.c[column].label(f"c{place}") for place, column in enumerate(columns)]
        for row in scene.rows(select(*named).where(there, ~exists().where(pairs).correlate(table))):
            yield fault("row_refers_to_nothing", table=table.name, to=other.name, value=list(row))
    yield from _recipients(scene)
    yield from _of_the_database(scene)


def _recipients(scene: Scene) -> Iterator[Fault]:
    """Letters go to people, or by a link to somebody outside."""
    to = tables.outgoing.c.recipient
    for other, names, known in (
        (tables.people, to >= 0, tables.people.c.id == to),
        (tables.guest_links, to < 0, tables.guest_links.c.id == -to),
    ):
        for row in scene.rows(select(to).where(names, ~exists().where(known).correlate(tables.outgoing))):
            yield fault("row_refers_to_nothing", table="outgoing", to=other.name, value=list(row))


def _declared() -> Iterator[Reference]:
    for table in tables.metadata.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=lambda it: str(it.name)):
            yield (table, *_sides(constraint))


def _sides(constraint: ForeignKeyConstraint) -> tuple[tuple[str, ...], Table, tuple[str, ...]]:
    own = tuple(element.parent.name for element in constraint.elements)
    return own, constraint.referred_table, tuple(element.column.name for element in constraint.elements)


def _of_the_database(scene: Scene) -> Iterator[Fault]:
    if scene.connection.dialect == "sqlite":
        yield from _sqlite(scene)
    else:
        yield from _postgresql(scene)


def _sqlite(scene: Scene) -> Iterator[Fault]:
    for (said,) in scene.connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield fault("damaged", said=said)
    wanted = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    yield from _missing_triggers(scene, wanted, sqlite_triggers())


def _postgresql(scene: Scene) -> Iterator[Fault]:
    unchecked = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    for (name,) in scene.connection.execute(text(unchecked)):
        yield fault("constraint_not_validated", constraint=name)
    broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    for (name,) in scene.connection.execute(text(broken)):
        yield fault("index_not_valid", index=name)
    wanted = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    yield from _missing_triggers(scene, wanted, postgresql_triggers())


def _missing_triggers(scene: Scene, wanted: str, statements: tuple[str, ...]) -> Iterator[Fault]:
    """Without them anybody who is connected could change what has happened."""
    found = set(scene.connection.execute(text(wanted)).scalars())
    names = (statement.split()[2] for statement in statements if statement.startswith("CREATE TRIGGER"))
    for name in names:
        if name not in found:
            yield fault("trigger_missing", trigger=name, repair="create_trigger")
