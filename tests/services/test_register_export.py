"""A register goes out as a table that no spreadsheet computes, and comes in again unchanged."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.office import FILES, NOW, Office, open_office
from tests.support.tables import refused
from workflow.core.errors import NotFound
from workflow.core.field_types import Lookups
from workflow.core.registers import parse_row, stored_row
from workflow.reading.folder import read_folder
from workflow.services.publishing import publish
from workflow.services.register_export import export_rows
from workflow.services.register_import import RegisterImported, import_rows
from workflow.store import registers
from workflow.store.engine import Database

THINGS = """
register: things
version: 1
title: {zh-TW: 東西, en: Things}
key: code
columns:
  code: {type: text, required: true, label: {zh-TW: 代碼, en: Code}}
  said: {type: text, label: {zh-TW: 文字, en: Text}}
  told: {type: longtext, label: {zh-TW: 長文, en: Long text}}
  price: {type: money, label: {zh-TW: 價格, en: Price}}
  count: {type: int, label: {zh-TW: 數量, en: Count}}
  fit: {type: bool, label: {zh-TW: 合用, en: Fit}}
  since: {type: date, label: {zh-TW: 起日, en: Since}}
  until: {type: date, counted: {from: since, span: 30cd}, label: {zh-TW: 迄日, en: Until}}
  at: {type: country, label: {zh-TW: 國家, en: Country}}
  mail: {type: email, label: {zh-TW: 郵件, en: E-mail}}
  unit: {type: unit, label: {zh-TW: 單位, en: Unit}}
  earlier: {type: ref, register: things, label: {zh-TW: 前一個, en: Earlier}}
  colours:
    type: multi
    label: {zh-TW: 顏色, en: Colours}
    options: {red: {zh-TW: 紅, en: Red}, green: {zh-TW: 綠, en: Green}, blue: {zh-TW: 藍, en: Blue}}
"""
ALL = {**FILES, "things.yaml": THINGS.encode()}
SPEC = read_folder(ALL).registers["things"]
LIVE = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-][0-9][0-9.,]*")
WORLD = Lookups({("things", "T0"): {}}, read_folder(ALL).organisation.units)

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf")) | st.sampled_from("=+-@'\"\t;,\n ＝臺"), max_size=30
)
SAID = WORDS | st.sampled_from(["=1+1", "'=1+1", "''=x", "-5", "-5 people", "@SUM(A1)", "+886-6-1234", "'", "＝1"])
ROW = st.fixed_dictionaries(
    {},
    optional={
        "said": SAID,
        "told": SAID,
        "price": st.decimals(0, 10_000, places=2),
        "count": st.integers(-1000, 1000),
        "fit": st.booleans(),
        "since": st.dates(),
        "at": st.sampled_from(["JP", "TW"]),
        "mail": st.just("office@example.edu.tw"),
        "unit": st.just("office"),
        "earlier": st.just("T0"),
        "colours": st.lists(st.sampled_from(["red", "green", "blue"])),
    },
)


@pytest.fixture
def things(sqlite: Database) -> Office:
    office = open_office(sqlite)
    publish(office.runtime, ALL, by=0, now=NOW)
    return office


def keep(office: Office, rows: list[dict[str, object]]) -> None:
    with office.runtime.database.transaction() as connection:
        for place, row in enumerate(rows):
            parsed = parse_row(SPEC, {"code": f"T{place}"} | row, WORLD, {})
            faulty = {problem.field for problem in parsed.problems}
            given = {name: value for name, value in parsed.values.items() if name not in faulty}
            kept = stored_row(SPEC, given)
            registers.put(connection, "things", kept.code, kept.data, by=0, at=NOW, keys=kept.keys)


def stored(office: Office):
    with office.runtime.database.snapshot() as connection:
        return registers.rows(connection, "things")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=3))
def test_what_goes_out_is_never_computed_and_comes_in_unchanged(things: Office, rows: list[dict[str, object]]):
    keep(things, rows)
    before = stored(things)
    content = export_rows(things.runtime, "things")
    cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in line]
    assert [cell for cell in cells if LIVE.match(cell) and not NUMBER.fullmatch(cell)] == []
    assert import_rows(things.runtime, "things", content, 0, NOW) == RegisterImported(len(before))
    assert stored(things) == before


def test_a_row_may_refer_to_another_of_the_same_file(things: Office):
    content = b"code,earlier,colours\nT2,T1,red; blue\nT1,,\n"
    assert import_rows(things.runtime, "things", content, 0, NOW).new == 2
    assert stored(things)["T2"] == {"code": "T2", "earlier": "T1", "colours": ["red", "blue"]}


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ("T1,T9,,", "earlier", "unknown_reference"),
        ("T1,,red;purple,", "colours", "not_an_option"),
        ("T1,,,=1+1", "said", "sheet_formula"),
    ],
)
def test_what_a_cell_cannot_hold_refuses_the_whole_file(things: Office, cells: str, column: str, code: str):
    content = f"code,earlier,colours,said\nT0,,,\n{cells}\n".encode()
    assert refused(lambda: import_rows(things.runtime, "things", content, 0, NOW)) == [(3, column, code)]
    assert stored(things) == {}


def test_a_register_that_there_is_not_cannot_go_out(things: Office):
    with pytest.raises(NotFound):
        export_rows(things.runtime, "nothing")
