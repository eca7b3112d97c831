"""What the JSON Schema tells the editor of whoever writes a definition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import Field

from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.shapes.base import Shape
from workflow.reading.shapes.kinds import KINDS, Kind, schema

_IN_BOTH = re.compile(r"[^/]*[\u4e00-\u9fff][^/]*\s/\s[^/]*[A-Za-z]{2}.*", re.DOTALL)


def _described(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, form in [(document["title"], document), *document["$defs"].items()]:
        yield name, form.get("description", "")
        yield from ((f"{name}.{key}", it.get("description", "")) for key, it in form.get("properties", {}).items())


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_and_every_construct_is_described_in_both_languages(kind: Kind) -> None:
    described = dict(_described(schema(kind)))
    assert len(described) > 10
    assert [name for name, text in described.items() if not _IN_BOTH.fullmatch(text)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_descriptions_write_the_full_character_of_taiwan(kind: Kind) -> None:
    assert "\u53f0" not in json.dumps(schema(kind), ensure_ascii=False)


def test_a_description_is_no_part_of_the_identity_of_a_version() -> None:
    class Told(Shape):
        most: int = Field(3, description="最多 / most")

    class Silent(Shape):
        most: int = 3

    assert fingerprint(Told()) == fingerprint(Silent())
