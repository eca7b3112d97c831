"""What was done to a case beside answers, in words' codes: for the history, and who was told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from workflow.core.case import CaseView
from workflow.core.deadlines import SPEED_CLASSES
from workflow.core.hearing import CALLED_OFF
from workflow.core.rendering import RENDERED
from workflow.core.situation import Situation
from workflow.core.text import Text
from workflow.core.together import TOGETHER
from workflow.services.naming import Names

MOVED: Final = "due_moved"
_PAPER_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "frozen": "note_frozen",
        "issued": "note_letter_issued",
        "held": "note_letter_held",
        "not_issued": "note_letter_not_issued",
    }
)


@dataclass(frozen=True, slots=True)
class Informee:
    """Somebody who was told of the case. `noted` are those who said that they read it."""

    who: Text
    by: Text
    at: datetime
    noted: tuple[Text, ...]


def informed_of(view: CaseView, names: Names) -> tuple[Informee, ...]:
    return tuple(
        Informee(
            names.principal(each.holder.principal()),
            names.person(each.by),
            each.at,
            tuple(names.person(person) for person in each.noted),
        )
        for each in view.informed
    )


def speed_label(code: object) -> Text:
    """A class that there is no more is its own name."""
    known = SPEED_CLASSES.get(str(code))
    return known.label if known is not None else Text(str(code), str(code))


def notes_of(facts: Mapping[str, Any]) -> tuple[Situation, ...]:
    """What an entry of the history says beside its action; people and posts are codes still."""
    return (*_notes(facts), *_carried(facts), *_papers(facts), *_following(facts))


def _notes(facts: Mapping[str, Any]) -> Iterator[Situation]:
    if "handed" in facts:
        yield Situation("note_handed", {"holder": facts["handed"]["from"], "taker": facts["handed"]["to"]})
    if "informed" in facts:
        yield Situation("note_informed", {"holder": facts["informed"]})
    if "speed" in facts:
        speed = facts["speed"]
        before = {} if speed["from"] is None else {"from": speed_label(speed["from"])}
        yield Situation("note_speed", {**before, "to": speed_label(speed["to"])})
    yield from _manner(facts)
    if "until" in facts:
        yield Situation("note_held", {"until": _moment(facts["until"])})
    if isinstance(facts.get("days"), str):
        yield Situation("note_extension", {"days": facts["days"]})
    if "late" in facts:
        late = f"{facts['late']}wd" if facts["late"] else ""
        yield Situation("note_late", {"late": late})
    yield from (
        Situation("note_due_moved", {"before": _moment(event["before"]), "after": _moment(event["after"])})
        for event in facts["events"]
        if event["event"] == MOVED
    )


def _carried(facts: Mapping[str, Any]) -> Iterator[Situation]:
    count = sum(event["event"] == "carried" for event in facts["events"])
    if count:
        yield Situation("note_carried", {"count": count})


def _papers(facts: Mapping[str, Any]) -> Iterator[Situation]:
    """What became of documents that are made here."""
    for event in facts["events"]:
        if event["event"] in _PAPER_NOTES:
            named = {name: event[name] for name in ("document", "version")}
            yield Situation(_PAPER_NOTES[event["event"]], named)
    if RENDERED in facts:
        made = facts[RENDERED]
        number = {"number": made["number"]} if made["number"] else {}
        named = {"document": made["document"], "version": made["version"], "fingerprint": made["sha256"][:12]}
        yield Situation("note_rendered", named | number)


def _following(facts: Mapping[str, Any]) -> Iterator[Situation]:
    if "parent" in facts:
        yield Situation("note_follows", {})
    if "row" in facts:
        yield Situation("note_beside_row", {"code": facts["row"]["code"]})
    if any(event["event"] == "closed_early" for event in facts["events"]):
        yield Situation("note_closed_early", {})
    yield from _heard(facts)
    for joint in ("merged_into", "split_from", "took_in", "let_go"):
        if joint in facts:
            yield Situation(f"note_{joint}", {"number": facts[joint]["number"]})
    begun = sum(event["event"] == "spawned" for event in facts["events"])
    if begun:
        yield Situation("note_spawned", {"count": str(begun) if begun > 1 else ""})


def _heard(facts: Mapping[str, Any]) -> Iterator[Situation]:
    """Word from other cases, and to them."""
    if "child" in facts:
        child = facts["child"]
        code = "note_child_ended" if child["awaited"] else "note_child_late"
        yield Situation(code, {"child": str(child["seq"]), "outcome": child["outcome"]})
    if "signal" in facts:
        yield Situation("note_signal" if facts["signal"]["awaited"] else "note_signal_ignored", {})
    if any(event["event"] == "told" for event in facts["events"]):
        yield Situation("note_told", {})
    if CALLED_OFF in facts:
        yield Situation("note_called_off" if facts[CALLED_OFF] else "note_called_off_late", {})
    left_out = [event["field"] for event in facts["events"] if event["event"] == "not_collected"]
    if left_out:
        yield Situation("note_not_collected", {"fields": left_out})
    called_off = sum(event["event"] == CALLED_OFF for event in facts["events"])
    if called_off:
        yield Situation("note_children_called_off", {"count": str(called_off)})


def _manner(facts: Mapping[str, Any]) -> Iterator[Situation]:
    if "batch" in facts:
        yield Situation("note_batch", {"count": str(facts["batch"]["size"]), "key": facts["batch"]["key"]})
    elif facts["door"] == TOGETHER:
        yield Situation("note_together", {})
    if "retroactive" in facts:
        yield Situation("note_retroactive", {"on": date.fromisoformat(facts["retroactive"])})
    if "recorded" in facts:
        yield Situation("note_recorded", {"person": facts["signer"], "on": date.fromisoformat(facts["recorded"]["on"])})
    elif "signed" in facts:
        yield Situation(f"note_signed_{facts['signed']}", {})
    if "to_paper" in facts:
        yield Situation("note_to_paper", {"place": facts["to_paper"]["place"]})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
