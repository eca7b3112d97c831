"""A process that approves a request, drafts a letter about it, and decides whether that goes out (先簽後稿)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.office import LOGINS, NOW, Office
from workflow.adapters.layouts.papers import draw_papers
from workflow.adapters.pdf import PdfDrawer
from workflow.core.case import Command
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish
from workflow.services.rendering import Renderer, render_once

LETTER = """
approval: 1
process: letter
version: 1
title: {zh-TW: 函請同意, en: Letter asking for consent}
case_title: {zh-TW: "{subject}", en: "{subject}"}
owner: chief
effective: {from: "2026-01-01"}
may_start: [clerk]
case_no: "函-{roc_year}-{seq:3}"
time: {timezone: Asia/Taipei, calendars: [plain]}
retention: {class: tests, keep: 12mo}
speed: ordinary
contact: office
help: {zh-TW: 測試用, en: For tests}
summary: [subject]
data:
  subject: {type: text, label: {zh-TW: 主旨, en: Subject}, required: true}
  words: {type: longtext, label: {zh-TW: 本文, en: Words}, max_length: 100000}
  day: {type: date, label: {zh-TW: 日期, en: Day}}
  address: {type: email, label: {zh-TW: 信箱, en: Address}}
  visitors:
    type: table
    label: {zh-TW: 訪賓, en: Visitors}
    fields:
      name: {type: text, label: {zh-TW: 姓名, en: Name}, required: true}
      count: {type: int, label: {zh-TW: 人數, en: Count}}
documents:
  record:
    source: render
    layout: roster
    language: both
    label: {zh-TW: 意見與檢核, en: Opinions and checks}
    freeze_on: decision
    doc_no: "紀-{roc_year}-{seq:3}"
    fields: [subject]
    opinions: true
    checklist: ready
  thanks:
    source: render
    layout: letter
    language: both
    label: {zh-TW: 感謝函, en: Letter of thanks}
    freeze_on: review
    doc_no: "校國字第 {roc_year}{seq:4} 號"
    to: {zh-TW: "{subject}", en: "{subject}"}
    sections:
      - title: {zh-TW: 主旨, en: Subject}
        text: {zh-TW: "於 {day} 來訪一案，請查照。", en: "About the visit on {day}."}
      - title: {zh-TW: 說明, en: Explanation}
        text: {zh-TW: "{words}", en: "{words}"}
        table: visitors
    signed_by: {zh-TW: 校長, en: Head}
    issue:
      issued_by: [review.issue, waiting.elapsed]
      held_by: review.hold_issue
      dropped_by: review.not_issued
      mail_to: address
actors:
  applicant: {who: applicant, label: {zh-TW: 申請人, en: Applicant}}
  first: {post: first, of: office, label: {zh-TW: 甲, en: First}}
  second: {post: second, of: office, label: {zh-TW: 乙, en: Second}}
  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}
  head: {post: head, of: school, label: {zh-TW: 校長, en: Head}}
checklists:
  ready:
    label: {zh-TW: 檢核, en: Checks}
    items:
      name: {zh-TW: 全銜正確, en: The name is right}
      date: {zh-TW: 日期正確, en: The date is right}
defaults:
  nobody: {send_to: head}
  reason_for: [return, reject, disagree]
  deadline: {within: 3wd}
  visits: {max: 5, then: ask_owner, end: rejected}
start: draft
states:
  draft:
    type: edit
    label: {zh-TW: 草擬, en: Draft}
    by: applicant
    edits: [subject, words, day, address, visitors]
    deadline: none
    next: {submit: checking}
  checking:
    type: edit
    label: {zh-TW: 檢核, en: Checking}
    by: second
    requires: {checklist: ready}
    next: {submit: votes}
  votes:
    type: parallel
    label: {zh-TW: 會辦, en: Votes}
    outcomes: [agree, agree_with_changes]
    branches:
      first: {label: {zh-TW: 甲組, en: Group A}, by: first, binds: [subject]}
    next: {complete: decision}
  decision:
    type: approve
    label: {zh-TW: 決行, en: Decision}
    by: chief
    binds: [subject, record]
    requires: {documents: [record]}
    next: {approve: drafting, return: {to: draft}, reject: rejected}
  drafting:
    type: edit
    label: {zh-TW: 擬稿, en: Drafting}
    by: second
    edits: [words, address]
    next: {submit: review}
  review:
    type: approve
    label: {zh-TW: 判行, en: Review of the letter}
    by: head
    binds: [thanks]
    requires: {documents: [thanks]}
    outcomes:
      issue: {}
      hold_issue: {input: {until: {type: date, required: true, label: {zh-TW: 緩發至, en: Until}}}}
      not_issued: {}
    next: {issue: done, hold_issue: waiting, not_issued: done, return: {to: drafting}}
  waiting:
    type: wait
    label: {zh-TW: 緩發, en: Held back}
    until: input.until
    next: {elapsed: done}
  done: {type: end, label: {zh-TW: 完成, en: Done}, outcome: approved}
  rejected: {type: end, label: {zh-TW: 駁回, en: Rejected}, outcome: rejected}
sample: {subject: 某校}
lint:
  - {accept: L16, reason: for tests only}
  - {accept: L24, reason: for tests only}
tests:
  - name: 發文 / issued
    do:
      - {as: second, do: submit}
      - {as: first, do: agree}
      - {as: chief, do: approve}
      - {as: second, do: submit}
      - {as: head, do: issue}
    expect: {state: done, outcome: approved, documents: {record: frozen, thanks: issued}}
  - name: 緩發後到期發文 / held back, then issued
    do:
      - {as: second, do: submit}
      - {as: first, do: agree_with_changes}
      - {as: chief, do: approve}
      - {as: second, do: submit}
      - {as: head, do: hold_issue, input: {until: "2026-12-01"}}
      - {wait: 4mo}
    expect: {state: done, documents: {thanks: issued}}
  - name: 退回重擬，最後不發 / redrafted, and not issued in the end
    do:
      - {as: second, do: submit}
      - {as: first, do: agree}
      - {as: chief, do: return}
      - {as: applicant, do: submit}
      - {as: second, do: submit}
      - {as: chief, do: approve}
      - {as: second, do: submit}
      - {as: head, do: return}
      - {as: second, do: submit, input: {words: 重擬}}
      - {as: head, do: not_issued}
    expect: {state: done, documents: {thanks: not_issued}}
  - name: 駁回就沒有函稿 / no letter of what was rejected
    do:
      - {as: second, do: submit}
      - {as: first, do: agree}
      - {as: chief, do: reject}
    expect: {state: rejected, documents: {thanks: none}}
"""
GIVEN: Mapping[str, object] = {
    "subject": "某某大學", "words": "一、承蒙來訪。\n二、謹致謝忱。", "day": "2026-10-01",
    "visitors": [{"name": "團長", "count": 3}, {"name": "<b>秘書</b> & 隨員"}],
}  # fmt: skip


class Desk:
    """One letter on its way; every step a minute after the one before."""

    def __init__(self, office: Office, drawer: PdfDrawer, files: Path) -> None:
        self.office, self.now = office, NOW
        publish(office.runtime, {"letter.yaml": LETTER.encode()}, by=0, now=NOW)
        self.renderer = Renderer(office.runtime, draw_papers, drawer.draw, files, "http://127.0.0.1:8000", "desk")

    def start(self, **given: object) -> Done:
        """A case that is checked already."""
        command = Command("", LOGINS["clerk"], input={**GIVEN, **given})
        return self.check(start(self.office.runtime, "letter", command, self.now))

    def check(self, done: Done) -> Done:
        return self.act(done, "second", "submit", checklist="all")

    def act(self, done: Done, login: str, action: str, **given: object) -> Done:
        self.now += timedelta(minutes=1)
        return act(self.office.runtime, done.case, Command(action, LOGINS[login], input=given), self.now)

    def render(self, at: datetime | None = None) -> int:
        """How many documents were looked at."""
        count = 0
        while render_once(self.renderer, at or self.now):
            count += 1
        return count

    def up_to_review(self, render: Callable[[], object] | None = None, **given: object) -> Done:
        """As far as the letter is up for decision; drawn, unless told otherwise."""
        done = self.start(**given)
        self.act(done, "first", "agree_with_changes", opinion="日期請再確認。")
        self.render()
        self.act(done, "chief", "approve")
        done = self.act(done, "second", "submit")
        (render or self.render)()
        return done
