"""A process of the small office that holds a room, and what is held of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from tests.support.office import FILES, LOGINS, NOW, Office
from workflow.core.case import Command
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows
from workflow.store import bookings
from workflow.store.steps import load_case

ROOMS: Final = ("hall", "attic")
REGISTER: Final = """
register: rooms
version: 1
title: {zh-TW: 房間, en: Rooms}
key: code
columns:
  code: {type: text, required: true, max_length: 20, label: {zh-TW: 代碼, en: Code}}
  name_zh: {type: text, label: {zh-TW: 中文, en: Chinese}}
  name_en: {type: text, label: {zh-TW: 英文, en: English}}
"""
HOLD: Final = "{operation: bookings.hold, resource: data.room, from: data.first, to: data.last}"
RELEASE: Final = "{operation: bookings.release}"
PAIRS: Final = """
SELECT count(*) FROM bookings a
JOIN bookings b ON a.resource = b.resource AND (a.case_id, a.version) < (b.case_id, b.version)
WHERE a.released_at IS NULL AND b.released_at IS NULL AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
"""
STAY: Final = f"""
approval: 1
process: stay
version: 1
title: {{zh-TW: 借用, en: A room}}
case_title: {{zh-TW: "借用{{room}}", en: "{{room}}"}}
owner: chief
effective: {{from: "2026-01-01"}}
may_start: [clerk]
case_no: "借-{{roc_year}}-{{seq:3}}"
time: {{timezone: Asia/Taipei, calendars: [plain]}}
retention: {{class: tests, keep: 12mo}}
speed: ordinary
contact: office
help: {{zh-TW: 測試用, en: For tests}}
summary: [room]
data:
  room: {{type: ref, register: rooms, label: {{zh-TW: 房間, en: Room}}}}
  first: {{type: date, required: true, label: {{zh-TW: 起, en: From}}}}
  last: {{type: date, required: true, label: {{zh-TW: 迄, en: To}}}}
actors:
  applicant: {{who: applicant, label: {{zh-TW: 申請人, en: Applicant}}}}
  chief: {{post: chief, of: office, label: {{zh-TW: 主管, en: Chief}}}}
  head: {{post: head, of: school, label: {{zh-TW: 校長, en: Head}}}}
defaults:
  nobody: {{send_to: head}}
  reason_for: []
  deadline: {{within: 3wd}}
  escalate: [{{at: due+2wd, notify: superior}}, {{at: due+3wd, move: head}}]
  visits: {{max: 50, then: ask_owner, end: cancelled}}
start: draft
states:
  draft:
    type: edit
    label: {{zh-TW: 草擬, en: Draft}}
    by: applicant
    edits: [room, first, last]
    deadline: none
    effects: {{submit: [{HOLD}]}}
    next: {{submit: decision}}
  decision:
    type: approve
    label: {{zh-TW: 決行, en: Decision}}
    by: chief
    binds: [room, first, last]
    effects: {{reject: [{RELEASE}]}}
    next: {{approve: using, return: {{to: [draft]}}, reject: rejected}}
  using:
    type: edit
    label: {{zh-TW: 使用, en: Use}}
    by: applicant
    edits: [first, last]
    escalate: [{{at: due+2wd, notify: superior}}]
    outcomes:
      submit: {{label: {{zh-TW: 改期, en: Move}}}}
      finish: {{}}
      stop: {{}}
    effects: {{submit: [{HOLD}], finish: [{RELEASE}], stop: [{RELEASE}]}}
    next: {{submit: {{to: decision, keep: by_hash}}, finish: done, stop: lapsed}}
  done: {{type: end, label: {{zh-TW: 完成, en: Done}}, outcome: approved}}
  lapsed: {{type: end, label: {{zh-TW: 未用, en: Not used}}, outcome: lapsed}}
  rejected: {{type: end, label: {{zh-TW: 駁回, en: Rejected}}, outcome: rejected}}
  cancelled: {{type: end, label: {{zh-TW: 撤案, en: Cancelled}}, outcome: cancelled}}
anytime:
  withdraw: {{by: applicant, before: using, to: cancelled}}
  take_back: {{within: 5wd}}
sample: {{first: "2026-10-01", last: "2026-10-01"}}
lint:
  - {{accept: L22, reason: for tests only}}
"""


def publish_booked(desk: Office, source: str = STAY) -> None:
    files = {**FILES, "rooms.yaml": REGISTER.encode(), "stay.yaml": source.encode()}
    publish(desk.runtime, files, by=0, now=NOW)
    rows = "".join(f"{code},房間 {code},Room {code}\n" for code in ROOMS)
    import_rows(desk.runtime, "rooms", f"code,name_zh,name_en\n{rows}".encode(), 0, NOW)


def ask(desk: Office, room: str | None, first: str, last: str, login: str = "clerk") -> Done:
    given = {"first": first, "last": last} | ({"room": room} if room is not None else {})
    return start(desk.runtime, "stay", Command("", LOGINS[login], input=given), NOW)


def answer(desk: Office, done: Done, login: str, action: str, **given: object) -> Done:
    return act(desk.runtime, done.case, Command(action, LOGINS[login], input=given), NOW)


def held(desk: Office, *cases: Done) -> list[tuple[str, str, str]]:
    """What the cases hold: resource, first and last day."""
    with desk.runtime.database.snapshot() as connection:
        found = bookings.held_by(connection, [done.case for done in cases])
    return [(it.resource, it.span.first.isoformat(), it.span.last.isoformat()) for it in found]


def overlaps(desk: Office) -> int:
    """How many pairs of bookings hold one thing at one moment, whatever the triggers say."""
    with desk.runtime.database.snapshot() as connection:
        return int(connection.execute(text(PAIRS)).scalar_one())


def state_of(desk: Office, done: Done) -> str:
    with desk.runtime.database.snapshot() as connection:
        loaded = load_case(connection, done.case)
    assert loaded is not None
    return loaded.view.state
