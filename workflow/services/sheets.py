"""Tables that people hand in as CSV: read whole, with every row that is wrong, and nothing guessed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workflow.core.errors import FieldProblem, QianheError
from workflow.core.spelling import near_misses

LARGEST: Final = 16 * 1024 * 1024
MOST_ROWS: Final = 20_000
HEADER: Final = 1
"""Rows are numbered as spreadsheets number them: the header is row 1."""
LONGEST_SHOWN: Final = 40

# A byte order mark of UTF-8 is what spreadsheets write; the others say that it is another encoding.
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# What a spreadsheet would compute instead of show, when the value is exported again; a signed number is harmless.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-][0-9][0-9.,]*")
# An apostrophe before it keeps a spreadsheet from computing; full-width signs count for some as well.
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_LIVE: Final = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
SEPARATOR: Final = ";"
"""Between the codes of a cell that holds several."""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """`row` None means the whole file, `column` None the whole row. `params["value"]` is what was found, shortened."""

    row: int | None
    column: str | None
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class BadSheet(QianheError):
    """A table that is refused whole; `problems` in the order of its rows."""

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row or 0))
        super().__init__(", ".join(f"row {it.row or 0} {it.column or '-'}: {it.code}" for it in self.problems))


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that a header may and must have, in any order."""

    known: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`problems` are those of single cells; the rows they stand in are there as well."""

    rows: tuple[Row, ...]
    problems: tuple[SheetProblem, ...]


def read_sheet(content: bytes, columns: Columns) -> Sheet:
    """The rows that are not blank, their cells trimmed. Raises BadSheet when the file or its header cannot be used."""
    lines = _numbered(_decoded(content))
    header = _header(lines, columns)
    rows: list[Row] = []
    problems: list[SheetProblem] = []
    for count, (number, cells) in enumerate(lines):
        if count >= MOST_ROWS:
            raise BadSheet([SheetProblem(None, None, "sheet_too_many_rows", {"most": MOST_ROWS})])
        if len(cells) != len(header):
            params = {"found": len(cells), "wanted": len(header)}
            problems.append(SheetProblem(number, None, "sheet_cell_count", params))
            continue
        problems += _suspicious(number, header, cells)
        rows.append(Row(number, dict(zip(header, (_unquoted(cell.strip()) for cell in cells), strict=True))))
    if not rows and not problems:
        raise BadSheet([SheetProblem(None, None, "sheet_no_rows")])
    return Sheet(tuple(rows), tuple(problems))


def refuse_if_wrong(sheet: Sheet, problems: Sequence[SheetProblem]) -> None:
    """Raises BadSheet for the problems of the cells and these, one for each place."""
    of_place: dict[tuple[int | None, str | None], SheetProblem] = {}
    for problem in (*sheet.problems, *problems):
        of_place.setdefault((problem.row, problem.column), problem)
    if of_place:
        raise BadSheet(tuple(of_place.values()))


def shortened(value: str) -> str:
    """A value as a message may repeat it: one line, no control characters, not too long."""
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(value.split()))
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"


def cells_of(cell: str) -> tuple[str, ...]:
    """The codes of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def written_sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with the mark that spreadsheets look for. What they would compute stands behind an apostrophe, which
    `read_sheet` takes away again."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_quiet(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def problem_of(row: Row, problem: FieldProblem) -> SheetProblem:
    """What a form would say of a field, said of a cell."""
    value = shortened(row.cells.get(problem.field, ""))
    return SheetProblem(row.number, problem.field, problem.code, {"value": value, **problem.params})


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise BadSheet([SheetProblem(None, None, "sheet_too_large", {"megabytes": LARGEST // 1024 // 1024})])
    if content.startswith(_UTF_16):
        raise BadSheet([SheetProblem(None, None, "sheet_not_utf8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        code = "sheet_is_big5" if _is_big5(content) else "sheet_not_utf8"
        row = content.count(b"\n", 0, error.start) + 1
        raise BadSheet([SheetProblem(row, None, code)]) from None


def _is_big5(content: bytes) -> bool:
    try:
        content.decode("cp950")
    except UnicodeDecodeError:
        return False
    return True


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=HEADER):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise BadSheet([SheetProblem(number + 1, None, "sheet_bad_quotes")]) from None


def _header(lines: Iterator[tuple[int, list[str]]], columns: Columns) -> tuple[str, ...]:
    number, cells = next(lines, (HEADER, []))
    names = tuple(cell.strip() for cell in cells)
    if len(names) == 1 and re.search(r"[;\t|]", names[0]):
        raise BadSheet([SheetProblem(number, None, "sheet_not_commas")])
    problems = [SheetProblem(number, name, "sheet_missing_column") for name in columns.required if name not in names]
    for place, name in enumerate(names):
        if name not in columns.known:
            near = near_misses(name, columns.known)
            problems.append(SheetProblem(number, shortened(name), "sheet_unknown_column", {"near": near}))
        elif name in names[:place]:
            problems.append(SheetProblem(number, name, "sheet_column_twice"))
    if problems:
        raise BadSheet(problems)
    return names


def _suspicious(number: int, header: Sequence[str], cells: Sequence[str]) -> Iterator[SheetProblem]:
    for name, cell in zip(header, cells, strict=True):
        if _CONTROL.search(cell):
            yield SheetProblem(number, name, "control_characters", {"value": shortened(cell)})
        elif _FORMULA.match(cell) and not _NUMBER.fullmatch(cell.strip()):
            yield SheetProblem(number, name, "sheet_formula", {"value": shortened(cell)})


def _quiet(cell: str) -> str:
    return f"'{cell}" if _LIVE.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if _QUOTED.match(cell) else cell
