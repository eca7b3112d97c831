"""The reader's deputies: who stands in now, later and before; a new one; the end of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.controls import Drawing, draw, error_sentences, summary_of
from web.reading_forms import read_form
from web.references import settled
from web.site import me, now, runtime
from web.speaking import NOBODY, t
from web.words import WORDS
from workflow.core.errors import Invalid
from workflow.core.fields import parse_fields
from workflow.core.form import FieldSpec, Option
from workflow.services.choices import choices_for
from workflow.services.deputyships import add_deputyship, delegation_of, end_deputyship

blueprint: Final = Blueprint("me", __name__)

LONGEST_REASON: Final = 200
CAPACITIES: Final = ("deputy", "acting_for")
SPECS: Final = (
    FieldSpec("deputy", "person", WORDS["me.deputy"], required=True),
    FieldSpec(
        "capacity",
        "enum",
        WORDS["me.capacity"],
        required=True,
        options=tuple(Option(code, WORDS[f"me.as_{code}"]) for code in CAPACITIES),
        default="deputy",
    ),
    FieldSpec("first", "date", WORDS["me.first"], required=True),
    FieldSpec("last", "date", WORDS["me.last"], required=True),
    FieldSpec("reason", "text", WORDS["me.reason"], max_length=LONGEST_REASON),
)


@blueprint.get("/me/delegation")
def delegation() -> str:
    return _page({}, {})


@blueprint.post("/me/delegation")
def add() -> ResponseReturnValue:
    choices = choices_for(runtime(), SPECS, now())
    raw = settled(SPECS, read_form(request.form, SPECS), choices)
    parsed = parse_fields(SPECS, raw, world=choices.lookups, complete=True, current={})
    try:
        if parsed.problems:
            raise Invalid(*parsed.problems)
        add_deputyship(runtime(), me().id, parsed.values, now())
    except Invalid as error:
        return _page(raw, error_sentences(error.problems, SPECS, NOBODY, raw)), 422
    flash(t("me.added"))
    return redirect(url_for("me.delegation"), 303)


@blueprint.post("/me/delegation/<int:deputyship>/end")
def end(deputyship: int) -> ResponseReturnValue:
    end_deputyship(runtime(), me().id, deputyship, now())
    flash(t("me.ended"))
    return redirect(url_for("me.delegation"), 303)


def _page(raw: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    controls = draw(SPECS, raw, Drawing(choices_for(runtime(), SPECS, now()), errors, {}))
    return render_template(
        "me/delegation.html",
        delegation=delegation_of(runtime(), me().id, now()),
        controls=controls,
        problems=summary_of(errors),
    )
