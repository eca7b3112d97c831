"""Documents: uploaded ones, and those that are made from the data in a layout of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.findings import Path
from workflow.core.form import TEXTS, DocumentSpec, Issuing, Part, Wording
from workflow.core.inputs import RESERVED
from workflow.core.numbers import BadFormat, parse_format
from workflow.core.text import Text
from workflow.reading.compiling.form import check_placeholders
from workflow.reading.compiling.labels import LAYOUTS
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.base import Label
from workflow.reading.shapes.documents import APart, Render
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.states import Human

OF_THE_CASE: Final = ("case.number", "case.applicant", "case.unit")
"""What texts of documents may name beside fields."""

_ONLY_IN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("to", "salutation", "closing", "copies", "enclosed", "issue"), ("letter",)),
        "signed_by": ("letter", "certificate"),
        **dict.fromkeys(
            ("text", "table", "columns", "opinions", "checklist", "sections", "title"),
            tuple(layout for layout in LAYOUTS if layout != "memo"),
        ),
    }
)
"""The layouts that draw a key; all others are drawn by every layout."""


def compile_documents(sheet: Worksheet, shape: ProcessFile) -> dict[str, DocumentSpec]:
    done = {}
    for name, document in shape.documents.items():
        path: Path = ("documents", name)
        if name in sheet.fields or name in RESERVED:
            sheet.key("name_taken", path, name=name)
        hidden = tuple(document.hide_from)
        if isinstance(document, Render):
            done[name] = _rendered(sheet, name, document, shape, path)
        else:
            accept = tuple(document.accept)
            done[name] = DocumentSpec(name, document.label.text(), "upload", accept, hide_from=hidden)
    return done


def _rendered(sheet: Worksheet, name: str, shape: Render, file: ProcessFile, path: Path) -> DocumentSpec:
    sheet.name("layout", shape.layout, LAYOUTS, (*path, "layout"))
    if shape.freeze_on is not None:
        sheet.name("state", shape.freeze_on, file.states, (*path, "freeze_on"))
    _check_keys(sheet, shape, path)
    first = APart.model_construct(
        title=None, text=shape.text, fields=shape.fields, table=shape.table, columns=shape.columns,
        opinions=shape.opinions, checklist=shape.checklist,
    )  # fmt: skip
    parts = [_part(sheet, first, file, path)]
    parts += [_part(sheet, part, file, (*path, "sections", place)) for place, part in enumerate(shape.sections)]
    texts = {key: _text(sheet, getattr(shape, key), (*path, key)) for key in TEXTS}
    shown = (*(found for part in parts for found in part[1]), *(found for text in texts.values() for found in text[1]))
    return DocumentSpec(
        name,
        shape.label.text(),
        "render",
        layout=shape.layout,
        fields=tuple(dict.fromkeys(shown)),
        freeze_on=shape.freeze_on,
        hide_from=tuple(shape.hide_from),
        language=shape.language,
        number=_number(sheet, shape, path),
        wording=Wording(**{key: text for key, (text, _) in texts.items()}),
        parts=tuple(part for part, _ in parts if part != Part()),
        issuing=_issuing(sheet, shape, file, path),
    )


def _check_keys(sheet: Worksheet, shape: Render, path: Path) -> None:
    for key, layouts in _ONLY_IN.items():
        if key in shape.model_fields_set and shape.layout in LAYOUTS and shape.layout not in layouts:
            sheet.key("not_of_layout", (*path, key), name=key, layout=shape.layout)
    if shape.freeze_on is None and (shape.doc_no is not None or shape.issue is not None):
        sheet.key("never_frozen", (*path, "doc_no" if shape.doc_no is not None else "issue"))


def _part(sheet: Worksheet, shape: APart, file: ProcessFile, path: Path) -> tuple[Part, tuple[str, ...]]:
    """The part with the paths that it shows."""
    sheet.names("field", shape.fields, sheet.fields, (*path, "fields"))
    if shape.table is not None:
        _check_table(sheet, shape, path)
    if shape.checklist is not None:
        sheet.name("checklist", shape.checklist, file.checklists, (*path, "checklist"))
    title, in_title = _text(sheet, shape.title, (*path, "title"))
    text, in_text = _text(sheet, shape.text, (*path, "text"))
    part = Part(
        title, text, tuple(shape.fields), shape.table, tuple(shape.columns), shape.opinions, shape.checklist
    )  # fmt: skip
    return part, (*shape.fields, *((shape.table,) if shape.table else ()), *in_title, *in_text)


def _check_table(sheet: Worksheet, shape: APart, path: Path) -> None:
    tables = [name for name, spec in sheet.fields.items() if spec.type == "table"]
    sheet.name("table", shape.table or "", tables, (*path, "table"))
    spec = sheet.fields.get(shape.table or "")
    if spec is not None:
        sheet.names("column", shape.columns, (column.name for column in spec.fields), (*path, "columns"))


def _text(sheet: Worksheet, label: Label | None, path: Path) -> tuple[Text | None, tuple[str, ...]]:
    """The text with the fields that it names."""
    return (None, ()) if label is None else (label.text(), check_placeholders(sheet, label, path, OF_THE_CASE))


def _number(sheet: Worksheet, shape: Render, path: Path) -> str | None:
    try:
        return parse_format(shape.doc_no).source if shape.doc_no is not None else None
    except BadFormat as error:
        sheet.error("L01", f"case_no_{error.code}", (*path, "doc_no"), params=error.params)
        return None


def _issuing(sheet: Worksheet, shape: Render, file: ProcessFile, path: Path) -> Issuing | None:
    issue = shape.issue
    if issue is None:
        return None
    at: Path = (*path, "issue")
    if issue.mail_to is not None:
        addresses = (name for name, spec in sheet.fields.items() if spec.type == "email")
        sheet.name("address", issue.mail_to, addresses, (*at, "mail_to"))
    ways = {key: tuple(_ways(sheet, getattr(issue, key), file, (*at, key))) for key in _WAYS}
    return Issuing(**ways, mail_to=issue.mail_to)


_WAYS: Final = ("issued_by", "held_by", "dropped_by")


def _ways(sheet: Worksheet, named: list[str], file: ProcessFile, path: Path) -> Iterator[tuple[str, str]]:
    for place, way in enumerate(named):
        name, _, outcome = way.partition(".")
        sheet.name("state", name, file.states, (*path, place))
        state = file.states.get(name)
        if state is not None:
            sheet.name("outcome", outcome, state.next if isinstance(state, Human) else (), (*path, place))
        yield name, outcome
