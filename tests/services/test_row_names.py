"""Which rows of registers data refer to, and what they are called."""

from __future__ import annotations

from tests.support.office import NOW, Office
from workflow.core.directory import Directory
from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.services.case_content import line_of
from workflow.services.memo_facts import facts_of
from workflow.services.naming import Names
from workflow.services.row_names import row_names
from workflow.store import registers

LABEL = Text("欄", "Field")
REF = FieldSpec("school", "ref", LABEL, register="schools")
SPECS = (
    REF,
    FieldSpec("host", "group", LABEL, fields=(REF,)),
    FieldSpec("stays", "table", LABEL, fields=(REF,)),
)


def test_rows_are_named_wherever_the_data_refer_to_them(office: Office):
    with office.runtime.database.transaction() as connection:
        for code in ("a", "b", "c", "d", "other"):
            names = {"name_zh": f"{code} 大學", "name_en": f"University of {code}"} if code != "d" else {}
            registers.put(connection, "schools", code, names, by=0, at=NOW)
        found = row_names(
            connection,
            SPECS,
            {"school": "a", "host": {"school": "b"}, "stays": ({"school": "gone"},)},
            {"stays": [{"school": "c"}, {"school": "d"}]},
        )
    assert {code: name.en for (_, code), name in found.items()} == {
        "a": "University of a",
        "b": "University of b",
        "c": "University of c",
        "d": "d",
    }


def test_pages_and_papers_show_the_name_with_the_code_beside_it():
    names = Names(Directory(0), rows={("schools", "a"): Text("甲大學", "University A")})
    assert line_of(REF, "a", names).value == Text("甲大學（a）", "University A (a)")
    assert [fact.value for fact in facts_of([REF], {"school": "a"}, names)] == ["甲大學（a）"]


def test_a_row_that_is_gone_keeps_its_code():
    assert line_of(REF, "gone", Names(Directory(0))).value == Text("gone", "gone")


def test_a_country_is_named_in_both_languages():
    spec = FieldSpec("country", "country", LABEL)
    assert line_of(spec, "AT", Names(Directory(0))).value == Text("奧地利", "Austria")
    assert [fact.value for fact in facts_of([spec], {"country": "AT"}, Names(Directory(0)))] == ["奧地利"]
