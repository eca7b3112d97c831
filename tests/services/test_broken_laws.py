"""One change at a time to a process that is sound: each is found by its own rule, at its place, and by no other."""

from __future__ import annotations

import pytest

from tests.support.office import FILES as OFFICE
from tests.support.office import PAIR
from tests.support.recorded import NOTES
from tests.support.recorded import PUT as WRITE
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import findings_of
from workflow.texts.findings import advice, sentence

FILES = {**OFFICE, "notes.yaml": NOTES.encode()}
DECISION = "next: {approve: done, return: {to: draft, resume: rewalk, keep: by_hash}, reject: rejected}"
DONE = "  done: {type: end"
SORT = """  sort:
    type: choice
    label: {zh-TW: 分流, en: Sort}
    cases: [%s]
"""
WAIT = """  wait:
    type: wait
    label: {zh-TW: 等候, en: Wait}
    until: %s
    next: {elapsed: votes}
"""
GUEST = """  guest:
    type: external
    label: {zh-TW: 對方, en: Partner}
    by: {zh-TW: 對方, en: Partner}
    desk: second
    sees: [%s]
    binds: [subject]
    deadline: {within: 30cd, clock: stopped, timeout: late}
    outcomes: {agreed: {label: {zh-TW: 同意, en: Agreed}}, late: {label: {zh-TW: 逾期, en: Late}}}
    next: {agreed: votes, late: rejected}
"""
SUBMIT = "next: {submit: votes}"
PHONE = "  phone: {type: text, label: {zh-TW: 電話, en: Phone}, personal: contact}\nactors:"


def sorted_by(cases: str) -> list[tuple[str, str]]:
    return [(SUBMIT, "next: {submit: sort}"), (DONE, SORT % cases + DONE)]


# rule and code that find it, the changes, and the text at which the finding points
BROKEN: list[tuple[str, list[tuple[str, str]], str]] = [
    (
        "L03 state_unreachable",
        [(DONE, "  lost: {type: end, label: {zh-TW: 甲, en: A}, outcome: lapsed}\n" + DONE)],
        "lost:",
    ),
    (
        "L06 guard_never_true",
        [("by: second, binds", "by: second, when: data.amount < data.amount, binds")],
        "data.amount <",
    ),
    ("L06 choice_gap", sorted_by('{when: "data.amount > 10", to: votes}'), "cases: [{when"),
    (
        "L06 cases_overlap",
        sorted_by('{when: "data.amount > 10", to: votes}, {when: "data.amount <= 11", to: decision}'),
        '{when: "data.amount <=',
    ),
    (
        "L06 guard_never_false",
        [("by: second, binds", 'by: second, when: "data.amount == data.amount", binds')],
        '"data.am',
    ),
    (
        "L07 approved_by_silence",
        [("    by: chief\n", "    by: chief\n    deadline: {within: 3wd, timeout: approve}\n")],
        "approve}",
    ),
    (
        "L08 timeout_unknown",
        [("    by: chief\n", "    by: chief\n    deadline: {within: 3wd, timeout: never}\n")],
        "never}",
    ),
    (
        "L08 deadline_missing",
        [
            ("  deadline: {within: 3wd}\n", ""),
            ("by: chief\n", "by: chief\n    deadline: none\n"),
            ("by: first, ", "by: first, deadline: none, "),
        ],
        "votes:\n",
    ),
    ("L09 ladder_without_name", [(", {at: due+3wd, move: head}]", "]")], "votes:\n"),
    ("L09 ladder_not_rising", [("at: due+3wd", "at: due+1wd")], "votes:\n"),
    ("L09 ladder_ends_in_holder", [("by: chief\n", "by: head\n")], "head\n    binds"),
    ("L09 ladder_goes_down", [("move: head}]", "move: chief}]"), ("by: chief\n", "by: head\n")], "head\n    binds"),
    ("L10 loop_without_bound", [("  visits: {max: 5, then: ask_owner, end: cancelled}\n", "")], "draft:\n"),
    (
        "L11 return_to_avoidable",
        [
            (SUBMIT, "next: {submit: votes, skip: decision}"),
            (
                "edits: [subject, amount]",
                "outcomes: {submit: {}, skip: {label: {zh-TW: 略, en: Skip}}}\n    edits: [subject, amount]",
            ),
            ("{to: draft,", "{to: votes,"),
        ],
        "return: {to: votes",
    ),
    (
        "L11 goes_back_undeclared",
        [
            (
                "    next: {approve: done,",
                "    outcomes: {approve: {}, redo: {label: {zh-TW: 重辦, en: Redo}}}\n"
                "    next: {approve: done, redo: draft,",
            )
        ],
        "draft, return",
    ),
    ("L12 binds_missing", [("    binds: [subject, amount]\n", "")], "decision:\n"),
    (
        "L13 may_be_unset",
        [('default: "0"}', 'min: "0"}'), *sorted_by('{when: "data.amount > 10", to: decision}, {else: votes}')],
        '{when: "data',
    ),
    (
        "L13 may_be_unset",
        [(SUBMIT, "next: {submit: wait}"), (DONE, WAIT % "decision.decided + 3wd" + DONE)],
        "decision.decided",
    ),
    (
        "L14 asked_but_hidden",
        [('default: "0"}', 'default: "0", hide_from: [applicant]}')],
        "edits: [subject, amount]\n    deadline",
    ),
    (
        "L14 guest_sees_personal",
        [("actors:", PHONE), (SUBMIT, "next: {submit: guest}"), (DONE, GUEST % "subject, phone" + DONE)],
        "sees: [subject, phone]",
    ),
    (
        "L14 guest_sees_internal",
        [
            ('default: "0"}', 'default: "0", hide_from: [partner]}'),
            (SUBMIT, "next: {submit: guest}"),
            (DONE, GUEST % "subject, amount" + DONE),
        ],
        "sees: [subject, amount]\n    binds: [subject]",
    ),
    ("L15 nobody_can_act", [("by: chief\n", "by: applicant\n")], "applicant\n    binds"),
    (
        "L15 nobody_can_act",
        [
            ("may_start: [clerk]", "may_start: [head]"),
            ("by: chief\n", "by: head\n    self_approval: forbid\n"),
            ("    binds: [subject, amount]", "    escalate: []\n    binds: [subject, amount]"),
        ],
        "head\n    self",
    ),
    (
        "L15 too_few_people",
        [
            ("start: draft", "constraints: [{different_people: [votes, decision]}]\nstart: draft"),
            ("by: chief\n", "by: first\n"),
        ],
        "different_people: [votes, decision]}]",
    ),
    (
        "L18 effect_before_approval",
        [("    by: first\n", ""), (SUBMIT, f"effects: {{submit: [{WRITE}]}}\n    " + SUBMIT)],
        "submit: [{operation",
    ),
    (
        "L18 effect_never_happens",
        [
            (
                "    next: {complete: decision}",
                f"    effects: {{agree: [{WRITE}]}}\n    next: {{complete: decision}}",
            )
        ],
        "agree: [{operation",
    ),
    (
        "L23 quorum_out_of_reach",
        [
            (
                "by: chief\n",
                "by: [first, chief, head]\n    escalate: []\n"
                "    vote: {rule: percent, percent: 50, order: parallel, quorum: 5}\n",
            )
        ],
        "vote: {rule: percent",
    ),
    (
        "L23 vote_not_losable",
        [
            (
                "by: chief\n",
                "by: [first, chief]\n    escalate: []\n    vote: {rule: any, order: parallel}\n",
            ),
            (DECISION, "next: {approve: done}"),
            ("  rejected: {type: end, label: {zh-TW: 駁回, en: Rejected}, outcome: rejected}\n", ""),
        ],
        "vote: {rule: any",
    ),
]
WARNED: list[tuple[str, list[tuple[str, str]], str]] = [
    ("L17 decides_twice", [("by: chief\n", "by: first\n")], "first\n    binds: [subject, amount]"),
    (
        "L19 longer_than_the_case",
        [("speed: ordinary", "speed: ordinary\ncase_deadline: {within: 5wd}")],
        "case_deadline: {within: 5wd}",
    ),
    (
        "L19 waits_on_our_time",
        [
            ("speed: ordinary", "speed: ordinary\ncase_deadline: {within: 90wd}"),
            (SUBMIT, "next: {submit: guest}"),
            (DONE, (GUEST % "subject").replace(", clock: stopped", "") + DONE),
        ],
        "deadline: {within: 30cd",
    ),
]


def changed(changes: list[tuple[str, str]]) -> str:
    text = PAIR
    for old, new in changes:
        if old in text:
            text = text.replace(old, new, 1)
    return text


def found_in(text: str, severity: str) -> list[tuple[str, int | None, int | None]]:
    findings = findings_of(read_folder({**FILES, "pair.yaml": text.encode()}))
    for it in findings:
        for language in ("zh-TW", "en"):
            assert sentence(it, language)
            assert advice(it, language)
    return [(f"{it.rule} {it.code}", it.line, it.column) for it in findings if it.severity == severity]


def place(text: str, at: str) -> tuple[int, int]:
    index = text.index(at)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def check_one(wanted: str, changes: list[tuple[str, str]], at: str, severity: str) -> None:
    text = changed(changes)
    found = found_in(text, severity)
    assert {code for code, _, _ in found} == {wanted}
    assert place(text, at) in {(line, column) for _, line, column in found}


@pytest.mark.parametrize(("wanted", "changes", "at"), BROKEN, ids=[it[0] for it in BROKEN])
def test_a_process_that_cannot_hold_is_refused_for_that_reason_alone(wanted, changes, at):
    check_one(wanted, changes, at, "error")


@pytest.mark.parametrize(("wanted", "changes", "at"), WARNED, ids=[it[0] for it in WARNED])
def test_a_process_that_may_not_hold_is_warned_of_for_that_reason_alone(wanted, changes, at):
    check_one(wanted, changes, at, "warning")


def test_the_untouched_process_has_nothing_to_say():
    assert [it.code for it in findings_of(read_folder(FILES))] == []


@pytest.mark.parametrize(("wanted", "changes"), [it[:2] for it in WARNED], ids=[it[0] for it in WARNED])
def test_a_warning_that_is_accepted_with_a_reason_is_told_no_more(wanted, changes):
    accepted = f"lint:\n  - {{accept: {wanted.partition(' ')[0]}, reason: for tests only}}\n"
    assert found_in(changed([*changes, ("lint:\n", accepted)]), "warning") == []
