"""A tree in the shape of its kind of file."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.base import Shape
from workflow.reading.shapes.kinds import KINDS, schema
from workflow.reading.shapes.problems import findings_of

AShape = TypeVar("AShape", bound=Shape)


def shaped(sheet: Worksheet, model: type[AShape]) -> AShape | None:
    """The validated file; its problems are added to the findings. When all of them are unknown keys the rest is still
    worth checking, so that the writer sees everything at once."""
    value = sheet.tree.value
    try:
        return model.model_validate(value)
    except ValidationError as error:
        kind = next(kind for kind, known in KINDS.items() if known is model)
        sheet.findings += findings_of(error, sheet.tree, schema(kind))
        if any(details["type"] != "extra_forbidden" for details in error.errors(include_url=False)):
            return None
    try:
        return model.model_validate(value, extra="ignore")
    except ValidationError:
        return None  # what the unknown key was meant to say is missing, and that is reported already
