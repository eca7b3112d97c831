"""Every code that reading can give has its sentence in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.reading.small_request import read_with
from tests.reading.test_broken_processes import BROKEN
from tests.reading.test_strict import BROKEN as BROKEN_TEXTS
from workflow.reading.folder import read_folder
from workflow.texts import checking_en, checking_zh_tw, findings_en, findings_zh_tw
from workflow.texts.findings import advice, sentence

READING = Path(__file__).parents[2] / "workflow" / "reading"
CORE = READING.parent / "core"
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)*")
PLACE = re.compile(r"\{([a-z_]+)\}")


def said_in(folder: Path, pattern: str, *functions: str) -> set[str]:
    """The first literal that looks like a code in each call of these functions, in the files that fit the pattern."""
    nodes = (node for path in folder.rglob(pattern) for node in ast.walk(ast.parse(path.read_text())))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    named = [it for it in calls if getattr(it.func, "attr", getattr(it.func, "id", "")) in functions]
    texts = [[it.value for it in call.args if isinstance(it, ast.Constant)] for call in named]
    return {text for each in texts for text in [it for it in each if CODE.fullmatch(str(it))][:1]}


def codes() -> set[str]:
    own = said_in(READING, "*.py", "report", "error", "TextProblem", "key", "PydanticCustomError")
    names = {f"unknown_{kind}" for kind in said_in(READING, "*.py", "name", "names")}
    expressions = {f"expression_{it}" for it in said_in(CORE, "expression*.py", "bad", "BadExpression")}
    times = {f"time_{it}" for it in said_in(CORE, "*.py", "BadDuration", "BadTimeRule")}
    formats = {f"case_no_{it}" for it in said_in(CORE, "*.py", "BadFormat")}
    return own | names | expressions | times | formats


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_every_code_has_a_sentence(language: str) -> None:
    tables = {"zh-TW": (findings_zh_tw, checking_zh_tw), "en": (findings_en, checking_en)}[language]
    assert codes() - {code for table in tables for code in table.SENTENCES} == set()


def test_both_languages_say_the_same_with_the_same_values() -> None:
    zh, en = findings_zh_tw.SENTENCES, findings_en.SENTENCES
    assert {code: set(PLACE.findall(text)) for code, text in zh.items()} == {
        code: set(PLACE.findall(text)) for code, text in en.items()
    }
    assert set(findings_zh_tw.HINTS) == set(findings_en.HINTS)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_every_finding_of_the_broken_files_can_be_said(language: str) -> None:
    findings = [it for old, new, *_ in BROKEN for it in read_with(old, new).findings]
    findings += [it for text, *_ in BROKEN_TEXTS for it in read_folder({"x.yaml": text}).findings]
    assert len(findings) == len(BROKEN) + len(BROKEN_TEXTS)
    assert [it.code for it in findings if "None" in sentence(it, language) + advice(it, language)] == []


def test_a_near_miss_is_asked_for() -> None:
    (finding,) = read_with("summary: [subject", "summary: [subjet").findings
    assert sentence(finding, "zh-TW") == "沒有「subjet」這個欄位。"
    assert advice(finding, "en") == "Is “subject” meant?"
