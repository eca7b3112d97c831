"""From a code and its parameters to a sentence; people, posts and states come as names already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from workflow.texts import (
    fields_en,
    fields_zh_tw,
    records_en,
    records_zh_tw,
    refusals_en,
    refusals_zh_tw,
    settings_en,
    settings_zh_tw,
    situations_en,
    situations_zh_tw,
    times_en,
    times_zh_tw,
    versions_en,
    versions_zh_tw,
    words,
)
from workflow.texts.filling import Sentence, fill
from workflow.texts.writing import Language, bound, due_moment, duration, in_language, listed, written

TABLES: Final[Mapping[Language, tuple[Mapping[str, Sentence], ...]]] = MappingProxyType(
    {
        "zh-TW": (
            refusals_zh_tw.SENTENCES,
            fields_zh_tw.SENTENCES,
            times_zh_tw.SENTENCES,
            records_zh_tw.SENTENCES,
            settings_zh_tw.SENTENCES,
            situations_zh_tw.SENTENCES,
            versions_zh_tw.SENTENCES,
        ),
        "en": (
            refusals_en.SENTENCES,
            fields_en.SENTENCES,
            times_en.SENTENCES,
            records_en.SENTENCES,
            settings_en.SENTENCES,
            situations_en.SENTENCES,
            versions_en.SENTENCES,
        ),
    }
)
DAYS: Final = frozenset({"due", "closes", "before", "after"})
"""Moments that are nearly always the end of a day."""
_UNKNOWN: Final[Mapping[Language, str]] = MappingProxyType(
    {
        "zh-TW": "系統不接受這個動作（代碼 {code}）。有問題請洽承辦單位，並告知這個代碼。",
        "en": "The system did not accept this (code {code}). Contact the office in charge and give this code.",
    }
)


def sentence(language: Language, code: str, params: Mapping[str, object]) -> str:
    """What a refusal, a field problem, an error about time, a fault of a record or a setting says.

    Principals, people, states and fields in `params` are names in that language already; `label`, where given,
    is the field's. Actions, outcomes of cases and reasons may be codes, and `why` a code with its parameters. A code
    without a sentence is shown.
    """
    found = next((table[code] for table in TABLES[language] if code in table), None)
    values = {name: _value(language, name, value) for name, value in params.items()}
    said = fill(found, values) if found is not None else None
    return said if said is not None else _UNKNOWN[language].replace("{code}", code)


def action_word(language: Language, action: str) -> str:
    """The word of an action's button; an action that only a definition knows stays its code."""
    word = words.ACTIONS.get(action)
    return in_language(word, language) if word is not None else action


def outcome_word(language: Language, outcome: str) -> str:
    """How a case ended; an outcome that only a definition knows stays its code."""
    word = words.OUTCOMES.get(outcome)
    return in_language(word, language) if word is not None else outcome


def _value(language: Language, name: str, value: object) -> str:
    if name == "reasons" and isinstance(value, list | tuple):
        return listed(language, (sentence(language, str(code), {}).rstrip("。.") for code in value))
    if name == "why" and isinstance(value, Mapping):
        return sentence(language, str(value["code"]), value["params"]).rstrip("。.")
    if isinstance(value, str):
        return _coded(language, name, value)
    if name in DAYS and isinstance(value, datetime):
        return due_moment(language, value)
    return written(language, value)


def _coded(language: Language, name: str, value: str) -> str:
    if name == "action":
        return action_word(language, value)
    if name == "outcome":
        return outcome_word(language, value) if value in words.OUTCOMES else action_word(language, value)
    if name in {"within", "used", "left", "late", "days"}:
        return duration(language, value)
    return bound(language, value) if name in {"minimum", "maximum"} else value
