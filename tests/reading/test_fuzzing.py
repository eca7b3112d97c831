"""Whatever stands in a file, reading ends in findings or in a definition."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.small_request import FILES
from workflow.reading.folder import read_folder
from workflow.reading.strict import read_yaml

JUNK: list[Any] = [None, 0, -1, True, "", "x", "data.", "due + 1wd", "none", "data.amount > 0", [], ["x"], [[]], {}]
JUNK += [{"x": 1}, {"to": "draft"}, {"else": "done"}, "{subject}", "x" * 300, {"zh-TW": "甲", "en": "A"}, 10**17]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for key, part in list(entries):
        found += [(value, key), *_places(part)]
    return found


@pytest.mark.parametrize("name", sorted(FILES))
@settings(max_examples=100)
@given(data=st.data())
def test_a_file_with_any_part_replaced_or_removed_never_breaks_reading(name: str, data: st.DataObject) -> None:
    value = read_yaml(FILES[name]).value
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(_places(value)))
        if data.draw(st.booleans()) and isinstance(container, dict):
            container[str(data.draw(st.sampled_from(["x", "when", "by", "to", "label"])))] = container.pop(key, None)
        else:
            container[key] = deepcopy(data.draw(st.sampled_from(JUNK)))
    library = read_folder({**FILES, name: json.dumps(value).encode()})
    assert library.findings or library.processes
    assert all(it.file and it.line and it.column for it in library.findings)


@settings(max_examples=100)
@given(st.integers(0, 12_000), st.integers(0, 30), st.text(alphabet=" \n:{}[],'\"-#ab01", max_size=6))
def test_a_process_with_a_hole_in_its_text_never_breaks_reading(start: int, length: int, inserted: str) -> None:
    text = FILES["processes/small_request.yaml"].decode()
    changed = text[:start] + inserted + text[start + length :]
    library = read_folder({**FILES, "processes/small_request.yaml": changed.encode()})
    assert library.findings or library.processes
