"""A process of the small office in which somebody outside answers by a link: agrees, wants changes, or declines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command, FileView
from workflow.services.act import Done, act, start
from workflow.services.guest_door import ask_code, find_door, type_code
from workflow.services.guest_letters import code_for
from workflow.services.guest_links import token_of
from workflow.services.guest_page import GuestForm, GuestPage, act_by_link, open_link_page
from workflow.services.publishing import publish
from workflow.services.uploads import keep_file
from workflow.store import guests
from workflow.store.guests import LinkRow

PARTNER: Final = "partner@example.org"
NAME: Final = "A. Partner (demo)"
PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SUMMER: Final = NOW + timedelta(minutes=2)

LETTER: Final = (
    PAIR[: PAIR.index("data:\n")].replace("process: pair", "process: letter").replace("對-", "信-")
    + """
data:
  subject: {type: text, label: {zh-TW: 主旨, en: Subject}, required: true}
  secret: {type: text, label: {zh-TW: 內部註記, en: Internal note}, default: for our eyes}
  contact:
    type: group
    label: {zh-TW: 對方窗口, en: Contact}
    fields:
      name: {type: text, required: true, personal: contact, label: {zh-TW: 姓名, en: Name}}
      email: {type: email, required: true, personal: contact, label: {zh-TW: 電子郵件, en: E-mail}}
  remarks: {type: longtext, label: {zh-TW: 對方意見, en: Remarks of the partner}}
  replied_on: {type: date, required: true, label: {zh-TW: 回覆日, en: Answered on}}
documents:
  draft: {source: upload, accept: [pdf], label: {zh-TW: 草案, en: Draft}}
  inner: {source: upload, accept: [pdf], label: {zh-TW: 內部文件, en: Internal paper}}
  reply: {source: upload, accept: [pdf], label: {zh-TW: 回函, en: Reply}}
"""
    + PAIR[PAIR.index("actors:\n") : PAIR.index("start: draft")]
    + """start: draft
states:
  draft:
    type: edit
    label: {zh-TW: 草擬, en: Draft}
    by: applicant
    edits: [subject, secret, contact, draft, inner]
    deadline: none
    next: {submit: talk}
  talk:
    type: external
    label: {zh-TW: 與對方協商, en: Talks}
    by: {zh-TW: 對方學校, en: Partner school}
    desk: first
    sees: [subject, draft]
    binds: [subject, draft]
    edits: [replied_on, remarks, reply]
    requires: {documents: [reply]}
    guest:
      email: contact.email
      name: contact.name
      may:
        agreed: {zh-TW: 我們同意, en: We agree}
        counter: {zh-TW: 我們提出修改, en: We propose changes}
        declined: {zh-TW: 我們不辦, en: We decline}
        comment:
      edits: [remarks]
      uploads: [reply]
      answered_on: replied_on
    deadline: {within: 30cd, clock: stopped, timeout: declined}
    outcomes:
      agreed: {label: {zh-TW: 對方同意, en: Partner agrees}}
      counter: {label: {zh-TW: 對方要改, en: Partner wants changes}}
      declined: {label: {zh-TW: 對方婉拒, en: Partner declines}}
    next: {agreed: decision, counter: redraft, declined: rejected}
  redraft:
    type: edit
    label: {zh-TW: 修改, en: Revise}
    by: first
    edits: [subject, draft]
    next: {send: {to: talk, keep: by_hash}}
  decision:
    type: approve
    label: {zh-TW: 決行, en: Decision}
    by: chief
    binds: [subject]
    next: {approve: done, reject: rejected}
  done: {type: end, label: {zh-TW: 完成, en: Done}, outcome: approved}
  rejected: {type: end, label: {zh-TW: 駁回, en: Rejected}, outcome: rejected}
  cancelled: {type: end, label: {zh-TW: 撤案, en: Cancelled}, outcome: cancelled}
anytime:
  withdraw: {by: applicant, before: decision, to: cancelled}
  take_back: {within: 5wd}
  comment: {}
sample: {subject: 試, contact: {name: 窗口, email: partner@example.org}}
tests:
  - name: the partner agrees by the link
    do: [{as: guest, do: agreed}]
    expect: {state: decision, open: [decision.chief]}
  - name: the partner wants changes, and is asked again
    do: [{as: guest, do: comment}, {as: guest, do: counter}, {as: first, do: send}]
    expect: {state: talk, visits: {talk: 2}}
lint:
  - {accept: L22, reason: for tests only}
"""
)
OUTSIDE_FILES: Final = {**FILES, "letter.yaml": LETTER.encode()}


@dataclass(frozen=True, slots=True)
class Outside:
    """A case that waits for somebody outside, and what their browser would do. `secret` is that browser's."""

    desk: Office
    done: Done
    root: Path
    secret: str | None = None
    ip: str = "192.0.2.7"

    @property
    def runtime(self) -> Any:
        return self.desk.runtime

    def links(self) -> tuple[LinkRow, ...]:
        with self.runtime.database.snapshot() as connection:
            return guests.of_case(connection, self.done.case)

    def token(self, place: int = -1) -> str:
        return token_of(self.runtime, self.links()[place].id)

    def page(self, place: int = -1, *, now: datetime = SUMMER) -> GuestPage:
        return open_link_page(self.runtime, self.token(place), self.secret, now)

    def asked(self, place: int = -1, *, now: datetime = SUMMER) -> Outside:
        """In a browser that has asked for a code."""
        return replace(self, secret=ask_code(self.runtime, self.token(place), now))

    def code(self) -> str:
        door = find_door(self.runtime, self.token(), self.secret, SUMMER)
        assert door.code is not None
        return code_for(self.runtime, door.code.session)

    def entered(self, place: int = -1, *, now: datetime = SUMMER) -> Outside:
        """In a browser in which the code was typed."""
        there = self.asked(place, now=now)
        door = find_door(self.runtime, self.token(place), there.secret, now)
        assert door.code is not None
        type_code(self.runtime, self.token(place), there.secret, code_for(self.runtime, door.code.session), now)
        return there

    def file(self, name: str = "reply", content: bytes = PDF) -> dict[str, FileView]:
        return {name: keep_file(self.root, name, f"{name}.pdf", content)}

    def form(self, action: str, **more: Any) -> GuestForm:
        given: dict[str, Any] = {"name": NAME, "ip": self.ip, "agent": "a browser", **more}
        return GuestForm(action, **given)

    def act(self, action: str, place: int = -1, *, now: datetime = SUMMER, **more: Any) -> Done:
        return act_by_link(self.runtime, self.token(place), self.secret, self.form(action, **more), now)

    def by_desk(self, action: str, *, now: datetime = SUMMER, who: str = "first", **given: Any) -> Done:
        files = given.pop("files", {})
        command = Command(action, LOGINS[who], input=given, files=files)
        return act(self.runtime, self.done.case, command, now)

    def state(self) -> str:
        return find_door(self.runtime, self.token(), None, SUMMER).view.state


def publish_letters(desk: Office) -> None:
    publish(desk.runtime, OUTSIDE_FILES, by=0, now=NOW)


def begin_letter(desk: Office, root: Path, *, now: datetime = NOW, **more: Any) -> Outside:
    """A case whose draft went out, with a paper that the other side must not see."""
    given = {"subject": "主旨", "contact": {"name": "窗口", "email": PARTNER}, **more}
    files = {name: keep_file(root, name, f"{name}.pdf", PDF + name.encode()) for name in ("draft", "inner")}
    command = Command("", LOGINS["clerk"], input=given, files=files)
    return Outside(desk, start(desk.runtime, "letter", command, now), root)


def link_in(text: str) -> str:
    """The secret in a letter."""
    found = re.search(r"/x/([A-Za-z0-9_-]+)", text)
    assert found is not None
    return found[1]


def code_in(text: str) -> str:
    found = re.search(r"Your code: ([A-Z0-9-]+)", text)
    assert found is not None
    return found[1]


def stream(content: bytes = PDF) -> BytesIO:
    return BytesIO(content)
