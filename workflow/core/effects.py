"""What a definition has done when a state is left: named Operations, each with what it is given."""

from __future__ import annotations

from dataclasses import dataclass

Literally = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectRule:
    """A named Operation to call when a state is left by `outcome`.

    Of a register: `row` is the path of the code of the row, `given` maps columns to paths of the case, `fixed` to
    literals; `each` is the table field that has the Operation called once for each of its rows.
    """

    outcome: str
    operation: str
    register: str = ""
    row: str = ""
    given: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, Literally], ...] = ()
    each: str | None = None
