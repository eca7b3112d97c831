"""What a field is sure to hold once a form that has it was filled in."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.core.form import FieldSpec

Fields = Mapping[str, FieldSpec]
"""By dotted path."""


def is_required(fields: Fields, path: str) -> bool:
    """A looked-up value is there when the row is named; what its column holds is the register's matter."""
    spec = fields.get(path)
    if spec is None:
        return False
    if spec.lookup is not None:
        return is_required(fields, source_of(path, spec))
    return spec.required


def is_held(fields: Fields, path: str) -> bool:
    """What has a default takes it again when it is cleared."""
    spec = fields.get(path)
    return spec is not None and spec.default is not None


def source_of(path: str, spec: FieldSpec) -> str:
    """The field beside a looked-up one that names the row."""
    above, _, _ = path.rpartition(".")
    sibling = (spec.lookup or "").partition(".")[0]
    return f"{above}.{sibling}" if above else sibling
