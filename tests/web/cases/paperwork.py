"""A process whose second step wants ticks, two files and a field at once, for the small office."""

from __future__ import annotations

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.services.act import Done, start
from workflow.services.publishing import publish

PAPERWORK = (
    PAIR.replace("process: pair", "process: paperwork")
    .replace("對-", "辦-")
    .replace(
        "actors:\n",
        "  note: {type: text, label: {zh-TW: 附註, en: Note}, required: true}\n"
        "documents:\n"
        "  paper: {source: upload, accept: [pdf], label: {zh-TW: 計畫書, en: Paper}}\n"
        "  reply: {source: upload, accept: [pdf, txt], label: {zh-TW: 回覆, en: Reply}}\n"
        "checklists:\n"
        "  ready:\n"
        "    label: {zh-TW: 檢核表, en: Checklist}\n"
        "    items:\n"
        "      read: {zh-TW: 已讀, en: Read}\n"
        "      names: {zh-TW: 校名已核對, en: Names compared}\n"
        "      dates: {zh-TW: 日期已核對, en: Dates compared}\n"
        "actors:\n",
        1,
    )
    .replace("next: {submit: votes}", "next: {submit: work}")
    .replace(
        "  votes:\n",
        "  work:\n"
        "    type: edit\n"
        "    label: {zh-TW: 整理, en: Work}\n"
        "    by: first\n"
        "    edits: [note, paper, reply]\n"
        "    requires: {documents: [paper], checklist: ready}\n"
        "    next: {submit: votes, stop: cancelled}\n"
        "    outcomes: {submit: {}, stop: {label: {zh-TW: 停辦, en: Stop}}}\n"
        "  votes:\n",
        1,
    )
    .replace("sample: {subject: 試}", "sample: {subject: 試, note: 註}\nsample_documents: [paper]")
)

ANSWERED = (
    PAIR.replace("process: pair", "process: answered")
    .replace("對-", "答-")
    .replace("next: {complete: decision}", "next: {complete: sum_up}")
    .replace(
        "  decision:\n",
        "  sum_up:\n"
        "    type: edit\n"
        "    label: {zh-TW: 綜整, en: Sum up}\n"
        "    by: chief\n"
        "    edits: [amount]\n"
        "    requires: {answer_each: [disagree]}\n"
        "    next: {submit: decision}\n"
        "  decision:\n"
        "    reason_for: [approve, return, reject]\n",
        1,
    )
)
"""Objections have to be answered, and whoever decides writes a note."""


def begin_answered(desk: Office) -> Done:
    """A case to which both units are still to say something."""
    publish(desk.runtime, {**FILES, "answered.yaml": ANSWERED.encode()}, by=0, now=NOW)
    given = {"subject": "主旨", "amount": "100"}
    return start(desk.runtime, "answered", Command("", LOGINS["clerk"], input=given), NOW)


def begin_paperwork(desk: Office) -> Done:
    """A case that waits for the ticks and files of `first`."""
    publish(desk.runtime, {**FILES, "paperwork.yaml": PAPERWORK.encode()}, by=0, now=NOW)
    given = {"subject": "主旨", "amount": "100"}
    return start(desk.runtime, "paperwork", Command("", LOGINS["clerk"], input=given), NOW)
