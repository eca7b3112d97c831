"""Each code that a check gives has a sentence and a way out in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

from tests.core.checking.building import approve, choice, definition, edit, external, parallel
from workflow.core import checking
from workflow.core.checking import check
from workflow.texts import checking_en, checking_zh_tw, proofs_en, proofs_zh_tw

WORDS = frozenset(
    [
        "pass_to",
        "send_to",
        "leave_on",
        "escalate_only",
        "agree_with_changes",
        "not_ours",
        "different_people",
        "case_deadline",
        "next_workday",
        "returned_to",
        "stop_at_first",
        "answered_on",
        "closes_when",
        "held_by",
        "dropped_by",
        "issued_by",
    ]
)
"""Words of the language that are no codes."""


CHINESE_SENTENCES = {**checking_zh_tw.SENTENCES, **proofs_zh_tw.SENTENCES}
CHINESE_HINTS = {**checking_zh_tw.HINTS, **proofs_zh_tw.HINTS}
ENGLISH_SENTENCES = {**checking_en.SENTENCES, **proofs_en.SENTENCES}
ENGLISH_HINTS = {**checking_en.HINTS, **proofs_en.HINTS}
TEXTS = ((CHINESE_SENTENCES, CHINESE_HINTS), (ENGLISH_SENTENCES, ENGLISH_HINTS))


def codes() -> set[str]:
    """The snake_case words in the sources of the checks."""
    found: set[str] = set()
    for source in Path(checking.__file__).parent.glob("*.py"):
        constants = (node.value for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Constant))
        found |= {each for each in constants if isinstance(each, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", each)}
    return found - WORDS


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_each_code_has_a_sentence_and_a_way_out_in_both_languages() -> None:
    for sentences, hints in TEXTS:
        assert codes() == set(sentences) == set(hints)


def test_both_languages_fill_the_same_blanks() -> None:
    for chinese, english in zip(*TEXTS, strict=True):
        assert {code: blanks(text) for code, text in chinese.items()} == {
            code: blanks(text) for code, text in english.items()
        }


def test_sentences_and_hints_can_be_filled_from_a_finding() -> None:
    broken = definition(
        edit("draft", submit="a", again="draft"),
        choice("a", ("data.urgent", "b"), ("data.kind == 'mou'", "c")),
        approve("b", binds="knid", approve="c", return_="<c"),
        parallel("c", stop="approved"),
        external("d", binds="", agreed="c"),
    )
    findings = check(broken)
    assert len(findings) > 5
    for finding in findings:
        for sentences, hints in TEXTS:
            assert sentences[finding.code].format(**finding.params)
            assert hints[finding.code].format(**finding.params)
