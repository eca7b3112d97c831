"""The pair of the small office, whose good end leaves two duties; whoever is late with one goes to the head first."""

from collections.abc import Mapping
from typing import Final

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.act import Done
from workflow.services.publishing import publish
from workflow.services.showing import show_case

DUTY: Final = """
approval: 1
process: duty
version: 1
title: {zh-TW: 義務, en: Duty}
case_title: {zh-TW: "{what}：{topic}", en: "{what}: {topic}"}
owner: chief
effective: {from: "2026-01-01"}
may_start: [clerk]
case_no: "義-{roc_year}-{seq:3}"
time: {timezone: Asia/Taipei, calendars: [plain]}
retention: {class: tests, keep: 12mo}
contact: office
help: {zh-TW: 測試用, en: For tests}
summary: [what]
data:
  what:
    type: enum
    label: {zh-TW: 事項, en: What}
    required: true
    options: {report: {zh-TW: 成果報告, en: Report}, original: {zh-TW: 繳回正本, en: Return the original}}
  topic: {type: text, label: {zh-TW: 主題, en: Topic}, required: true}
  due_on: {type: date, label: {zh-TW: 期限, en: Last day}, required: true}
actors:
  applicant: {who: applicant, label: {zh-TW: 申請人, en: Applicant}}
  chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}
  head: {post: head, of: school, label: {zh-TW: 校長, en: Head}}
defaults:
  nobody: {send_to: head}
  deadline: {until: data.due_on}
  remind: {at: [due], every: 1wd, max: 1}
  escalate: [{at: due+2wd, notify: chief}]
  visits: {max: 5, end: lapsed}
start: owed
states:
  owed:
    type: wait
    label: {zh-TW: 待辦, en: To be done}
    by: applicant
    next: {submit: fulfilled}
  fulfilled: {type: end, label: {zh-TW: 已完成, en: Done}, outcome: approved}
  lapsed: {type: end, label: {zh-TW: 逾期, en: Lapsed}, outcome: lapsed}
sample: {what: report, topic: 試, due_on: "2026-12-31"}
lint:
  - {accept: L22, reason: for tests only}
"""
LEFT: Final = """
    obligations:
      - {process: duty, with: {topic: subject}, set: {what: report}, within: 30cd}
      - {process: duty, with: {topic: subject}, set: {what: original}, within: 2wd}
"""
ROUTE: Final = """
  route:
    type: choice
    label: {zh-TW: 分流, en: Route}
    cases:
      - {when: applicant.overdue_duties > 0, to: decision}
      - {else: votes}
  votes:
"""
DUTIFUL: Final = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace("next: {submit: votes}", "next: {submit: route}", 1)
    .replace("\n  votes:\n", ROUTE, 1)
    .replace(
        "  done: {type: end, label: {zh-TW: 完成, en: Done}, outcome: approved}\n",
        "  done:\n    type: end\n    label: {zh-TW: 完成, en: Done}\n    outcome: approved" + LEFT,
        1,
    )
)
FILES_WITH_DUTIES: Final[Mapping[str, bytes]] = {**FILES, "pair.yaml": DUTIFUL.encode(), "duty.yaml": DUTY.encode()}


def publish_duties(desk: Office) -> None:
    publish(desk.runtime, FILES_WITH_DUTIES, by=0, now=NOW)


def approved(desk: Office, **data: object) -> Done:
    """A case at its good end."""
    case = desk.start(**data)
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        case = desk.act(case, login, action, reason="so")
    assert show_case(desk.runtime, case.case, NOW)["outcome"] == "approved"
    return case
