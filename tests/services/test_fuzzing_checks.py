"""Whatever a file says, proving it ends in findings that can be told; guards and times of any text end in a refusal."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.small_request import FILES as SMALL
from tests.reading.small_request import PROCESS
from tests.support.large_process import large_process
from tests.support.office import FILES
from workflow.core.expression_types import BOOL, DECIMAL, TEXT, enum_of
from workflow.core.expressions import BadExpression, compile_guard
from workflow.core.findings import has_errors
from workflow.core.timerules import BadTimeRule, parse_time_rule
from workflow.reading.folder import read_folder
from workflow.reading.strict import read_yaml
from workflow.services.checking_definitions import findings_of
from workflow.services.covering_tests import findings_of_tests
from workflow.texts.findings import advice, sentence

SOURCES = {"pair": (FILES, "pair.yaml"), "small": (SMALL, PROCESS)}
WORDS = st.sampled_from(
    ("data.amount", "data.kind", "data.subject", "authority.meeting", "and", "or", "not", "in", "is", "None", ">", "<=",
     "==", "+", "-", "*", "(", ")", "[", "]", "'visit'", "1", "0.5", "len", "sum", ",", ".", "6wd", "due", "entered",
     "data.day", "draft.decided", "%", "50%", "3wd", "2cd", "4bh")
)  # fmt: skip
KINDS = enum_of("visit", "event")
SCHEMA = {"data.amount": DECIMAL, "data.kind": KINDS, "data.subject": TEXT, "authority.meeting": BOOL}


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in list(entries) for found in ((value, key), *places(part))]


@settings(max_examples=60)
@given(data=st.data())
def test_a_process_whose_names_are_exchanged_is_proved_or_refused(data: st.DataObject) -> None:
    """States, actors and fields stand where others stood; nearly all of these can be read."""
    value = read_yaml(FILES["pair.yaml"]).value
    kinds = [list(value[part]) for part in ("states", "actors", "data")]
    written = [(c, k) for c, k in places(value) if isinstance(c[k], str) and any(c[k] in kind for kind in kinds)]
    for _ in range(data.draw(st.integers(1, 6))):
        container, key = data.draw(st.sampled_from(written))
        kind = next(kind for kind in kinds if container[key] in kind)
        container[key] = data.draw(st.sampled_from(kind))
    for finding in findings_of(read_folder({**FILES, "pair.yaml": json.dumps(value).encode()})):
        assert sentence(finding, "zh-TW") != sentence(finding, "en")


@pytest.mark.parametrize("name", sorted(SOURCES))
@settings(max_examples=80)
@given(data=st.data())
def test_a_process_whose_parts_are_exchanged_is_proved_or_refused(name: str, data: st.DataObject) -> None:
    """Parts come from the same file, so that many of these processes can be read and only their meaning is broken."""
    files, process = SOURCES[name]
    value = read_yaml(files[process]).value
    for _ in range(data.draw(st.integers(1, 4))):
        container, key = data.draw(st.sampled_from(places(value)))
        other, place = data.draw(st.sampled_from(places(value)))
        if data.draw(st.integers(0, 3)) == 0:
            container.pop(key)
        elif place in other if isinstance(other, dict) else place < len(other):
            container[key] = deepcopy(other[place])
    library = read_folder({**files, process: json.dumps(value).encode()})
    for finding in findings_of(library):
        assert (finding.file, finding.line) != ("", None)
        for language in ("zh-TW", "en"):
            assert sentence(finding, language)
            advice(finding, language)
    if not has_errors(library.findings):
        findings_of_tests(library, [process], mutate=True)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_a_guard_of_any_words_is_compiled_or_refused(text: str) -> None:
    with suppress(BadExpression):
        assert compile_guard(text, SCHEMA).names <= SCHEMA.keys()


@given(st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=60), st.booleans())
def test_a_time_of_any_words_is_read_or_refused(text: str, percent: bool) -> None:
    with suppress(BadTimeRule):
        rule = parse_time_rule(text, percent=percent)
        assert (rule.percent is None) == bool(rule.anchor)


def test_a_process_of_eighty_states_is_proved_whole() -> None:
    library = read_folder({**FILES, "pair.yaml": large_process(80).encode()})
    (compiled,) = library.processes.values()
    assert compiled.definition is not None
    assert len(compiled.definition.states) >= 80
    assert [it.code for it in findings_of(library)] == []


def test_one_fault_among_eighty_states_is_found() -> None:
    text = large_process(80).replace("edits: [f15_amount, f15_kind, f15_note]", "edits: [f15_kind, f15_note]")
    found = findings_of(read_folder({**FILES, "pair.yaml": text.encode()}))
    told = {("L13", "may_be_unset", "data.f15_amount"), ("L13", "nobody_fills_in", "f15_amount")}
    assert {(it.rule, it.code, it.params["name"]) for it in found} == told
