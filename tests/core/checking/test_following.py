"""What is to follow is proved: the process is there, takes the values, and needs nobody to fill in more."""

import pytest

from tests.support.following import AGREEMENT, FOLLOWED, SPAWN, WATCH
from tests.support.telling import RENEWAL, TELLING, TOLD
from workflow.core.calendar import layer_from_mapping
from workflow.services import checking_definitions

GIVEN = "with: {topic: subject, ends: ends}"


def found(pair: str = AGREEMENT, watch: str | None = WATCH) -> list[tuple[str, str, int]]:
    files = {**FOLLOWED, "pair.yaml": pair.encode()}
    if watch is None:
        del files["watch.yaml"]
    else:
        files["watch.yaml"] = watch.encode()
    findings = checking_definitions.check_definitions(files, layer_from_mapping).findings
    return [(it.rule, it.code, it.line) for it in findings if it.severity == "error"]


def line_of(text: str, source: str = AGREEMENT) -> int:
    return source[: source.index(text)].count("\n") + 1


def test_two_processes_of_which_one_follows_the_other_are_sound():
    assert found() == []
    assert checking_definitions.test_definitions(FOLLOWED, layer_from_mapping).ok


EACH = """  todo:
    type: table
    label: {zh-TW: 後續, en: To do}
    max_rows: 5
    fields:
      what: {type: text, label: {zh-TW: 事項, en: What}, required: true}
      by: {type: date, label: {zh-TW: 期限, en: By}}
actors:
"""


def with_rows(spawn: str, table: str = EACH) -> str:
    return (
        AGREEMENT.replace("actors:\n", table, 1)
        .replace("edits: [subject, amount, ends]", "edits: [subject, amount, ends, todo]", 1)
        .replace(SPAWN, f"spawn: {{process: watch, {spawn}}}", 1)
        .replace("spawned: [watch]", "spawned: []", 1)
    )


def test_a_case_for_each_row_takes_what_the_row_and_the_case_hold():
    assert found(with_rows("each: todo, with: {topic: row.what, ends: ends}")) == []


@pytest.mark.parametrize(
    ("spawn", "rule", "code"),
    [
        ("each: todos, with: {topic: subject, ends: ends}", "L02", "unknown_field"),
        ("each: todo, with: {topic: row.whom, ends: ends}", "L02", "unknown_field"),
        ("with: {topic: row.what, ends: ends}", "L02", "unknown_field"),
        ("each: subject, with: {topic: subject, ends: ends}", "L26", "each_is_no_table"),
        ("each: todo, with: {topic: ends, ends: ends}", "L26", "given_differs"),
        ("each: todo, with: {topic: row.what, ends: row.by}", "L26", "given_may_be_empty"),
    ],
)
def test_rows_are_named_as_they_are_and_must_suffice(spawn: str, rule: str, code: str):
    source = with_rows(spawn)
    assert found(source) == [(rule, code, line_of("spawn:", source))]


@pytest.mark.parametrize("bound", ["", "    max_rows: 51\n"])
def test_no_more_cases_begin_at_once_than_one_step_can_hold(bound: str):
    source = with_rows("each: todo, with: {topic: row.what, ends: ends}", EACH.replace("    max_rows: 5\n", bound))
    assert found(source) == [("L26", "each_without_bound", line_of("spawn:", source))]


def test_a_process_that_is_not_there_cannot_follow():
    assert found(watch=None) == [("L02", "unknown_process", line_of("spawn:"))]


@pytest.mark.parametrize(
    ("given", "rule", "code"),
    [
        ("with: {topics: subject, topic: subject, ends: ends}", "L02", "no_such_field"),
        ("with: {topic: subjects, ends: ends}", "L02", "unknown_field"),
        ("with: {topic: amount, ends: ends}", "L26", "given_differs"),
        ("with: {topic: subject}", "L26", "not_given"),
    ],
)
def test_what_is_given_must_fit_and_suffice(given: str, rule: str, code: str):
    assert found(AGREEMENT.replace(GIVEN, given, 1)) == [(rule, code, line_of("spawn:"))]


def test_what_nobody_is_asked_for_must_never_be_empty():
    optional = AGREEMENT.replace("en: Last day}, required: true", "en: Last day}", 1)
    assert found(optional) == [("L26", "given_may_be_empty", line_of("spawn:"))]


def test_a_case_begins_where_something_is_filled_in_or_waited_for():
    decided = WATCH.replace("start: standing", "start: kept", 1)
    assert ("L02", "cannot_start_there", line_of("start: standing", WATCH)) in found(watch=decided)


def told(pair: str = RENEWAL, watch: str = TOLD) -> list[tuple[str, str]]:
    files = {**TELLING, "pair.yaml": pair.encode(), "watch.yaml": watch.encode()}
    findings = checking_definitions.check_definitions(files, layer_from_mapping).findings
    return [(it.rule, it.code) for it in findings if it.severity == "error"]


def test_a_process_that_tells_another_what_it_waits_for_is_sound_and_both_play():
    assert told() == []
    tested = checking_definitions.test_definitions(TELLING, layer_from_mapping)
    assert [result for _, result in tested.results if not result.ok] == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("signal: superseded", "signal: supersede", ("L02", "unknown_signal")),
        ("key: data.old", "key: data.new", ("L02", "unknown_field")),
        ("key: data.old", "key: data.amount", ("L02", "unknown_field")),
        ("      approve:\n        - {operation: signals", "      return:\n        - {operation: signals",
         ("L18", "effect_before_approval")),
    ],
)  # fmt: skip
def test_what_is_told_is_waited_for_by_somebody_and_certain(old: str, new: str, finding: tuple[str, str]):
    assert old in RENEWAL
    assert finding in told(RENEWAL.replace(old, new, 1))


def test_what_a_state_waits_for_leads_on_and_it_does_not_wait_for_that_alone():
    assert ("L03", "outcome_leads_nowhere") in told(watch=TOLD.replace(", superseded: kept}", "}", 1))
    alone = TOLD.replace("    until: data.ends - 1mo\n", "", 1).replace("elapsed: renewal, ", "", 1)
    assert ("L04", "wait_never_ends") in told(watch=alone)
