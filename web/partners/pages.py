"""Looking partners up, and bringing them in from a table."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.agreements.pages import said_of
from web.cases.saying import situation, value_of
from web.paging import page_asked
from web.registers.files import MOST_SHOWN, told
from web.site import me, now, runtime
from web.speaking import t
from workflow.services.partners import (
    FACETS,
    PAGE,
    Wanted,
    import_columns,
    import_partners,
    list_partners,
    open_partner,
)
from workflow.services.sheets import LARGEST, BadSheet

blueprint: Final = Blueprint("partners", __name__)

FILTERS: Final = (*FACETS, "text")
LONGEST: Final = 200


@blueprint.get("/partners")
def register() -> str:
    wanted = Wanted(**{name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS})
    page = page_asked()
    found = list_partners(runtime(), me().id, now(), wanted, page=page)
    return render_template(
        "partners/register.html",
        found=found,
        wanted=wanted,
        facets=FACETS,
        page=page,
        last=page * PAGE >= found.found,
        address=_address,
    )


@blueprint.get("/partners/<code>")
def show(code: str) -> str:
    page = open_partner(runtime(), code, me().id, now())
    return render_template("partners/partner.html", page=page, situation=situation, value_of=value_of, said=said_of)


@blueprint.get("/partners/import")
def choose() -> str:
    return _form([])


@blueprint.post("/partners/import")
def bring_in() -> ResponseReturnValue:
    """All rows or none."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _form([], t("partners.no_file")), 422
    try:
        done = import_partners(runtime(), me().id, file.stream.read(LARGEST + 1), now())
    except BadSheet as error:
        return _form([told(problem) for problem in error.problems]), 422
    flash(t("partners.imported", n=done.rows, new=done.new, changed=done.changed))
    return redirect(url_for("partners.register"), 303)


def _form(problems: list[dict[str, Any]], missing: str = "") -> str:
    columns = import_columns(runtime(), me().id, now())
    return render_template(
        "partners/import.html",
        columns=columns,
        problems=problems[:MOST_SHOWN],
        count=len(problems),
        missing=missing,
    )


def _address(page: int) -> str:
    """This list at another page."""
    kept: dict[str, Any] = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return url_for("partners.register", **kept, page=page)
