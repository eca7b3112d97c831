"""Frozen values as a document shows them in one language: labels for codes, names for pointers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from workflow.core.form import FieldSpec
from workflow.core.memos import Fact, Grid
from workflow.core.papers import Prose
from workflow.core.text import Text
from workflow.services.naming import Names

_PLACE: Final = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """The values by path, typed, with what they are called in `language`."""

    language: Literal["zh-TW", "en"]
    values: Mapping[str, object]
    specs: Mapping[str, FieldSpec]
    names: Names

    def word(self, text: Text) -> str:
        return text.zh if self.language == "zh-TW" else text.en

    def prose(self, text: Text | None) -> Prose | None:
        """The text in pieces; a field that is empty leaves nothing in its place."""
        if text is None:
            return None
        pieces = _PLACE.split(self.word(text))
        return tuple(self.value(piece) if place % 2 else piece for place, piece in enumerate(pieces))

    def value(self, path: str) -> object:
        spec, value = self.specs.get(path), self.values.get(path)
        if value is None:
            return ""
        return value if spec is None else self._shown(spec, value)

    def facts(self, paths: Iterable[str]) -> tuple[Fact, ...]:
        """What is set, in the order asked for."""
        named = ((self.specs[path], self.values.get(path)) for path in paths if path in self.specs)
        return tuple(self._facts(named))

    def grid(self, path: str, columns: tuple[str, ...]) -> Grid | None:
        """The rows with all columns named, also those that are empty; without names those that hold something."""
        spec, rows = self.specs[path], self.values.get(path)
        rows = list(rows) if isinstance(rows, list | tuple) else []
        known = {column.name: column for column in spec.fields}
        used = [column for column in spec.fields if any(row.get(column.name) is not None for row in rows)]
        shown = [known[name] for name in columns if name in known] if columns else used or list(spec.fields)
        cells = [tuple(self._cell(column, row) for column in shown) for row in rows]
        return Grid(tuple(self.word(column.label) for column in shown), tuple(cells))

    def _facts(self, named: Iterable[tuple[FieldSpec, object]]) -> Iterator[Fact]:
        for spec, value in named:
            shown = "" if value is None else self._shown(spec, value)
            if shown not in ((), ""):
                yield Fact(self.word(spec.label), shown)

    def _shown(self, spec: FieldSpec, value: Any) -> object:
        match spec.type:
            case "group":
                return tuple(self._facts((part, value.get(part.name)) for part in spec.fields))
            case "table":
                return Reading(self.language, {spec.name: value}, {spec.name: spec}, self.names).grid(spec.name, ())
            case "multi":
                return tuple(self._option(spec, code) for code in value)
            case "enum":
                return self._option(spec, value)
            case "ref":  # its code is for screens, where rows with like names stand side by side
                row = self.names.rows.get((str(spec.register), str(value)))
                return str(value) if row is None else self.word(row)
            case _:
                name = self.names.pointed_at(spec, value)
                return value if name is None else self.word(name)

    def _cell(self, column: FieldSpec, row: Mapping[str, Any]) -> object:
        value = row.get(column.name)
        return "" if value is None else self._shown(column, value)

    def _option(self, spec: FieldSpec, code: object) -> str:
        return next((self.word(option.label) for option in spec.options if option.code == code), str(code))


def specs_by_path(specs: Iterable[FieldSpec], prefix: str = "") -> dict[str, FieldSpec]:
    """Fields and parts of groups by dotted path."""
    found: dict[str, FieldSpec] = {}
    for spec in specs:
        found[prefix + spec.name] = spec
        if spec.type == "group":
            found |= specs_by_path(spec.fields, f"{prefix}{spec.name}.")
    return found
