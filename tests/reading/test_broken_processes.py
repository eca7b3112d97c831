"""One change at a time: each is refused for its own reason, at its own place, and for no other."""

from __future__ import annotations

import pytest

from tests.reading.small_request import FILES, PROCESS, facts, place_after, read_with

DAYS_LEFT = (
    "data:\n  seen_on: {type: date, label: {zh-TW: 甲, en: A}}\n"
    "  left: {type: int, lookup: seen_on.days, label: {zh-TW: 乙, en: B}}\n"
)
A = "label: {zh-TW: 甲, en: A}"
UPLOAD = "{source: upload, label: {zh-TW: 甲, en: A}, accept: [pdf]}"

# What is replaced, by what, rule and code of the one finding, and the text at which it points in the changed file.
BROKEN = [
    ("approval: 1", "approval: 2", "L01", "not_one_of", "2\nprocess"),
    ("version: 1", 'version: "1"', "L01", "not_whole_number", '"1"'),
    ("version: 1", "version: 010", "L01", "not_whole_number", "010"),
    ("version: 1", "version: 0", "L01", "too_small", "0\ntitle"),
    ("version: 1", "versoin: 1", "L01", "unknown_key", "versoin"),
    ("contact: office\n", "", "L01", "missing_key", "approval"),
    ("title: {zh-TW: 小額申請, en: Small request}", "title: {zh-TW: 小額申請}", "L20", "missing_language", "title"),
    ("en: Help}", 'en: ""}', "L20", "empty_text", '""'),
    ("help: {zh-TW: 說明, en: Help}", "help: 說明", "L01", "not_mapping", "說明"),
    ('from: "2026-08-01"', "from: 2026-8-1", "L01", "bad_spelling", "2026-8-1"),
    ('from: "2026-08-01"', 'from: "2026-02-30"', "L01", "bad_date", '"2026-02-30'),
    ('from: "2026-08-01"', 'from: "2026-08-01", to: "2026-07-31"', "L01", "range_reversed", '"2026-07-31'),
    ("summary: [subject, amount]", "summary: subject", "L01", "not_list", "subject\nauth"),
    ("speed: urgent", "speed: urgnt", "L01", "not_one_of", "urgnt"),
    ("owner: head", "owner: haed", "L02", "unknown_actor", "haed"),
    ("start: draft", "start: darft", "L02", "unknown_state", "darft"),
    ("may_start: [staff]", "may_start: [stuff]", "L02", "unknown_post", "stuff"),
    ("contact: office", "contact: offices", "L02", "unknown_unit", "offices"),
    ("calendars: [gov]", "calendars: [gvo]", "L02", "unknown_calendar", "gvo"),
    ("item: small_request}", "item: small}", "L02", "unknown_authority_item", "small}"),
    ("summary: [subject, amount]", "summary: [subjet]", "L02", "unknown_field", "subjet"),
    ('en: "Request: {subject}"', 'en: "Request: {subjcet}"', "L02", "unknown_field", '"Request'),
    ('en: "Request: {subject}"', 'en: "Request: {subject"', "L01", "stray_brace", '{subject"'),
    ("{roc_year}", "{rok_year}", "L01", "case_no_unknown_placeholder", '"小'),
    ("register: partners", "register: partner", "L02", "unknown_register", "partner,"),
    ("lookup: partner.name_en", "lookup: partner.name", "L02", "unknown_column", "partner.name}"),
    ("lookup: partner.name_en", "lookup: subject.name_en", "L02", "unknown_reference", "subject.name"),
    ("data:\n", DAYS_LEFT, "L02", "unknown_column", "seen_on.days,"),
    ("default: visit", "default: vist", "L02", "unknown_option", "vist\n"),
    ('min: "0"', 'min: "5", max: "1"', "L01", "range_reversed", '"5"'),
    ('min: "0"', "min: 0.1.2", "L01", "bad_spelling", "0.1.2"),
    ("required: true", "required: yes", "L01", "not_true_or_false", "yes"),
    ("data:\n", "data:\n  reason: {type: bool, label: {zh-TW: 甲, en: A}}\n", "L01", "reserved_name", "reason: {"),
    ("{type: money, label: {zh-TW: 金額", "{type: mony, label: {zh-TW: 金額", "L01", "not_one_of", "mony"),
    ("required_when: data.amount", "required_when: data.amont", "L02", "expression_unknown_name", "data.amont"),
    ("row.price > 5000", "row.price", "L01", "expression_not_bool", "row.price}"),
    ("layout: memo", "layout: memmo", "L02", "unknown_layout", "memmo"),
    ("freeze_on: review", "freeze_on: reveiw", "L02", "unknown_state", "reveiw"),
    ("documents:\n", f"documents:\n  why: {UPLOAD}\n", "L01", "name_taken", "why: {source"),
    ("{who: applicant, ", "{", "L01", "actor_kind_missing", "applicant: {label"),
    ("post: head, of: office", "post: staff, of: school", "L02", "post_not_there", "staff, of: school"),
    ("post: head, of: office", "post: head, of: data.kind", "L02", "not_a_unit_field", "data.kind,"),
    ("post: head, of: office", "person: data.subject", "L02", "not_a_person_field", "data.subject,"),
    ("post: head, of: office", "person: head", "L01", "bad_spelling", "head,"),
    ("data:\n", f"data:\n  place: {{type: unit, units: [offic], {A}}}\n", "L02", "unknown_unit", "offic]"),
    ("data:\n", f"data:\n  place: {{type: unit, level: 9, {A}}}\n", "L02", "no_unit_of_level", "9, label"),
    ("send_to: president", "send_to: pope", "L02", "unknown_actor", "pope"),
    ("every: 1wd", "every: 1 wd", "L01", "time_bad_duration", "1 wd"),
    ("every: 1wd", "every: 1xd", "L01", "time_unknown_unit", "1xd"),
    ("at: due+2wd", "at: deu+2wd", "L01", "time_unknown_anchor", "deu+2wd"),
    ("notify: superior", "notify: superior, add: head", "L01", "rung_needs_one", "{at: due+2wd"),
    ("in: [review, decision]", "in: [review, decison]", "L02", "unknown_state", "decison"),
    ("type: choice", "type: chioce", "L01", "not_one_of", "chioce"),
    ("    type: choice\n", "", "L01", "missing_key", "route:"),
    ('when: "data.amount > 10000"', 'when: "data.amount > 6wd"', "L01", "expression_duration_in_guard", "6wd"),
    ("else: review}", "else: reviews}", "L02", "unknown_state", "reviews"),
    ("deadline: {within: 3wd,", "deadline: {within: 3wd, class: speed,", "L01", "deadline_needs_one", "deadline: {wi"),
    ("== 'event'", "== 'evnet'", "L01", "expression_unknown_option", "'evnet"),
    ("by: [head, president]", "by: [head, head]", "L01", "asked_twice", "by: [head, head"),
    ("leave_on: [disagree]", "leave_on: [disagre]", "L02", "unknown_outcome", "disagre]"),
    ("checklist: papers", "checklist: paper", "L02", "unknown_checklist", "paper,"),
    ("documents: [quote]", "documents: [qoute]", "L02", "unknown_document", "qoute"),
    ("return: [draft]", "return: draft", "L01", "return_needs_form", "draft, reject"),
    ("resume: choose", "resume: chose", "L01", "not_one_of", "chose}"),
    ("data.period.begins", "data.kind", "L02", "not_a_date_field", "data.kind - 30cd"),
    ("submit: route,", "subnit: route,", "L20", "outcome_label_missing", "route, discard"),
    ("registers.put", "registers.putt", "L01", "not_one_of", "registers.putt"),
    ("register: records", "register: recrods", "L02", "unknown_register", "recrods"),
    ("key: number", "key: subject", "L02", "unknown_field", "subject, with"),
    ("with: {about: subject", "with: {about: subjcet", "L02", "unknown_field", "subjcet"),
    ("with: {about: subject", "with: {abuot: subject", "L02", "unknown_column", "subject, partner"),
    ("set: {kind: visit}}", "set: {kind: visit, about: x}}", "L01", "given_twice", "about: x"),
    ("set: {kind: visit}}", "set: {code: x}}", "L02", "unknown_column", "x}"),
    ("set: {kind: visit}}", "each: period}", "L02", "unknown_table", "period}"),
    ("set: {kind: visit}}", "sett: {kind: visit}}", "L01", "unknown_key", "sett"),
    ("  done: {type: end", "  Done: {type: end", "L01", "bad_spelling", "Done"),
    ("do: submit}", "dont: submit}", "L01", "unknown_key", "dont"),
    ('given: {amount: "500"}', 'given: {amuont: "500"}', "L02", "unknown_field", '"500"'),
]


@pytest.mark.parametrize(("old", "new", "rule", "code", "at"), BROKEN, ids=[f"{it[3]}-{it[1]}" for it in BROKEN])
def test_a_broken_process_is_refused_for_that_reason_alone(old: str, new: str, rule: str, code: str, at: str) -> None:
    library = read_with(old, new)
    line, column = place_after(old, new, at)
    assert [facts(it) for it in library.findings] == [(rule, code, line, column)]
    assert library.processes == {}


def test_the_untouched_files_have_no_findings() -> None:
    assert read_with("", "").findings == ()


def test_everything_that_is_wrong_is_reported_at_once() -> None:
    changes = [("owner: head", "owner: haed"), ("start: draft", "start: x"), ("speed: urgent", "speeed: urgent")]
    text = FILES[PROCESS].decode()
    for old, new in changes:
        text = text.replace(old, new, 1)
    codes = {it.code for it in read_with(FILES[PROCESS].decode(), text).findings}
    assert codes == {"unknown_actor", "unknown_state", "unknown_key"}


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("owner: head", "owner: haed", "head"),
        ("speed:", "sped:", "speed"),
        ("    deadline:", "    dedline:", "deadline"),
    ],
)
def test_a_near_miss_is_suggested(old: str, new: str, hint: str) -> None:
    assert [it.hint for it in read_with(old, new).findings] == [hint]


def test_a_finding_in_the_defaults_is_reported_once_although_every_state_uses_them() -> None:
    assert len(read_with("move: president", "move: presidnt").findings) == 1


def test_a_dangling_name_points_into_the_list_that_holds_it() -> None:
    library = read_with("sees: [subject, quote]", "sees: [subject, quotes]")
    line, column = place_after("sees: [subject, quote]", "sees: [subject, quotes]", "quotes")
    assert [facts(it) for it in library.findings] == [("L02", "unknown_field", line, column)]
