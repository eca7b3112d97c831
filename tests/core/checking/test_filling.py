"""L13: whoever must be given a value needs somebody who can give it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.checking.building import codes, definition, edit, field, only

TOLD = ("L13", "nobody_fills_in")


def told(edits: str, **more: Any) -> bool:
    fields = (field("room", required=True, **more),)
    return TOLD in codes(definition(edit("draft", edits=edits, submit="approved"), fields=fields), "warning")


def test_a_required_field_in_no_edits_is_told_at_the_field() -> None:
    found = definition(edit("draft", edits="", submit="approved"), fields=(field("room", required=True),))
    finding = only(found, "nobody_fills_in")
    assert (finding.path, finding.params, finding.severity) == (("data", "room"), {"name": "room"}, "warning")


@pytest.mark.parametrize("edits", ["room", "room.number"])
def test_a_required_field_that_is_filled_in_whole_or_in_part_is_not_told(edits: str) -> None:
    assert not told(edits)


@pytest.mark.parametrize("more", [{"default": "given"}, {"lookup": "partner.room"}])
def test_a_required_field_that_comes_by_itself_is_not_told(more: Any) -> None:
    assert not told("", **more)


def test_a_field_that_may_stay_empty_is_not_told() -> None:
    found = definition(edit("draft", submit="approved"), fields=(field("room"),))
    assert TOLD not in codes(found)
