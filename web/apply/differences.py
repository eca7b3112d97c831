"""What two windows have typed into the same section, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.apply.sheets import Part, Sheet
from web.controls import Control, Drawing, draw
from web.language import language
from web.speaking import t
from workflow.texts.writing import listed


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    theirs: str
    mine: str


def differences(sheet: Sheet, part: Part, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields in which they differ, each as a person would read it."""
    drawing = Drawing(sheet.choices)
    pairs = zip(draw(part.specs, theirs, drawing), draw(part.specs, mine, drawing), strict=True)
    return tuple(Difference(one.label, _said(one), _said(other)) for one, other in pairs if _said(one) != _said(other))


def _said(control: Control) -> str:
    return listed(language(), _parts(control)) or t("field.left_blank")


def _parts(control: Control) -> Iterator[str]:
    if control.kind == "group":
        yield from (f"{part.label} {said}" for part in control.parts for said in _parts(part))
    elif control.kind == "table":
        yield from (f"{cell.label} {said}" for row in control.rows for cell in row for said in _parts(cell))
    elif control.kind == "boxes":
        yield from (label for code, label in control.options if code in control.chosen)
    elif control.kind in {"box", "yes_no"}:
        yield t("form.yes") if control.value == "true" else t("form.no")
    elif control.kind != "shown" and control.value:
        yield _label(control)


def _label(control: Control) -> str:
    options = [*control.options, *(option for _, group in control.groups for option in group)]
    return next((label for code, label in options if code == control.value and label), control.value)
