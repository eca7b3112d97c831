"""The kinds of files, told by the key that names what they define."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, cast

from workflow.reading.shapes.base import Shape
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.shared import AuthorityFile, CalendarFile, OrganisationFile, RegisterFile

Kind = Literal["process", "organisation", "authority", "calendar", "register"]

KINDS: Final[Mapping[Kind, type[Shape]]] = MappingProxyType(
    {
        "process": ProcessFile,
        "organisation": OrganisationFile,
        "authority": AuthorityFile,
        "calendar": CalendarFile,
        "register": RegisterFile,
    }
)


def kind_of(value: Mapping[str, Any]) -> Kind | None:
    """The kind of a file by the first of its keys that names one; a process may also have a block `authority`."""
    if "process" in value:
        return "process"
    return cast("Kind | None", next((key for key in value if key in KINDS), None))


@cache
def schema(kind: Kind) -> dict[str, Any]:
    """JSON Schema of a kind of file, for editors. The caller must not change it."""
    return KINDS[kind].model_json_schema(by_alias=True, mode="validation")
