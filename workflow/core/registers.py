"""Registers (登錄): the tables that processes read from and leave rows in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workflow.core.field_types import Lookups
from workflow.core.fields import Parsed, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.text import Text

REGIONS: Final = ("foreign", "mainland", "hk_macau")
"""Which law a partner's country falls under: agreements with the mainland are filed with the ministry first."""
_REGION_OF: Final = MappingProxyType({"CN": "mainland", "HK": "hk_macau", "MO": "hk_macau"})


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """`key_column` tells the rows apart; each group of `unique` columns may hold the same values only once.

    `regions` maps a column that is never given to the column of the country that it follows from. `may_change` are
    the posts whose holders change rows by hand; cases leave rows whoever decides them.
    """

    key: str
    version: int
    title: Text
    key_column: str
    columns: tuple[FieldSpec, ...]
    unique: tuple[tuple[str, ...], ...]
    regions: Mapping[str, str] = field(default_factory=dict)
    may_change: tuple[str, ...] = ()

    def column(self, name: str) -> FieldSpec | None:
        return next((column for column in self.columns if column.name == name), None)


def parse_row(spec: RegisterSpec, raw: Mapping[str, object], world: Lookups, current: Mapping[str, object]) -> Parsed:
    """Read a row over its `current` values as a form is read; a region follows from its country."""
    parsed = parse_fields(spec.columns, raw, world=world, complete=True, current=current)
    values = dict(parsed.values)
    for column_name, country in spec.regions.items():
        if values.get(country) is not None:
            values[column_name] = region_of(str(values[country]))
    return Parsed(values, parsed.problems)


def region_of(country: str) -> str:
    return _REGION_OF.get(country, "foreign")
