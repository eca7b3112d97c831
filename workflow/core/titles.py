"""What a case is called in lists: the definition's text with the case's own values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from workflow.core.definition import Definition
from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.core.turn import value_at

_PLACE: Final = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
MISSING: Final = "—"


def case_title(definition: Definition, data: Mapping[str, object]) -> Text:
    """Both languages; options by their labels, a dash for what is still missing."""
    specs = {spec.name: spec for spec in definition.fields}

    def filled(text: str, language: str) -> str:
        return _PLACE.sub(lambda place: _shown(specs, data, place[1], language), text)

    return Text(filled(definition.case_title.zh, "zh"), filled(definition.case_title.en, "en"))


def _shown(specs: Mapping[str, FieldSpec], data: Mapping[str, object], path: str, language: str) -> str:
    value = value_at(data, path)
    if value is None:
        return MISSING
    spec = specs.get(path)
    labels = {option.code: option.label for option in spec.options} if spec else {}
    if isinstance(value, str) and value in labels:
        return labels[value].zh if language == "zh" else labels[value].en
    return f"{value:,}" if isinstance(value, Decimal) else str(value)
