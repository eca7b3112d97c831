"""Two processes of the small office: when one comes to its good end, a case of the other begins and waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.act import Done
from workflow.services.publishing import publish
from workflow.services.showing import show_case

SPAWN: Final = "spawn: {process: watch, with: {topic: subject, ends: ends}}"
AGREEMENT: Final = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace("actors:\n", "  ends: {type: date, label: {zh-TW: 迄日, en: Last day}, required: true}\nactors:\n", 1)
    .replace("edits: [subject, amount]", "edits: [subject, amount, ends]", 1)
    .replace("outcome: approved}", f"outcome: approved, {SPAWN}}}", 1)
    .replace("sample: {subject: 試}", 'sample: {subject: 試, ends: "2027-09-30"}', 1)
    + """tests:
  - name: the good end has a watch follow
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: approve}]
    expect: {state: done, spawned: [watch]}
  - name: no watch follows a rejection
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: reject}]
    expect: {state: rejected, spawned: []}
"""
)
WATCH: Final = """
approval: 1
process: watch
version: 1
title: {zh-TW: 效期追蹤, en: Term watch}
case_title: {zh-TW: "追蹤：{topic}", en: "Watch: {topic}"}
owner: chief
effective: {from: "2026-01-01"}
may_start: [clerk]
case_no: "追-{roc_year}-{seq:3}"
time: {timezone: Asia/Taipei, calendars: [plain]}
retention: {class: tests, keep: 12mo}
speed: ordinary
contact: office
help: {zh-TW: 測試用, en: For tests}
summary: [topic]
data:
  topic: {type: text, label: {zh-TW: 主題, en: Topic}, required: true, max_length: 12}
  ends: {type: date, label: {zh-TW: 迄日, en: Last day}, required: true}
actors:
  applicant: {who: applicant, label: {zh-TW: 申請人, en: Applicant}}
  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}
  head: {post: head, of: school, label: {zh-TW: 校長, en: Head}}
defaults:
  nobody: {send_to: head}
  deadline: {within: 20wd}
  remind: {at: [due], every: 1wd, max: 1}
  escalate: [{at: due+2wd, notify: superior}]
  visits: {max: 5, end: lapsed}
start: standing
states:
  standing:
    type: wait
    label: {zh-TW: 效期中, en: In force}
    until: data.ends - 1mo
    next: {elapsed: renewal}
  renewal:
    type: edit
    label: {zh-TW: 是否續約, en: Renew or not}
    by: applicant
    edits: [topic]
    next: {submit: kept}
  kept: {type: end, label: {zh-TW: 已處理, en: Dealt with}, outcome: approved}
  lapsed: {type: end, label: {zh-TW: 逾期, en: Lapsed}, outcome: lapsed}
sample: {topic: 試, ends: "2027-09-30"}
lint:
  - {accept: L22, reason: for tests only}
tests:
  - name: a month before the last day the applicant is asked
    given: {ends: "2026-10-15"}
    do: [{wait: 20cd}]
    expect: {state: renewal, open: [renewal.applicant]}
"""
FOLLOWED: Final[Mapping[str, bytes]] = {**FILES, "pair.yaml": AGREEMENT.encode(), "watch.yaml": WATCH.encode()}
ENDS: Final = "2027-09-30"


def publish_followed(desk: Office) -> None:
    publish(desk.runtime, FOLLOWED, by=0, now=NOW)


def to_decision(desk: Office, **data: object) -> Done:
    """A case of which only the decision is missing."""
    done = desk.start(**({"ends": ENDS} | data))
    desk.act(done, "first", "agree")
    desk.act(done, "second", "agree")
    return done


def approved(desk: Office, **data: object) -> Done:
    done = to_decision(desk, **data)
    desk.act(done, "chief", "approve")
    return done


def shown(desk: Office, case: int | str) -> Mapping[str, Any]:
    return show_case(desk.runtime, case, NOW)
