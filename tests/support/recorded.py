"""A register of the small office, and its process with an approval that writes there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.act import Done
from workflow.services.publishing import publish
from workflow.store import registers

NOTES: Final = """
register: notes
version: 1
title: {zh-TW: 紀錄, en: Notes}
key: code
may_change: [chief]
columns:
  code: {type: text, required: true, max_length: 40, label: {zh-TW: 編號, en: Code}}
  about: {type: text, required: true, max_length: 200, label: {zh-TW: 主旨, en: About}}
  amount: {type: money, min: "0", label: {zh-TW: 金額, en: Amount}}
  held_on: {type: date, label: {zh-TW: 日期, en: Day}}
  earlier: {type: ref, register: notes, label: {zh-TW: 前一筆, en: Earlier note}}
  status:
    type: enum
    default: open
    label: {zh-TW: 狀態, en: Status}
    options: {open: {zh-TW: 有效, en: Open}, closed: {zh-TW: 結案, en: Closed}}
"""
PUT: Final = "{operation: registers.put, register: notes, key: number, with: {about: subject}}"
GUESTS: Final = """  guests:
    type: table
    label: {zh-TW: 來賓, en: Guests}
    fields:
      who: {type: text, required: true, max_length: 40, label: {zh-TW: 姓名, en: Who}}
      fee: {type: money, min: "0", label: {zh-TW: 費用, en: Fee}}
  earlier: {type: ref, register: notes, label: {zh-TW: 前一筆, en: Earlier note}}
actors:
"""

WITH: Final = "    binds: [subject, amount]\n    effects:\n      approve:%s\n    next: {approve: done"


def recorded(*effects: str, version: int = 2) -> dict[str, bytes]:
    """All files, the approval with these effects."""
    source = PAIR.replace("version: 1", f"version: {version}", 1).replace("actors:\n", GUESTS, 1)
    source = source.replace("edits: [subject, amount]", "edits: [subject, amount, guests, earlier]", 1)
    listed = "".join(f"\n        - {effect}" for effect in effects)
    source = source.replace("    binds: [subject, amount]\n    next: {approve: done", WITH % listed, 1)
    return {**FILES, "notes.yaml": NOTES.encode(), "pair.yaml": source.encode()}


def publish_recorded(desk: Office, *effects: str, version: int = 2) -> None:
    publish(desk.runtime, recorded(*effects, version=version), by=0, now=NOW)


def approve(desk: Office, **data: object) -> Done:
    done = to_decision(desk, **data)
    desk.act(done, "chief", "approve")
    return done


def to_decision(desk: Office, **data: object) -> Done:
    """A case of which only the decision is missing."""
    done = desk.start(**data)
    desk.act(done, "first", "agree")
    desk.act(done, "second", "agree")
    return done


def notes(desk: Office) -> Mapping[str, Any]:
    with desk.runtime.database.snapshot() as connection:
        return registers.rows(connection, "notes")
