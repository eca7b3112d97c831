"""Registers (登錄): the tables that processes read from and leave rows in."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.form import FieldSpec
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """`key_column` tells the rows apart; each group of `unique` columns may hold the same values only once."""

    key: str
    version: int
    title: Text
    key_column: str
    columns: tuple[FieldSpec, ...]
    unique: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> FieldSpec | None:
        return next((column for column in self.columns if column.name == name), None)
