"""What is wrong in a table that was handed in, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

PLACE: Final[Sentence] = (
    "Row {row}, {column} “{value}”: ",
    "Row {row}, {column}: ",
    "Row {row}: ",
    "File: ",
)
SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "sheet_too_large": "larger than {megabytes} MB; split it into several files",
        "sheet_too_many_rows": "more than {most} rows; split it into several files",
        "sheet_no_rows": "nothing stands below the header",
        "sheet_not_utf8": "not written in UTF-8; save it as “CSV UTF-8”",
        "sheet_is_big5": "written in Big5; save it as “CSV UTF-8”",
        "sheet_not_commas": "columns must be separated by commas",
        "sheet_bad_quotes": "a quotation mark has no partner, or a cell is too long",
        "sheet_missing_column": "this column is missing",
        "sheet_unknown_column": ("there is no such column; is “{near}” meant?", "there is no such column; remove it"),
        "sheet_column_twice": "this column occurs twice",
        "sheet_cell_count": "{found} cells instead of {wanted}",
        "sheet_formula": "cannot begin with = + - @ or a tab: spreadsheets take it for a formula",
        "sheet_bad_login": "a login has small letters, digits and . _ - @ only, at most {longest} characters",
        "sheet_login_differs": "row {first} says “{other}” for the same login",
        "sheet_unknown_post": ("there is no such post; is “{near}” meant?", "the organisation has no such post"),
        "sheet_unknown_unit": ("there is no such unit; is “{near}” meant?", "the organisation has no such unit"),
        "sheet_unknown_login": "there is no such login; import the people first",
        "sheet_post_not_there": "unit {unit} has no post {post}",
        "sheet_range_reversed": "the last day is before the first, {begins}",
        "sheet_holding_twice": "overlaps with the holding of row {first}",
        "sheet_holding_overlaps": "overlaps with a holding in the database that begins on {begins}",
        "sheet_deputy_twice": "the same as row {first}",
        "sheet_own_deputy": "nobody is their own deputy",
        "sheet_not_a_domain": "write a domain such as example.edu.tw, without https://",
        "sheet_row_twice": "the same as row {first} ({columns})",
        "sheet_row_stored": "the same as {code} in the register ({columns})",
        "sheet_region_differs": "follows from {country} and must be {wanted}",
    }
)
