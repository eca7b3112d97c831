"""A register of agreements for the small office, a process that watches over each, and one that is begun from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.support.following import WATCH
from tests.support.office import FILES, NOW, PAIR, Office
from tests.support.partners import REGISTER as PARTNERS
from tests.support.partners import ROWS as PARTNER_ROWS
from workflow.services.publishing import publish
from workflow.services.register_import import RegisterImported, import_rows

REGISTER: Final = """
register: agreements
version: 1
title: {zh-TW: 書約, en: Agreements}
key: number
may_change: [chief]
columns:
  number: {type: text, required: true, label: {zh-TW: 編號, en: Number}}
  kind:
    type: enum
    required: true
    label: {zh-TW: 類型, en: Kind}
    options: {mou: {zh-TW: 備忘錄, en: Memorandum}, sea: {zh-TW: 交換協議, en: Exchange agreement}}
  level:
    type: enum
    default: whole
    label: {zh-TW: 層級, en: Level}
    options: {whole: {zh-TW: 校級, en: University}, part: {zh-TW: 系級, en: Department}}
  partner: {type: text, label: {zh-TW: 學校, en: Partner}}
  valid_from: {type: date, label: {zh-TW: 起, en: From}}
  valid_until: {type: date, label: {zh-TW: 迄, en: Until}}
  auto_renew: {type: bool, default: false, label: {zh-TW: 自動, en: By itself}}
  renew_months: {type: int, label: {zh-TW: 月, en: Months}}
  notice_months: {type: int, default: 0, label: {zh-TW: 預告, en: Notice}}
  notice_by:
    type: date
    counted: {from: valid_until, months: notice_months, backwards: true}
    label: {zh-TW: 期限, en: Notice by}
  next_from: {type: date, counted: {from: valid_until, span: 1cd}, label: {zh-TW: 下期起, en: Next from}}
  next_until: {type: date, counted: {from: valid_until, months: renew_months}, label: {zh-TW: 下期迄, en: Next until}}
  original_location: {type: text, label: {zh-TW: 正本, en: Original}}
  file: {type: text, label: {zh-TW: 簽署本, en: Signed}}
  status:
    type: enum
    default: in_force
    label: {zh-TW: 狀態, en: Status}
    options: {in_force: {zh-TW: 有效, en: In force}, superseded: {zh-TW: 已取代, en: Superseded}}
watch: {process: watch, field: agreement, when: "row.status == 'in_force' and row.valid_until is not None"}
begins:
  renewal:
    label: {zh-TW: 起始續約, en: Begin a renewal}
    process: pair
    field: agreement
    with: {subject: number}
    set: {amount: "7"}
    when: "row.status == 'in_force'"
"""
PROCESS: Final = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace(
        "  amount: {type",
        "  agreement: {type: ref, register: agreements, label: {zh-TW: 原約, en: Agreement}}\n  amount: {type",
        1,
    )
    .replace("edits: [subject, amount]", "edits: [subject, amount, agreement]", 1)
)
WATCHING: Final = (
    WATCH.replace(
        """  topic: {type: text, label: {zh-TW: 主題, en: Topic}, required: true, max_length: 12}
  ends: {type: date, label: {zh-TW: 迄日, en: Last day}, required: true}
""",
        """  agreement: {type: ref, register: agreements, required: true, label: {zh-TW: 書約, en: Agreement}}
  topic: {type: text, lookup: agreement.kind, label: {zh-TW: 類型, en: Kind}}
  ends: {type: date, lookup: agreement.valid_until, label: {zh-TW: 迄日, en: Last day}}
  status: {type: text, lookup: agreement.status, label: {zh-TW: 狀態, en: Status}}
  note: {type: text, label: {zh-TW: 備註, en: Note}}
""",
    )
    .replace("edits: [topic]", "edits: [note]")
    .replace("until: data.ends - 1mo\n", "until: data.ends - 1mo\n    refresh: [agreement]\n")
    .replace("{elapsed: renewal}", "{elapsed: still_so}")
    .replace(
        "  renewal:\n",
        """  still_so:
    type: choice
    label: {zh-TW: 是否有效, en: Is it in force}
    cases:
      - {when: "data.status is not None and data.status == 'superseded'", to: over}
      - {else: renewal}
  over: {type: end, label: {zh-TW: 已取代, en: Superseded}, outcome: cancelled}
  renewal:
""",
    )
    .replace(
        'sample: {topic: 試, ends: "2027-09-30"}', 'sample: {agreement: A-1, ends: "2027-09-30", status: in_force}'
    )
    .replace(
        "    expect: {state: renewal, open: [renewal.applicant]}",
        """    expect: {state: renewal, open: [renewal.applicant]}
  - name: one that was superseded meanwhile asks nobody
    given: {ends: "2026-10-15"}
    do: [{register: agreements, row: A-1, set: {status: superseded}}, {wait: 20cd}]
    expect: {state: over, open: []}""",
    )
)
ROWS: Final = """number,kind,level,partner,valid_from,valid_until,auto_renew,renew_months,notice_months,\
original_location,file,status
A-1,mou,whole,north.example,2022-01-01,2026-12-31,false,,,oia,abc,in_force
A-2,sea,part,south.example,2023-02-01,2027-01-31,true,60,6,,,in_force
A-3,mou,whole,south.example,2020-01-01,2024-12-31,false,,,oia,abc,superseded
A-4,mou,whole,nowhere.example,2024-01-01,2031-12-31,false,,,oia,abc,in_force
"""
PLACES: Final = """
register: places
version: 1
title: {zh-TW: 名額, en: Places}
key: code
may_change: [chief]
columns:
  code: {type: text, required: true, label: {zh-TW: 編號, en: Code}}
  agreement: {type: ref, register: agreements, required: true, label: {zh-TW: 書約, en: Agreement}}
  academic_year: {type: int, required: true, label: {zh-TW: 學年, en: Year}}
  kind: {type: enum, required: true, label: {zh-TW: 種類, en: Kind}, options: {out: {zh-TW: 薦送, en: Sent}}}
  places: {type: int, required: true, label: {zh-TW: 名額, en: Places}}
  counted_in: {type: enum, default: person, label: {zh-TW: 單位, en: In}, options: {person: {zh-TW: 人, en: Persons}}}
"""
VISITS: Final = """
register: visits
version: 1
title: {zh-TW: 訪問, en: Visits}
key: code
may_change: [chief]
columns:
  code: {type: text, required: true, label: {zh-TW: 編號, en: Code}}
  partner: {type: ref, register: partners, label: {zh-TW: 學校, en: Partner}}
  name_zh: {type: text, label: {zh-TW: 名稱, en: Name}}
  name_en: {type: text, label: {zh-TW: 英文名稱, en: Name in English}}
  direction: {type: enum, label: {zh-TW: 方向, en: Direction}, options: {in: {zh-TW: 來訪, en: Received}}}
  status: {type: enum, label: {zh-TW: 狀態, en: Status}, options: {done: {zh-TW: 完成, en: Done}}}
  from: {type: date, label: {zh-TW: 起, en: From}}
  to: {type: date, label: {zh-TW: 迄, en: Until}}
  headcount: {type: int, label: {zh-TW: 人數, en: People}}
"""
REGISTERED: Final[Mapping[str, bytes]] = {
    **FILES,
    "partners.yaml": PARTNERS.encode(),
    "agreements.yaml": REGISTER.encode(),
    "places.yaml": PLACES.encode(),
    "visits.yaml": VISITS.encode(),
    "pair.yaml": PROCESS.encode(),
    "watch.yaml": WATCHING.encode(),
}


def with_agreements(office: Office, rows: str = ROWS) -> RegisterImported:
    """Publish the registers and processes, and bring partners and agreements in."""
    publish(office.runtime, REGISTERED, by=0, now=NOW)
    import_rows(office.runtime, "partners", PARTNER_ROWS.encode(), 0, NOW)
    return import_rows(office.runtime, "agreements", rows.encode(), 0, NOW)
