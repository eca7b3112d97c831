"""A small office on a real database: published definitions, people, and services to drive cases with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from workflow.adapters.deriving import deriver
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.case import Command
from workflow.core.directory import Holding, Person
from workflow.core.text import Text
from workflow.services.act import Done, act, start
from workflow.services.catalogue import Catalogue
from workflow.services.publishing import publish
from workflow.services.runtime import People, Runtime
from workflow.store import people
from workflow.store.engine import Database

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)

ORGANISATION = """
organisation: school
version: 1
units:
  - {id: school, label: {zh-TW: 學校, en: School}, level: 0, head: head}
  - {id: office, label: {zh-TW: 辦公室, en: Office}, level: 1, parent: school, head: chief}
posts:
  - {id: head, label: {zh-TW: 校長, en: Head}, level: 1, units: [school]}
  - {id: chief, label: {zh-TW: 主管, en: Chief}, level: 2, units: [office]}
  - {id: first, label: {zh-TW: 甲, en: First}, level: 3, units: [office]}
  - {id: second, label: {zh-TW: 乙, en: Second}, level: 3, units: [office]}
  - {id: clerk, label: {zh-TW: 承辦人, en: Clerk}, level: 4, units: [office]}
"""
CALENDAR = """
calendar: plain
title: {zh-TW: 無假日, en: No holidays}
source: none
years: {from: 2026, to: 2030}
overrides: []
"""
PAIR = """
approval: 1
process: pair
version: 1
title: {zh-TW: 兩人同意, en: Two agree}
case_title: {zh-TW: "{subject}", en: "{subject}"}
owner: chief
effective: {from: "2026-01-01"}
may_start: [clerk]
case_no: "對-{roc_year}-{seq:3}"
time: {timezone: Asia/Taipei, calendars: [plain]}
retention: {class: tests, keep: 12mo}
speed: ordinary
contact: office
help: {zh-TW: 測試用, en: For tests}
summary: [subject]
future_preview: full
data:
  subject: {type: text, label: {zh-TW: 主旨, en: Subject}, required: true}
  amount: {type: money, label: {zh-TW: 金額, en: Amount}, default: "0"}
actors:
  applicant: {who: applicant, label: {zh-TW: 申請人, en: Applicant}}
  first: {post: first, of: office, label: {zh-TW: 甲, en: First}}
  second: {post: second, of: office, label: {zh-TW: 乙, en: Second}}
  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}
  head: {post: head, of: school, label: {zh-TW: 校長, en: Head}}
defaults:
  self_approval: to_superior
  nobody: {send_to: head}
  substitute: {depth: 1}
  reason_for: [return, reject, disagree]
  deadline: {within: 3wd}
  remind: {at: [due], every: 1wd, max: 1}
  escalate: [{at: due+2wd, notify: superior}, {at: due+3wd, move: head}]
  visits: {max: 5, then: ask_owner, end: cancelled}
start: draft
states:
  draft:
    type: edit
    label: {zh-TW: 草擬, en: Draft}
    by: applicant
    edits: [subject, amount]
    deadline: none
    next: {submit: votes}
  votes:
    type: parallel
    label: {zh-TW: 會辦, en: Votes}
    join: all
    objections: collect
    outcomes: [agree, disagree]
    branches:
      first: {label: {zh-TW: 甲, en: First}, by: first, binds: [subject]}
      second: {label: {zh-TW: 乙, en: Second}, by: second, binds: [amount]}
    next: {complete: decision}
  decision:
    type: approve
    label: {zh-TW: 決行, en: Decision}
    by: chief
    binds: [subject, amount]
    next: {approve: done, return: {to: draft, resume: rewalk, keep: by_hash}, reject: rejected}
  done: {type: end, label: {zh-TW: 完成, en: Done}, outcome: approved}
  rejected: {type: end, label: {zh-TW: 駁回, en: Rejected}, outcome: rejected}
  cancelled: {type: end, label: {zh-TW: 撤案, en: Cancelled}, outcome: cancelled}
anytime:
  withdraw: {by: applicant, before: decision, to: cancelled}
  take_back: {within: 5wd}
  comment: {}
sample: {subject: 試}
lint:
  - {accept: L22, reason: for tests only}
"""
FILES: Mapping[str, bytes] = {
    "organisation.yaml": ORGANISATION.encode(),
    "plain.yaml": CALENDAR.encode(),
    "pair.yaml": PAIR.encode(),
}
LOGINS = {"head": 1, "chief": 2, "first": 3, "second": 4, "clerk": 5, "clerk.2": 6}


@dataclass(frozen=True, slots=True)
class Office:
    runtime: Runtime

    def start(self, login: str = "clerk", *, now: datetime = NOW, nonce: str | None = None, **data: object) -> Done:
        given = {"subject": "主旨", "amount": "100"} | data
        return start(self.runtime, "pair", Command("", LOGINS[login], input=given, nonce=nonce), now)

    def act(
        self, done: Done, login: str, action: str, *, now: datetime = NOW, nonce: str | None = None, **given: object
    ) -> Done:
        command = Command(action, LOGINS[login], input=given, nonce=nonce)
        return act(self.runtime, done.case, command, now)


def runtime_on(database: Database) -> Runtime:
    """What one operating-system process would hold."""
    catalogue = Catalogue(layer_from_document)
    return Runtime(database, catalogue, People(catalogue), os.urandom, derive=deriver("a key for tests"))


def open_office(database: Database) -> Office:
    """Publish the definitions and let the people in; the database is migrated and empty."""
    runtime = runtime_on(database)
    publish(runtime, FILES, by=0, now=NOW)
    with database.transaction() as connection:
        for login, person in LOGINS.items():
            name = Text(f"{login}（示範）", f"{login} (demo)")
            people.put_person(connection, Person(person, login, name, f"{login}@example.edu"))
            post = login.partition(".")[0]
            unit = "school" if post == "head" else "office"
            people.put_holding(connection, Holding(person, post, unit, date(2020, 1, 1)))
    return Office(runtime)


@pytest.fixture
def office(database: Database) -> Office:
    """The small office on each database."""
    return open_office(database)
