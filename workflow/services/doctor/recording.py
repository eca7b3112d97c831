"""Rows of registers: each is its newest version, and unlike the others where it must be."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Text, and_, cast, exists, or_, select

from workflow.core.registers import keys_of
from workflow.services.catalogue import Catalogue
from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store import registers
from workflow.store.revisions import load_revisions
from workflow.store.tables import register_history, register_keys, register_rows


def rows_hold(scene: Scene, catalogue: Catalogue) -> Iterator[Fault]:
    """Every row is the last version of its history, and its keys are those of what it holds. That its case is there is
    looked at with the other references."""
    yield from _not_the_newest(scene)
    revision = load_revisions(scene.connection).get("definitions", 0)
    for spec in catalogue.current(scene.connection, revision).registers.values():
        rows = registers.rows(scene.connection, spec.key)
        wanted = {(code, *key) for code, data in rows.items() for key in keys_of(spec, {**data, spec.key_column: code})}
        of = register_keys.c
        held = scene.connection.execute(select(of.code, of.columns, of.value).where(of.register == spec.key)).all()
        for code, columns in sorted({(code, columns) for code, columns, _ in wanted ^ {tuple(row) for row in held}}):
            yield fault("row_key_differs", register=spec.key, row=code, columns=columns)


def _not_the_newest(scene: Scene) -> Iterator[Fault]:
    row, kept = register_rows.c, register_history.c
    later = register_history.alias("later").c
    newer = exists().where(later.register == row.register, later.code == row.code, later.version > row.version)
    last = and_(kept.register == row.register, kept.code == row.code, kept.version == row.version)
    same = and_(cast(kept.data, Text) == cast(row.data, Text), kept.case_id.is_not_distinct_from(row.case_id))
    wanted = select(row.register, row.code).where(or_(newer, ~exists().where(last, same)))
    for found in scene.rows(wanted):
        yield fault("row_not_its_newest_version", register=found.register, row=found.code)
