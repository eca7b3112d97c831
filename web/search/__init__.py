"""Finding cases by words of their titles and parts of their numbers, and partners by their names."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.cases.saying import situation
from web.site import me, now, runtime
from workflow.services.search_page import Found, search_page

blueprint: Final = Blueprint("search", __name__)

LONGEST: Final = 200
NOTHING: Final = Found((), more=False)


@blueprint.get("/search")
def results() -> ResponseReturnValue:
    """The whole number of a case leads to the case."""
    asked = request.args.get("q", "").strip()[:LONGEST]
    found = search_page(runtime(), me().id, asked, now()) if asked else NOTHING
    if found.number is not None:
        return redirect(url_for("cases.show", number=found.number))
    return render_template("search/results.html", asked=asked, found=found, situation=situation)
