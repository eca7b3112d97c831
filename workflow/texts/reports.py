"""Findings and faulty rows as programs and people get them: codes, places, and a sentence in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from workflow.core.findings import Finding
from workflow.texts import findings, publishing_en, publishing_zh_tw, sheets_en, sheets_zh_tw
from workflow.texts.filling import fill
from workflow.texts.speaking import sentence
from workflow.texts.writing import LANGUAGES, Language, written

_PUBLISHING: Final = MappingProxyType({"zh-TW": publishing_zh_tw, "en": publishing_en})
_SHEETS: Final = MappingProxyType({"zh-TW": sheets_zh_tw, "en": sheets_en})


def check_report(ok: bool, files: Iterable[str], found: Iterable[Finding]) -> dict[str, Any]:
    """The answer of `definitions check --json`, and of a refused `definitions publish`."""
    return {"ok": ok, "files": list(files), "findings": [finding_report(finding) for finding in found]}


def finding_report(finding: Finding) -> dict[str, Any]:
    """`hint` is the word that was probably meant, or else the advice in English."""
    advice = {language: finding_advice(language, finding) for language in LANGUAGES}
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "code": finding.code,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": ".".join(map(str, finding.path)),
        "message": {language: finding_sentence(language, finding) for language in LANGUAGES},
        "hint": finding.hint or advice["en"] or None,
        "advice": advice,
    }


def finding_sentence(language: Language, finding: Finding) -> str:
    own = _PUBLISHING[language].SENTENCES.get(finding.code)
    return findings.sentence(finding, language) if own is None else own.format(**finding.params)


def finding_advice(language: Language, finding: Finding) -> str:
    own = _PUBLISHING[language].HINTS.get(finding.code)
    return findings.advice(finding, language) if own is None else own.format(**finding.params)


def row_report(row: int | None, column: str | None, code: str, params: Mapping[str, object]) -> dict[str, Any]:
    """One problem of a table that was handed in; `row` counts from 1, the header."""
    return {
        "row": row,
        "column": column,
        "code": code,
        "value": params.get("value"),
        "message": {language: row_sentence(language, row, column, code, params) for language in LANGUAGES},
    }


def row_sentence(
    language: Language, row: int | None, column: str | None, code: str, params: Mapping[str, object], /
) -> str:
    """Where it is and what is wrong, in one line."""
    values = _written(language, params)
    place = {"row": str(row or ""), "column": column or "", "value": values.get("value", "")}
    return (fill(_SHEETS[language].PLACE, place) or "") + cell_sentence(language, code, params)


def cell_sentence(language: Language, code: str, params: Mapping[str, object]) -> str:
    """What is wrong, where the place stands beside it."""
    template = _SHEETS[language].SENTENCES.get(code)
    said = fill(template, _written(language, params)) if template is not None else None
    return said or sentence(language, code, params)


def _written(language: Language, params: Mapping[str, object]) -> dict[str, str]:
    return {name: written(language, value) for name, value in params.items()}
