"""The last look before a draft is sent, and the sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.apply.area import blueprint
from web.apply.catalogue import read_hat
from web.apply.sheets import Part, Sheet, draft_here, sheet_of
from web.cases.saying import HELP
from web.controls import Drawing, Errors, draw, error_sentences, is_needed
from web.language import language
from web.site import me, now, runtime
from web.speaking import in_words, t
from workflow.core.afterwards import afterwards
from workflow.core.definition import Definition
from workflow.core.errors import Invalid
from workflow.core.fields import to_json
from workflow.core.form import FieldSpec, Option
from workflow.core.hurrying import CHOSEN, speed_field
from workflow.services.alike import alike
from workflow.services.case_content import Line, lines_of
from workflow.services.filing import Form, Hat, expected_way
from workflow.services.submitting import NOTHING, submit_draft
from workflow.texts.writing import listed


@blueprint.get("/drafts/<int(max=9223372036854775807):draft>/check")
def check(draft: int) -> str:
    return _page(sheet_of(draft_here(draft)))


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/check")
def submit(draft: int) -> ResponseReturnValue:
    """Once, from however many windows."""
    opened, hat = draft_here(draft), read_hat()
    chosen = _chosen(opened.form.definition)
    if hat is None and opened.hat is None and len(opened.form.hats) > 1:
        return _page(sheet_of(opened), told=True, chosen=chosen), 422
    try:
        number = submit_draft(runtime(), draft, me().id, now(), hat=hat, chosen=chosen)
    except Invalid as error:
        wrong = _wrongly_chosen(error, opened.form, chosen)
        return _page(sheet_of(draft_here(draft)), told=True, chosen=chosen, wrong=wrong), 422
    return redirect(url_for("cases.sent", number=number), 303)


def _chosen(definition: Definition) -> dict[str, str]:
    """What is asked for on sending alone, as it was sent."""
    names = {CHOSEN, "reason"} if definition.speeds is not None else set()
    names |= {"reason", *(spec.name for spec in _later(definition))} if _later(definition) else set()
    return {name: request.form[name] for name in names if request.form.get(name, "").strip()}


def _later(definition: Definition) -> tuple[FieldSpec, ...]:
    """What is filled in where the request is made after the fact."""
    state = definition.states[definition.start]
    slot = state.branches[0].slots[0]
    outcome = next(it for it in slot.outcomes if it.code == state.edges[0].outcome)
    return afterwards(definition, state, slot, outcome)


def _wrongly_chosen(error: Invalid, form: Form, chosen: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with that, by field."""
    definition, later = form.definition, _later(form.definition)
    if definition.speeds is None and not later:
        return {}
    said = {CHOSEN: t("apply.speed_choose"), "reason": t("apply.reason_missing")}
    mine = [problem for problem in error.problems if problem.field in {*said, *(spec.name for spec in later)}]
    return {
        **error_sentences(mine, later, form.names, chosen),
        **{it.field: said[it.field] for it in mine if it.field in said},
    }


def _page(sheet: Sheet, *, told: bool = False, chosen: Mapping[str, str] = NOTHING, wrong: Errors = NOTHING) -> str:
    """`told`: it was just sent and came back; `wrong` are the faults of what was `chosen` with it."""
    form, hat = sheet.draft.form, _hat(sheet)
    way = expected_way(runtime(), form, me().id, now(), hat=hat, data=sheet.checked.values)
    return render_template(
        "apply/check.html",
        sheet=sheet,
        hat=hat,
        contents=[(part, _lines(sheet, part)) for part in sheet.parts],
        way=way,
        steps=1 + sum(step.met is not False and step.asks for step in way),
        told=told,
        speeds=_speeds(form.definition),
        needing=_needing(form.definition),
        later=draw(_later(form.definition), chosen, Drawing(sheet.choices, wrong, {}, form.names)),
        chosen=chosen,
        wrong=wrong,
        likes=alike(runtime(), form.definition, to_json(sheet.checked.values), me().id, now()),
        **HELP,
    )


def _speeds(definition: Definition) -> tuple[Option, ...]:
    spec = speed_field(definition)
    return spec.options if spec is not None else ()


def _needing(definition: Definition) -> str:
    """The classes that are only given with a reason."""
    reasons = definition.speeds.reasons if definition.speeds is not None else ()
    return listed(language(), (in_words(it.label) for it in _speeds(definition) if it.code in reasons))


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
