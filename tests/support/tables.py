"""Definitions with an office and a register of partners, and tables to load into them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.office import CALENDAR, NOW, ORGANISATION, PAIR, runtime_on
from workflow.services.publishing import publish
from workflow.services.runtime import Runtime
from workflow.services.sheets import BadSheet
from workflow.store.engine import Database

PARTNERS = """
register: partners
version: 1
title: {zh-TW: 合作學校, en: Partners}
key: domain
columns:
  name_en: {type: text, required: true, label: {zh-TW: 校名, en: Name}}
  country: {type: country, required: true, label: {zh-TW: 國家, en: Country}}
  region:
    type: enum
    label: {zh-TW: 地區別, en: Region}
    from_country: country
    options:
      foreign: {zh-TW: 外國, en: Foreign}
      mainland: {zh-TW: 大陸地區, en: Mainland}
      hk_macau: {zh-TW: 港澳, en: Hong Kong and Macau}
  website: {type: text, label: {zh-TW: 網址, en: Website}}
  domain: {type: text, required: true, label: {zh-TW: 網域, en: Domain}}
  status:
    type: enum
    default: active
    label: {zh-TW: 狀態, en: Status}
    options: {active: {zh-TW: 往來, en: Active}, suspended: {zh-TW: 暫停, en: Suspended}}
unique: [[domain], [name_en, country]]
"""
FILES = {
    "organisation.yaml": ORGANISATION.encode(),
    "plain.yaml": CALENDAR.encode(),
    "pair.yaml": PAIR.encode(),
    "partners.yaml": PARTNERS.encode(),
}


def ready(database: Database) -> Runtime:
    """A runtime on a database in which the definitions are published."""
    runtime = runtime_on(database)
    publish(runtime, FILES, 0, NOW)
    return runtime


def table(header: str, *rows: str) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode()


def refused(load: Callable[[], object]) -> list[tuple[int | None, str | None, str]]:
    """Row, column and code of every problem for which a table is refused."""
    with pytest.raises(BadSheet) as caught:
        load()
    return [(problem.row, problem.column, problem.code) for problem in caught.value.problems]
