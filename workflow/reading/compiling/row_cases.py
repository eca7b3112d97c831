"""What a register says of the cases beside its rows: which one watches over a row, which ones people begin from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workflow.core.durations import parse_duration
from workflow.core.field_storage import schema_for
from workflow.core.findings import Path
from workflow.core.form import FieldSpec
from workflow.core.registers import Beginning, Counting, Watch
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.fields import DateColumn
from workflow.reading.shapes.shared import RegisterFile

ROW: Final = "row"
"""Under what name a condition reads the row."""


def compile_counted(sheet: Worksheet, shape: RegisterFile) -> Iterator[tuple[str, Counting]]:
    """Days that follow from other columns, none of which is counted itself."""
    given = {name: column for name, column in shape.columns.items() if getattr(column, "counted", None) is None}
    for name, column in shape.columns.items():
        if not isinstance(column, DateColumn) or column.counted is None:
            continue
        rule, path = column.counted, ("columns", name, "counted")
        sheet.name("column", rule.start, _of_type(given, "date"), (*path, "from"))
        if rule.months is not None:
            sheet.name("column", rule.months, _of_type(given, "int"), (*path, "months"))
        span = parse_duration(rule.span) if rule.span is not None else None
        yield name, Counting(rule.start, -1 if rule.backwards else 1, span, rule.months)


def compile_watch(sheet: Worksheet, shape: RegisterFile, columns: Sequence[FieldSpec]) -> Watch | None:
    """What the process makes of it is looked at where all processes are known."""
    if shape.watch is None:
        return None
    when = sheet.guard(shape.watch.when, ("watch", "when"), schema_for(columns, ROW))
    return Watch(shape.watch.process, shape.watch.names, when)


def compile_begins(sheet: Worksheet, shape: RegisterFile, columns: Sequence[FieldSpec]) -> Iterator[Beginning]:
    types = schema_for(columns, ROW)
    for key, begin in shape.begins.items():
        path: Path = ("begins", key)
        for name, column in begin.given.items():
            sheet.name("column", column, shape.columns, (*path, "with", name))
        yield Beginning(
            key,
            begin.label.text(),
            begin.process,
            begin.names,
            tuple(begin.given.items()),
            tuple(begin.fixed.items()),
            sheet.guard(begin.when, (*path, "when"), types),
        )


def _of_type(columns: Mapping[str, object], wanted: str) -> Iterator[str]:
    return (name for name, column in columns.items() if getattr(column, "type", None) == wanted)
