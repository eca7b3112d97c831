"""A process with every kind of field, two sections and an attachment, for the small office."""

from __future__ import annotations

from datetime import date

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.directory import Holding
from workflow.services.publishing import publish
from workflow.store import people, registers

REGISTER = """
register: partners
version: 1
title: {zh-TW: 夥伴, en: Partners}
key: code
columns:
  code: {type: text, required: true, label: {zh-TW: 代碼, en: Code}}
  name_en: {type: text, label: {zh-TW: 英文名, en: Name}}
  country: {type: country, label: {zh-TW: 國家, en: Country}}
unique: [[code]]
"""
DATA = """data:
  subject: {type: text, label: {zh-TW: 主旨, en: Subject}, required: true}
  amount: {type: money, label: {zh-TW: 金額, en: Amount}, default: "0"}
  source: {type: text, required_when: "data.amount > 5000", label: {zh-TW: 來源, en: Source}}
  story: {type: longtext, label: {zh-TW: 緣由, en: Story}, max_length: 50}
  since: {type: date, label: {zh-TW: 起日, en: Since}}
  scope: {type: multi, label: {zh-TW: 範圍, en: Scope}, options: {a: {zh-TW: 甲, en: A}, b: {zh-TW: 乙, en: B}}}
  urgent: {type: bool, label: {zh-TW: 急件, en: Urgent}, default: false}
  unit: {type: unit, label: {zh-TW: 單位, en: Unit}}
  helper: {type: person, label: {zh-TW: 承辦人, en: Helper}}
  home: {type: country, label: {zh-TW: 國籍, en: Home}}
  mail: {type: email, label: {zh-TW: 信箱, en: Mail}}
  partner: {type: ref, register: partners, label: {zh-TW: 夥伴, en: Partner}}
  country: {type: country, lookup: partner.country, label: {zh-TW: 國家, en: Country}}
  terms:
    type: group
    label: {zh-TW: 條件, en: Terms}
    fields: {months: {type: int, min: 1, label: {zh-TW: 月數, en: Months}}}
  plan:
    type: table
    label: {zh-TW: 計畫, en: Plan}
    fields:
      item: {type: text, required: true, label: {zh-TW: 項目, en: Item}}
      cost: {type: money, label: {zh-TW: 經費, en: Cost}}
documents:
  paper: {source: upload, accept: [pdf, txt], label: {zh-TW: 計畫書, en: Paper}}
  extra: {source: upload, accept: [pdf], label: {zh-TW: 附件, en: Annex}}
sections:
  - key: what
    label: {zh-TW: 事項, en: What}
    fields: [subject, amount, source, story, since, scope, urgent, unit, helper, home, mail]
  - {key: how, label: {zh-TW: 作法, en: How}, fields: [partner, terms, plan, extra]}
  - {key: files, label: {zh-TW: 文件, en: Papers}, fields: [paper]}
"""
_BEGIN, _END = PAIR.index("data:\n"), PAIR.index("actors:\n")
GRANT = (
    (PAIR[:_BEGIN] + DATA + PAIR[_END:])
    .replace("process: pair", "process: grant")
    .replace("may_start: [clerk]", "may_start: [clerk, first]")
    .replace("對-", "補-")
    .replace(
        "edits: [subject, amount]\n",
        "edits: [subject, amount, source, story, since, scope, urgent, unit, helper, home, mail, partner, terms,\n"
        "      plan, paper, extra]\n    requires: {documents: [paper]}\n",
    )
)


def publish_grants(desk: Office) -> None:
    publish(desk.runtime, {**FILES, "partners.yaml": REGISTER.encode(), "grant.yaml": GRANT.encode()}, by=0, now=NOW)
    with desk.runtime.database.transaction() as connection:
        for code, name, country in (("tum.de", "TU Munich", "DE"), ("tudelft.nl", "TU Delft", "NL")):
            data = {"code": code, "name_en": name, "country": country}
            registers.put(connection, "partners", code, data, by=0, at=NOW)


def give_second_post(desk: Office) -> None:
    """The clerk holds another post under which grants may be asked for."""
    with desk.runtime.database.transaction() as connection:
        people.put_holding(connection, Holding(LOGINS["clerk"], "first", "office", date(2020, 1, 1)))
