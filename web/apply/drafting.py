"""A draft: its task list, and the sections one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.apply.area import blueprint
from web.apply.differences import differences
from web.apply.sheets import Part, Sheet, controls_of, draft_here, errors_in, sheet_of
from web.cases.saying import HELP
from web.controls import conditions_of, error_sentences, summary_of
from web.reading_forms import RowButton, place_after, press, pressed_row_button, read_form, without_blank_rows
from web.references import settled
from web.site import me, now, runtime
from web.speaking import moment, t
from workflow.services.drafts import OpenDraft, Overtaken, delete_draft, save_section
from workflow.services.submitting import check_draft

AUTOSAVE: Final = "X-Autosave"
"""The header of a save that nobody asked for: it checks nothing and leads nowhere."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A section as it was sent."""

    raw: Mapping[str, Any]
    button: RowButton | None
    seen: int


@blueprint.get("/drafts/<int(max=9223372036854775807):draft>")
def hub(draft: int) -> str:
    return render_template("apply/hub.html", sheet=sheet_of(draft_here(draft)))


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/delete")
def delete(draft: int) -> ResponseReturnValue:
    delete_draft(runtime(), draft, me().id)
    flash(t("apply.deleted"))
    return redirect(url_for("apply.catalogue"), 303)


@blueprint.get("/drafts/<int(max=9223372036854775807):draft>/<section>")
def section(draft: int, section: str) -> str:
    sheet = sheet_of(draft_here(draft))
    part = sheet.part(section)
    return draw_section(sheet, part, errors=part.errors if _comes_from_check() else {})


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/<section>")
def save(draft: int, section: str) -> ResponseReturnValue:
    """What was typed is kept before it is looked at; wrong values come back with what is wrong."""
    sheet = sheet_of(draft_here(draft))
    part = sheet.part(section)
    typed = _read(sheet, part)
    try:
        saved = save_section(runtime(), draft, me().id, now(), section=section, typed=typed.raw, seen=typed.seen)
    except Overtaken as overtaken:
        return _overtaken(part, typed, overtaken.draft)
    if AUTOSAVE in request.headers:
        said = t("apply.saved_at", at=moment(now()))
        return jsonify(seen=saved.turn_of(section), said=said, needed=_needed(saved, section))
    return _after_saving(saved, section, typed)


def draw_section(
    sheet: Sheet,
    part: Part,
    *,
    raw: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    told: bool = False,
    other: OpenDraft | None = None,
) -> str:
    """`told`: the errors answer what was just sent. `other` is the draft as another window has left it."""
    shown = sheet.draft.typed if raw is None else raw
    return render_template(
        "apply/section.html",
        sheet=sheet,
        part=part,
        controls=controls_of(sheet, part, shown, errors or {}),
        errors=errors or {},
        summary=summary_of(errors or {}) if told else [],
        seen=(other or sheet.draft).turn_of(part.key),
        differs=differences(sheet, part, other.typed, shown) if other is not None else (),
        other=other,
        back="check" if _comes_from_check() else None,
        **HELP,
    )


def _read(sheet: Sheet, part: Part) -> Typed:
    raw = settled(part.specs, read_form(request.form, part.specs), sheet.choices)
    button = pressed_row_button(request.form)
    seen = request.form.get("seen", "")
    return Typed(
        press(raw, button) if button else without_blank_rows(raw), button, int(seen) if seen.isdecimal() else 0
    )


def _needed(saved: OpenDraft, section: str) -> Mapping[str, bool | None]:
    """Which of the fields with a condition are needed by what has just been typed."""
    sheet = sheet_of(saved)
    return conditions_of(controls_of(sheet, sheet.part(section), saved.typed, {}))


def _overtaken(part: Part, typed: Typed, other: OpenDraft) -> ResponseReturnValue:
    if AUTOSAVE in request.headers:
        return jsonify(said=t("apply.overtaken_short")), 409
    fresh = sheet_of(other)
    shown = {**other.typed, **typed.raw}
    return draw_section(fresh, fresh.part(part.key), raw=shown, other=other), 409


def _after_saving(saved: OpenDraft, section: str, typed: Typed) -> ResponseReturnValue:
    sheet = sheet_of(saved)
    part = sheet.part(section)
    if typed.button is not None:
        place = place_after(saved.typed, typed.button)
        here = url_for("apply.section", draft=saved.id, section=section, back=request.args.get("back"))
        return redirect(f"{here}#f-{place}", 303)
    wrong = check_draft(saved, sheet.choices.lookups, complete=False).problems
    definition = saved.form.definition
    errors = errors_in(part, error_sentences(wrong, definition.fields, saved.form.names, saved.typed))
    if errors:
        return draw_section(sheet, part, errors=errors, told=True), 422
    return redirect(_next(sheet, part), 303)


def _next(sheet: Sheet, part: Part) -> str:
    draft, following = sheet.draft.id, sheet.after(part)
    if request.form.get("then") == "later":
        return url_for("apply.hub", draft=draft)
    if _comes_from_check() or following is None:
        return url_for("apply.check", draft=draft)
    return url_for("apply.section", draft=draft, section=following.key)


def _comes_from_check() -> bool:
    return request.args.get("back") == "check"
