from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.core.findings import Finding
from workflow.reading.strict import Tree, Unreadable, read_yaml

BROKEN = [
    (b"", "empty_file", 1, 1),
    (b"# nothing but a comment\n", "empty_file", 1, 1),
    (b"- a\n- b\n", "top_not_mapping", 1, 1),
    (b"a: 1\nb: 2\na: 3\n", "duplicate_key", 3, 1),
    (b"a: {b: 1, b: 2}\n", "duplicate_key", 1, 11),
    (b"a: 1\n1: b\n", "key_not_text", 2, 1),
    (b"true: b\n", "key_not_text", 1, 1),
    (b"? [a, b]\n: c\n", "key_not_text", 1, 3),
    (b"a:\n  on: 1\n", "boolean_key", 2, 3),
    (b"a: {No: 1}\n", "boolean_key", 1, 5),
    (b"a: &x 1\n", "anchor", 1, 4),
    (b"a: 1\nb: *x\n", "alias", 2, 4),
    (b"a: !!str 1\n", "tag", 1, 4),
    (b"a: !ruby/object {}\n", "tag", 1, 4),
    (b"a: 1\n<<: {b: 2}\n", "merge_key", 2, 1),
    (b"%YAML 1.1\n---\na: 1\n", "directive", 1, 1),
    (b"a: 1\n---\nb: 2\n", "several_documents", 2, 1),
    (b"a: 1\nb:\tc\n", "tab", 2, 3),
    (b"a: 'x\x00y'\n", "control_character", 1, 6),
    (b'a: "x\\0y"\n', "control_character", 1, 4),
    ("a: 1\nb: \u202ec\n".encode(), "control_character", 2, 4),
    (b"a: 1\rb: 2\n", "control_character", 1, 5),
    (b"\xef\xbb\xbfa: 1\n", "byte_order_mark", 1, 1),
    ("a: 1\n".encode("utf-16"), "byte_order_mark", 1, 1),
    ("a: 臺灣\n".encode("big5"), "is_big5", 1, 4),
    (b"a: \xff\xff\n", "not_utf8", 1, 4),
    (b"a: b: c\n", "colon_misplaced", 1, 5),
    (b"a: [1, 2\n", "bracket_not_closed", 2, 1),
    (b'a: "x\n', "quote_not_closed", 2, 1),
    (b"a:\n   b: 1\n  c: 2\n", "indentation", 3, 3),
    (b"a: @b\n", "character_needs_quotes", 1, 4),
    (b"a: 1234567890123456789\n", "number_too_long", 1, 4),
    (b"a: " + b"[" * 19 + b"{b: []}", "too_deep", 1, 23),
    (b"a: " + b"x" * 300_000, "too_large", 1, 1),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), BROKEN)
def test_a_text_that_cannot_be_read_says_why_and_where(text: bytes, code: str, line: int, column: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml(text, "x.yaml")
    assert [(it.code, it.line, it.column, it.file) for it in caught.value.findings] == [(code, line, column, "x.yaml")]


def test_only_true_false_null_and_whole_numbers_are_more_than_text() -> None:
    tree = read_yaml("a: [true, false, null, ~, 0, -12]\nb:\n")
    assert tree.value == {"a": [True, False, None, None, 0, -12], "b": None}


@pytest.mark.parametrize(
    "written", ["NO", "on", "yes", "True", "12:30", "010", "1.10", "0x1F", "1e3", "2026-08-01", "=", ".inf"]
)
def test_what_yaml_would_convert_stays_the_text_that_was_written(written: str) -> None:
    assert read_yaml(f"a: {written}\n").value == {"a": written}


def test_quoted_words_and_numbers_are_text() -> None:
    assert read_yaml("a: ['true', \"12\", '~']\n").value == {"a": ["true", "12", "~"]}


def test_all_problems_of_a_text_are_reported_together() -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml("a: &x 1\nb: !t 2\na: 3\n")
    assert [it.code for it in caught.value.findings] == ["anchor", "tag", "duplicate_key"]


def test_scalars_stand_where_their_value_begins_and_mappings_at_their_key() -> None:
    tree = read_yaml("臺: {b: x}\nc:\n  - d: 1\n")
    assert tree.positions[("臺",)] == (1, 1)
    assert tree.positions[("臺", "b")] == (1, 8)
    assert tree.keys[("臺", "b")] == (1, 5)
    assert tree.positions[("c", 0)] == (3, 5)
    assert tree.positions[("c", 0, "d")] == (3, 8)


def test_windows_line_ends_and_a_document_mark_are_allowed() -> None:
    assert read_yaml(b"---\r\na: 1\r\nb: |\r\n  x\r\n  y\r\n").value == {"a": 1, "b": "x\ny\n"}


HOSTILE = [
    "[" * 200_000,
    "{a: " * 50_000,
    "- " * 100_000,
    "? " * 100_000,
    "a: {" + ", ".join(f"k{number}" for number in range(30_000)) + "}",
    "a: [" + "x," * 120_000 + "]",
    "a: '" + "''" * 100_000,
    "a: |\n" + " \n" * 100_000,
    "&a " * 80_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_read_or_refused_with_few_findings(text: str) -> None:
    tree, findings = read_or_refused(text)
    assert tree is not None or 1 <= len(findings) <= 100


@given(st.binary(max_size=200))
def test_no_bytes_lead_to_anything_but_a_tree_or_findings(content: bytes) -> None:
    tree, findings = read_or_refused(content)
    assert (tree is None) == bool(findings)


@settings(max_examples=300)
@given(st.text(alphabet="ab: -[]{},'\"\n#&*!|>%@`?0~<\\\t臺", max_size=60))
def test_every_finding_has_a_place_and_every_key_a_value(text: str) -> None:
    tree, findings = read_or_refused(text)
    assert all(it.line and it.column for it in findings)
    assert tree is None or set(tree.keys) <= set(tree.positions)


def read_or_refused(content: bytes | str) -> tuple[Tree | None, tuple[Finding, ...]]:
    try:
        return read_yaml(content), ()
    except Unreadable as error:
        return None, error.findings
