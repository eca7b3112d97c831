"""Two processes of the small office: a plan has each unit give its view in a case of its own, and waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from tests.support.office import FILES, LOGINS, NOW, Office
from workflow.core.calendar import layer_from_mapping
from workflow.core.case import Command
from workflow.core.machine import build_process
from workflow.core.playing import Play
from workflow.core.scenarios import play_scenario
from workflow.reading.folder import read_folder
from workflow.services.act import Done, act, start
from workflow.services.beating import beat_once
from workflow.services.checking_definitions import world_of
from workflow.services.publishing import publish
from workflow.services.showing import show_case

_HEAD: Final = """
version: 1
owner: chief
effective: {from: "2026-01-01"}
may_start: [clerk]
time: {timezone: Asia/Taipei, calendars: [plain]}
retention: {class: tests, keep: 12mo}
speed: ordinary
contact: office
help: {zh-TW: 測試用, en: For tests}
actors:
  applicant: {who: applicant, label: {zh-TW: 申請人, en: Applicant}}
  first: {post: first, of: office, label: {zh-TW: 甲, en: First}}
  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}
  head: {post: head, of: school, label: {zh-TW: 校長, en: Head}}
defaults:
  nobody: {send_to: head}
  deadline: {within: 20wd}
  remind: {at: [due], every: 1wd, max: 1}
  escalate: [{at: due+2wd, notify: superior}, {at: due+3wd, move: head}]
  visits: {max: 5, end: cancelled}
lint:
  - {accept: L22, reason: for tests only}
"""
PLAN: Final = (
    """
approval: 1
process: plan
title: {zh-TW: 計畫, en: Plan}
case_title: {zh-TW: "{subject}", en: "{subject}"}
case_no: "計-{roc_year}-{seq:3}"
summary: [subject]
"""
    + _HEAD
    + """
data:
  subject: {type: text, label: {zh-TW: 主旨, en: Subject}, required: true}
  units:
    type: table
    label: {zh-TW: 單位, en: Units}
    max_rows: 5
    fields:
      name: {type: text, label: {zh-TW: 名稱, en: Name}, required: true, max_length: 20}
      view: {type: text, label: {zh-TW: 意見, en: View}, max_length: 10}
start: draft
states:
  draft:
    type: edit
    label: {zh-TW: 草擬, en: Draft}
    by: applicant
    edits: [subject, units]
    deadline: none
    next: {submit: views}
  views:
    type: subcase
    label: {zh-TW: 各單位意見, en: Views of units}
    process: view
    each: units
    with: {unit: row.name, plan: subject}
    join: all
    collect: {row.view: said}
    by: chief
    next: {complete: decision, failed: {to: draft}, stop: rejected}
  decision:
    type: approve
    label: {zh-TW: 決行, en: Decision}
    by: chief
    binds: [subject]
    next: {approve: done, return: {to: draft}, reject: rejected}
  done: {type: end, label: {zh-TW: 完成, en: Done}, outcome: approved}
  rejected: {type: end, label: {zh-TW: 駁回, en: Rejected}, outcome: rejected}
  cancelled: {type: end, label: {zh-TW: 撤案, en: Cancelled}, outcome: cancelled}
anytime:
  withdraw: {by: applicant, before: decision, to: cancelled}
  take_back: {within: 5wd}
sample: {subject: 試, units: [{name: 甲}, {name: 乙}]}
tests:
  - name: all views are there, and they stand in their rows
    do:
      - {child: 2, ends: approved, holding: {said: 可}}
      - {child: 1, ends: approved, holding: {said: 好}}
      - {as: chief, do: approve}
    expect: {state: done, children: [approved, approved], spawned: []}
  - name: one that does not succeed sends the plan back, and the other need not go on
    do: [{child: 2, ends: rejected}]
    expect: {state: draft, children: [running, rejected], visits: {views: 1}}
  - name: whoever looks after it may stop
    do: [{as: chief, do: stop}]
    expect: {state: rejected, children: [running, running]}
"""
)
VIEW: Final = (
    """
approval: 1
process: view
title: {zh-TW: 單位意見, en: View of a unit}
case_title: {zh-TW: "{unit}：{plan}", en: "{unit}: {plan}"}
case_no: "見-{roc_year}-{seq:3}"
summary: [unit]
"""
    + _HEAD
    + """
data:
  unit: {type: text, label: {zh-TW: 單位, en: Unit}, required: true, max_length: 20}
  plan: {type: text, label: {zh-TW: 計畫, en: Plan}, required: true}
  said: {type: text, label: {zh-TW: 意見, en: View}, max_length: 20}
start: writing
states:
  writing:
    type: edit
    label: {zh-TW: 撰寫, en: Writing}
    by: applicant
    edits: [unit, plan, said]
    next: {submit: checked}
  checked:
    type: approve
    label: {zh-TW: 核閱, en: Check}
    by: first
    binds: [unit, said]
    next: {approve: given, reject: refused}
  given: {type: end, label: {zh-TW: 已提出, en: Given}, outcome: approved}
  refused: {type: end, label: {zh-TW: 不提, en: Refused}, outcome: rejected}
  cancelled: {type: end, label: {zh-TW: 收回, en: Called off}, outcome: cancelled}
sample: {unit: 甲, plan: 試}
"""
)
WAITING: Final[Mapping[str, bytes]] = {**FILES, "plan.yaml": PLAN.encode(), "view.yaml": VIEW.encode()}
UNITS: Final = ({"name": "甲系"}, {"name": "乙系"})


def publish_waiting(desk: Office, plan: str = PLAN, view: str = VIEW) -> None:
    publish(desk.runtime, {**WAITING, "plan.yaml": plan.encode(), "view.yaml": view.encode()}, by=0, now=NOW)


def begun(desk: Office, *units: Mapping[str, str], now: datetime = NOW) -> Done:
    given = {"subject": "計畫", "units": [dict(unit) for unit in units or UNITS]}
    return start(desk.runtime, "plan", Command("", LOGINS["clerk"], input=given), now)


def end_view(desk: Office, number: str, *, said: str = "可", answer: str = "approve", now: datetime = NOW) -> None:
    """The applicant writes the view, and it is approved, or `answer`ed otherwise."""
    act(desk.runtime, number, Command("submit", LOGINS["clerk"], input={"said": said}), now)
    act(
        desk.runtime, number, Command(answer, LOGINS["first"], input={"reason": "x"} if answer == "reject" else {}), now
    )


def heard(desk: Office, now: datetime = NOW) -> int:
    """Let the clock carry what is to be heard; how often it had something to do."""
    beats = 0
    while beat_once(desk.runtime, now):
        beats += 1
    return beats


def shown(desk: Office, case: int | str) -> Mapping[str, Any]:
    return show_case(desk.runtime, case, NOW)


def walked(plan: str, *moves: Mapping[str, Any], **given: object) -> Play:
    """A plan played in memory to where these moves lead, each as a scenario writes it."""
    library = read_folder({**WAITING, "plan.yaml": plan.encode()}, layer_from_mapping)
    compiled = library.processes["plan"]
    assert compiled.definition is not None, library.findings
    written = {"name": "walk", "do": list(moves), "given": given}
    process = build_process(compiled.definition)
    result, play = play_scenario(
        process, world_of(library, compiled.definition, written), written, compiled.sample or {}
    )
    assert play is not None, result
    return play
