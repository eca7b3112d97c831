"""Rows changed and added by hand, and rows from a file: for those whom the register names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.cases.saying import value_of
from web.controls import Drawing, draw, error_sentences, summary_of
from web.reading_forms import read_form
from web.references import settled
from web.registers.files import MOST_SHOWN, told
from web.site import me, now, runtime
from web.speaking import NOBODY, t
from workflow.core.errors import Invalid, Stale
from workflow.services.choices import Choices, choices_for
from workflow.services.register_editing import (
    RowForm,
    columns_to_import,
    import_by_hand,
    open_form,
    save_row,
)
from workflow.services.sheets import LARGEST, BadSheet

NO_ERRORS: Final[Mapping[str, str]] = {}


def add_to(blueprint: Blueprint) -> None:
    """The addresses; those of single words stand before that of a row."""
    blueprint.add_url_rule("/registers/<name>/new", "add", add, methods=["GET"])
    blueprint.add_url_rule("/registers/<name>/new", "create", create, methods=["POST"])
    blueprint.add_url_rule("/registers/<name>/edit/<path:code>", "edit", edit, methods=["GET"])
    blueprint.add_url_rule("/registers/<name>/edit/<path:code>", "save", save, methods=["POST"])
    blueprint.add_url_rule("/registers/<name>/import", "choose", choose, methods=["GET"])
    blueprint.add_url_rule("/registers/<name>/import", "bring_in", bring_in, methods=["POST"])


def add(name: str) -> str:
    return _drawn(_form(name, ""))


def create(name: str) -> ResponseReturnValue:
    return _saved(name, "")


def edit(name: str, code: str) -> str:
    return _drawn(_form(name, code))


def save(name: str, code: str) -> ResponseReturnValue:
    return _saved(name, code)


def choose(name: str) -> str:
    return _import_form(name, [])


def bring_in(name: str) -> ResponseReturnValue:
    """All rows or none."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _import_form(name, [], t("registers.no_file")), 422
    try:
        done = import_by_hand(runtime(), name, file.stream.read(LARGEST + 1), me().id, now())
    except BadSheet as error:
        return _import_form(name, [told(problem) for problem in error.problems]), 422
    flash(t("registers.imported", n=done.rows, new=done.new, changed=done.changed))
    return redirect(url_for("registers.register", name=name), 303)


def _form(name: str, code: str) -> RowForm:
    return open_form(runtime(), name, code, me().id, now())


def _saved(name: str, code: str) -> ResponseReturnValue:
    form = _form(name, code)
    choices = choices_for(runtime(), form.columns, now())
    raw = settled(form.columns, read_form(request.form, form.columns), choices)
    seen = request.form.get("seen", "")
    try:
        kept = save_row(
            runtime(), name, code, raw, seen=int(seen) if seen.isdecimal() else 0, person=me().id, now=now()
        )
    except Invalid as error:
        errors = error_sentences(error.problems, form.columns, NOBODY, raw)
        return _drawn(form, raw, errors=errors, choices=choices), 422
    except Stale:
        return _drawn(_form(name, code), raw, choices=choices, overtaken=True), 409
    flash(t("registers.saved"))
    return redirect(url_for("registers.row", name=name, code=kept), 303)


def _drawn(
    form: RowForm,
    raw: Mapping[str, Any] | None = None,
    *,
    errors: Mapping[str, str] = NO_ERRORS,
    choices: Choices | None = None,
    overtaken: bool = False,
) -> str:
    """With what was typed, and beside it what stands there now where that was not what the typist saw."""
    known = choices or choices_for(runtime(), form.columns, now())
    shown = form.values if raw is None else {**form.values, **raw}
    return render_template(
        "registers/form.html",
        form=form,
        controls=draw(form.columns, shown, Drawing(known, errors, form.values)),
        summary=summary_of(errors),
        seen=request.form.get("seen", form.version) if errors else form.version,
        overtaken=overtaken,
        value_of=value_of,
    )


def _import_form(name: str, problems: list[dict[str, Any]], missing: str = "") -> str:
    title, columns = columns_to_import(runtime(), name, me().id, now())
    return render_template(
        "registers/import.html",
        name=name,
        title=title,
        columns=columns,
        problems=problems[:MOST_SHOWN],
        count=len(problems),
        missing=missing,
    )
