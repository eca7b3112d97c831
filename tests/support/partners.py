"""A register of two partners for the small office."""

from __future__ import annotations

from tests.support.office import FILES, NOW, Office
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows

REGISTER = """
register: partners
version: 1
title: {zh-TW: 合作學校, en: Partners}
key: domain
may_change: [chief]
columns:
  name_en: {type: text, required: true, label: {zh-TW: 英文校名, en: Name}}
  name_zh: {type: text, label: {zh-TW: 中文校名, en: Chinese name}}
  aliases: {type: text, label: {zh-TW: 別名, en: Other names}}
  country: {type: country, required: true, label: {zh-TW: 國家, en: Country}}
  website: {type: text, label: {zh-TW: 網址, en: Website}}
  domain: {type: text, required: true, label: {zh-TW: 網域, en: Domain}}
  status:
    type: enum
    default: active
    label: {zh-TW: 往來狀態, en: Status}
    options:
      active: {zh-TW: 正常往來, en: Active}
      suspended: {zh-TW: 暫停往來, en: Suspended}
  status_reason: {type: text, label: {zh-TW: 依據, en: Grounds}}
unique: [[domain]]
"""
ROWS = """name_en,name_zh,aliases,country,website,domain,status,status_reason
North Sample College,,NSC、北樣,JP,https://north.example/,north.example,active,
South Sample University,南方示範大學,,TH,,south.example,suspended,Letter 7
"""


def with_partners(office: Office) -> Office:
    """Publish the register and bring the two in."""
    publish(office.runtime, {**FILES, "partners.yaml": REGISTER.encode()}, by=0, now=NOW)
    import_rows(office.runtime, "partners", ROWS.encode(), 0, NOW)
    return office
