"""What a rendered document says, as values: its canonical input, by whose hash it is bound before it has any bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from workflow.core.binding import rendered_digest
from workflow.core.canonical import plain
from workflow.core.case import DecisionView, FileView
from workflow.core.form import DocumentSpec, Part
from workflow.core.text import Text
from workflow.core.turn import Turn, find_slot, value_at

LAYOUT_VERSION: Final = "1"
"""Raised when a layout draws the same input differently; then what was approved must be shown again."""

INPUT_ONLY: Final = "application/x-qianhe-input"
"""Media type of a rendered document: it is bound by its frozen input, and its bytes follow as a job."""

PDF: Final = "application/pdf"
Json = dict[str, object]


def layout_of(spec: DocumentSpec) -> str:
    """The layout with its version."""
    return f"{spec.layout}/{LAYOUT_VERSION}"


def document_input(
    spec: DocumentSpec, data: Mapping[str, object], answers: Iterable[DecisionView] = ()
) -> Json:  # fmt: skip
    """The canonical input: the values shown, the texts around them, and the `answers` that it lists."""
    content: Json = {"fields": {path: plain(value_at(data, path)) for path in spec.fields}}
    texts = {name: _both(text) for name, text in spec.wording.texts().items()}
    parts = [said for part in spec.parts if (said := _said(part))]
    extra = {"texts": texts, "parts": parts, "answers": [_answer(each) for each in answers]}
    if spec.language != "zh-TW":
        content["language"] = spec.language
    return content | {name: value for name, value in extra.items() if value}


def input_digest(spec: DocumentSpec, content: Mapping[str, object]) -> str:
    return rendered_digest(layout_of(spec), content)


def answers_shown(turn: Turn, spec: DocumentSpec) -> tuple[DecisionView, ...]:
    """The answers that the document lists: opinions with what was replied to them, and who ticked a checklist."""
    opinions = any(part.opinions for part in spec.parts)
    lists = {part.checklist for part in spec.parts if part.checklist}
    if not opinions and not lists:
        return ()
    last: dict[tuple[str, str], DecisionView] = {}
    for decision in turn.standing_decisions():
        if (opinions and _is_opinion(turn, decision)) or _ticks(turn, decision, lists):
            last[decision.state, decision.key] = decision
    return tuple(sorted(last.values(), key=lambda each: (each.at, each.state, each.key)))


def is_ready(file: FileView) -> bool:
    """Whether there are bytes to open."""
    return file.media_type != INPUT_ONLY or bool(file.drawn)


def as_file(file: FileView) -> FileView:
    """By its bytes, for whoever opens it."""
    return replace(file, sha256=file.drawn, media_type=PDF) if file.drawn else file


def _is_opinion(turn: Turn, decision: DecisionView) -> bool:
    slot = find_slot(turn.definition, decision.state, decision.key)
    return "answers" in decision.input or (slot is not None and slot.kind == "opinion")


def _ticks(turn: Turn, decision: DecisionView, lists: set[str]) -> bool:
    state = turn.definition.states.get(decision.state)
    return state is not None and "checklist" in decision.input and state.requires.checklist in lists


def _answer(decision: DecisionView) -> Json:
    """Without its place in the case, so that an answer that is carried over stays what it was."""
    return {
        "state": decision.state,
        "key": decision.key,
        "outcome": decision.outcome,
        "actor": decision.actor,
        "behalf": decision.on_behalf_of,
        "capacity": decision.capacity,
        "post": decision.post,
        "unit": decision.unit,
        "at": plain(decision.at),
        "opinion": decision.opinion,
        "input": plain(dict(decision.input)),
    }


def _both(text: Text) -> list[str]:
    return [text.zh, text.en]


def _said(part: Part) -> Json:
    """What is written in the file under a part; its fields and tables are among the values."""
    texts = {name: _both(text) for name, text in (("title", part.title), ("text", part.text)) if text is not None}
    lists = {"columns": list(part.columns), "checklist": part.checklist, "opinions": part.opinions}
    return texts | {name: value for name, value in lists.items() if value}
