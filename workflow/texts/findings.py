"""Findings as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.findings import Finding
from workflow.core.text import Text
from workflow.texts import checking_en, checking_zh_tw, findings_en, findings_zh_tw, proofs_en, proofs_zh_tw
from workflow.texts.difference_words import PARTS

_SENTENCES: Final = MappingProxyType(
    {
        "zh-TW": {**findings_zh_tw.SENTENCES, **checking_zh_tw.SENTENCES, **proofs_zh_tw.SENTENCES},
        "en": {**findings_en.SENTENCES, **checking_en.SENTENCES, **proofs_en.SENTENCES},
    }
)
_HINTS: Final = MappingProxyType(
    {
        "zh-TW": {**findings_zh_tw.HINTS, **checking_zh_tw.HINTS, **proofs_zh_tw.HINTS},
        "en": {**findings_en.HINTS, **checking_en.HINTS, **proofs_en.HINTS},
    }
)
_MEANT: Final = MappingProxyType({"zh-TW": "是不是「{hint}」？", "en": "Is “{hint}” meant?"})
_AND: Final = MappingProxyType({"zh-TW": "、", "en": ", "})


PARTS_OF: Final = "parts"
"""The parameter that holds parts of a state."""
_CALLED: Final = MappingProxyType(
    {"next": "edges", "cases": "arms", "vote": "join", "objections": "stop_at_first", "by": "party"}
)


def sentence(finding: Finding, language: str) -> str:
    """What is wrong, in `zh-TW` or `en`."""
    return _SENTENCES[language][finding.code].format(**_written(finding.params, language))


def advice(finding: Finding, language: str) -> str:
    """What to do about it; empty where the sentence says enough."""
    if finding.hint is not None:
        return _MEANT[language].format(hint=finding.hint)
    return _HINTS[language].get(finding.code, "").format(**_written(finding.params, language))


def _written(params: Mapping[str, object], language: str) -> dict[str, str]:
    return {name: _named(name, value, language) for name, value in params.items()}


def _named(name: str, value: object, language: str) -> str:
    if name == PARTS_OF and isinstance(value, tuple):
        return _AND[language].join(_part(str(part), language) for part in value)
    return _in_words(value, language)


def _part(part: str, language: str) -> str:
    """Part of a state, by its name in the file or in the core."""
    known = PARTS.get(_CALLED.get(part, part))
    return part if known is None else _in_words(known, language)


def _in_words(value: object, language: str) -> str:
    if isinstance(value, Text):
        return value.zh if language == "zh-TW" else value.en
    if isinstance(value, list | tuple):
        return _AND[language].join(_in_words(each, language) for each in value)
    return str(value)
