"""Drafts that are begun from rows of a register."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.site import me, now, runtime
from web.speaking import t
from web.typed import page_before
from workflow.services.beginning import MOST_AT_ONCE, begin_from_row

blueprint: Final = Blueprint("rows", __name__)


@blueprint.post("/registers/<register>/<key>")
def begin(register: str, key: str) -> ResponseReturnValue:
    """A draft for each chosen row; a repeat of the same form begins none anew."""
    codes = list(dict.fromkeys(request.form.getlist("row")))
    if not 1 <= len(codes) <= MOST_AT_ONCE:
        flash(t("rows.choose", most=MOST_AT_ONCE))
        return redirect(page_before() or url_for("today.home"), 303)
    nonce = request.form.get("nonce", "")
    drafts = [
        begin_from_row(runtime(), (register, code), key, me().id, now(), nonce=f"{nonce}:{code}" if nonce else None)
        for code in codes
    ]
    if len(drafts) == 1:
        return redirect(url_for("apply.hub", draft=drafts[0]), 303)
    flash(t("rows.begun", n=len(drafts)))
    return redirect(url_for("mine.cases", tab="drafts"), 303)
