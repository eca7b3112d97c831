"""Which states of earlier versions are which states of this one."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import State
from workflow.core.findings import Path
from workflow.core.mapping import Migration, split_place
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.process import ProcessFile


def compile_migrations(sheet: Worksheet, shape: ProcessFile, states: dict[str, State]) -> Iterator[Migration]:
    """Each map leads to what there is; whether it leads from what there was is seen when cases are moved."""
    seen: set[int] = set()
    for index, entry in enumerate(shape.migrate):
        path: Path = ("migrate", index)
        if entry.begins >= shape.version:
            sheet.error("L21", "map_not_earlier", (*path, "from"), params={"version": entry.begins})
        if entry.begins in seen:
            sheet.error("L21", "map_twice", (*path, "from"), params={"version": entry.begins})
        seen.add(entry.begins)
        for name, target in entry.map.items():
            _check(sheet, target, states, (*path, "map", name))
        yield Migration(entry.begins, tuple(entry.map.items()))


def _check(sheet: Worksheet, target: str, states: dict[str, State], path: Path) -> None:
    name, key = split_place(target)
    sheet.name("state", name, states, path)
    if key is not None and name in states:
        slots = [slot.key for branch in states[name].branches for slot in branch.slots]
        sheet.name("task", key, slots, path)
