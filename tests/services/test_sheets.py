import ast
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.tables import refused, table
from workflow.services import sheets
from workflow.services.sheets import BadSheet, Columns, read_sheet, shortened
from workflow.texts import sheets_en, sheets_zh_tw
from workflow.texts.filling import places, variants
from workflow.texts.reports import row_report

COLUMNS = Columns(("name", "size"), ("name",))


def read(content):
    return refused(lambda: read_sheet(content, COLUMNS))


def test_cells_are_trimmed_and_rows_numbered_as_spreadsheets_do():
    sheet = read_sheet(table("name,size", " a ,1", ",", "", '"b\nc",2'), COLUMNS)
    assert [(row.number, row.cells["name"]) for row in sheet.rows] == [(2, "a"), (5, "b\nc")]


def test_columns_may_stand_in_any_order_and_optional_ones_be_missing():
    assert read_sheet(table("size,name", "1,a"), COLUMNS).rows[0].cells == {"name": "a", "size": "1"}
    assert read_sheet(table("name", "a"), COLUMNS).rows[0].cells == {"name": "a"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_of_utf_8_does_no_harm(mark):
    assert read_sheet(mark + table("name", "臺南"), COLUMNS).rows[0].cells == {"name": "臺南"}


@pytest.mark.parametrize(
    ("content", "row", "code"),
    [
        ("name\r\n臺南\r\n".encode("cp950"), 2, "sheet_is_big5"),
        (b"name\n\xff\xfe\xfa\x00\n", 2, "sheet_not_utf8"),
        ("name\na\n".encode("utf-16"), None, "sheet_not_utf8"),
        (b"", 1, "sheet_missing_column"),
        (b"name\n", None, "sheet_no_rows"),
        (b'name\n"a\n', 2, "sheet_bad_quotes"),
        (b"name;size\na;1\n", 1, "sheet_not_commas"),
        (b"name,size\na\n", 2, "sheet_cell_count"),
        (b"name,size\na,1,2\n", 2, "sheet_cell_count"),
        (b"name,name\na,b\n", 1, "sheet_column_twice"),
        (b"name,colour\na,b\n", 1, "sheet_unknown_column"),
        (b"name\n" + b"a\n" * 20_001, None, "sheet_too_many_rows"),
        (b"name\n" + b"a" * 17_000_000, None, "sheet_too_large"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content, row, code):
    try:
        sheet = read_sheet(content, COLUMNS)
    except BadSheet as error:
        problems = error.problems
    else:
        problems = sheet.problems
    assert [(problem.row, problem.code) for problem in problems] == [(row, code)]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@a", "\ta", "  \x00", "a\x00"])
def test_what_a_spreadsheet_would_run_or_nobody_can_see_is_a_problem(cell):
    (problem,) = read_sheet(table("name,size", f"{cell},1"), COLUMNS).problems
    assert (problem.row, problem.column) == (2, "name")


@pytest.mark.parametrize("cell", ["-5", "+886,5", "a=b", "a-b", "1@2"])
def test_signed_numbers_and_signs_inside_a_text_are_harmless(cell):
    assert read_sheet(table("name,size", f'"{cell}",1'), COLUMNS).problems == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(BadSheet):
        sheet = read_sheet(b"name\n" + content, COLUMNS)
        assert all(row.cells["name"] for row in sheet.rows)


@given(st.text())
def test_a_value_that_is_shown_is_short_and_on_one_line(value):
    shown = shortened(value)
    assert len(shown) <= 40
    assert not {"\n", "\x00", "\u202e"} & set(shown)


def codes():
    """The codes that the sources of the tables' readers can give."""
    folder = Path(sheets.__file__).parent
    sources = [*folder.glob("*_import.py"), folder / "sheets.py"]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if text.startswith("sheet_")}


def test_every_code_has_a_sentence_in_both_languages_with_the_same_values():
    chinese, english = sheets_zh_tw.SENTENCES, sheets_en.SENTENCES
    assert codes() == set(chinese) == set(english)
    for code, said in chinese.items():
        assert [places(text) for text in variants(said)] == [places(text) for text in variants(english[code])]


def test_a_problem_is_told_with_place_value_and_sentence():
    told = row_report(7, "email", "not_an_email", {"value": "a at b"})
    assert (told["row"], told["column"], told["code"], told["value"]) == (7, "email", "not_an_email", "a at b")
    assert told["message"]["zh-TW"].startswith("第 7 列 email「a at b」：")
    assert told["message"]["en"].startswith("Row 7, email “a at b”: ")
