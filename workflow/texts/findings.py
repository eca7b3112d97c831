"""Findings as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.findings import Finding
from workflow.texts import checking_en, checking_zh_tw, findings_en, findings_zh_tw, proofs_en, proofs_zh_tw

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


def sentence(finding: Finding, language: str) -> str:
    """What is wrong, in `zh-TW` or `en`."""
    return _SENTENCES[language][finding.code].format(**_written(finding.params, language))


def advice(finding: Finding, language: str) -> str:
    """What to do about it; empty where the sentence says enough."""
    if finding.hint is not None:
        return _MEANT[language].format(hint=finding.hint)
    return _HINTS[language].get(finding.code, "").format(**_written(finding.params, language))


def _written(params: Mapping[str, object], language: str) -> dict[str, str]:
    return {
        name: _AND[language].join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for name, value in params.items()
    }
