"""The last look before a draft is sent, and the sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.apply.area import blueprint
from web.apply.catalogue import read_hat
from web.apply.sheets import Part, Sheet, draft_here, sheet_of
from web.cases.saying import HELP
from web.controls import is_needed
from web.site import me, now, runtime
from workflow.core.errors import Invalid
from workflow.core.form import FieldSpec
from workflow.services.case_content import Line, lines_of
from workflow.services.filing import Hat, expected_way
from workflow.services.submitting import submit_draft


@blueprint.get("/drafts/<int(max=9223372036854775807):draft>/check")
def check(draft: int) -> str:
    return _page(sheet_of(draft_here(draft)))


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/check")
def submit(draft: int) -> ResponseReturnValue:
    """Once, from however many windows."""
    opened, hat = draft_here(draft), read_hat()
    if hat is None and opened.hat is None and len(opened.form.hats) > 1:
        return _page(sheet_of(opened), told=True), 422
    try:
        number = submit_draft(runtime(), draft, me().id, now(), hat=hat)
    except Invalid:
        return _page(sheet_of(draft_here(draft)), told=True), 422
    return redirect(url_for("cases.sent", number=number), 303)


def _page(sheet: Sheet, *, told: bool = False) -> str:
    """`told`: it was just sent and came back."""
    form, hat = sheet.draft.form, _hat(sheet)
    way = expected_way(runtime(), form, me().id, now(), hat=hat, data=sheet.checked.values)
    return render_template(
        "apply/check.html",
        sheet=sheet,
        hat=hat,
        contents=[(part, _lines(sheet, part)) for part in sheet.parts],
        way=way,
        steps=sum(step.met is not False and step.end is None for step in way),
        told=told,
        **HELP,
    )


def _hat(sheet: Sheet) -> Hat | None:
    hats = sheet.draft.form.hats
    return sheet.draft.hat or (hats[0] if len(hats) == 1 else None)


def _lines(sheet: Sheet, part: Part) -> tuple[Line, ...]:
    names = replace(sheet.draft.form.names, rows=sheet.choices.row_names())
    values = sheet.checked.values
    return lines_of([spec for spec in part.specs if _is_asked(spec, values)], values, names)


def _is_asked(spec: FieldSpec, values: Mapping[str, object]) -> bool:
    """Neither what is looked up from nothing, nor what is empty because it is not needed."""
    return values.get(spec.name) is not None or _may_be_needed(spec, values)


def _may_be_needed(spec: FieldSpec, values: Mapping[str, object]) -> bool:
    if spec.type == "group":
        return any(_may_be_needed(part, values) for part in spec.fields)
    return spec.lookup is None and (spec.required_when is None or is_needed(spec.required_when, values) is not False)
