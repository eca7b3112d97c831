"""Finding cases by words of their titles and parts of their numbers, and partners by their names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.cases.saying import situation
from web.site import me, now, runtime, site
from workflow.services.search_page import Found, search_page

blueprint: Final = Blueprint("search", __name__)

LONGEST: Final = 200
SHORTEST: Final = 2
MOST_SUGGESTED: Final = 8
MOST_CASES_SUGGESTED: Final = 5
NOTHING: Final = Found((), more=False)


@blueprint.get("/search")
def results() -> ResponseReturnValue:
    """The whole number of a case leads to the case."""
    asked = _asked()
    found = search_page(runtime(), me().id, asked, now()) if asked else NOTHING
    if found.number is not None:
        return redirect(url_for("cases.show", number=found.number))
    return render_template("search/results.html", asked=asked, found=found, situation=situation)


@blueprint.get("/search/suggestions")
def suggestions() -> str:
    """A part of a page, for the field in which somebody types."""
    if not site().suggestion_rate.admits(str(me().id), now()):
        abort(429)
    asked, found = _asked(), NOTHING
    if len(asked) >= SHORTEST:
        sizes = {"most": MOST_CASES_SUGGESTED, "most_partners": MOST_SUGGESTED}
        found = search_page(runtime(), me().id, asked, now(), **sizes)
    found = replace(found, partners=found.partners[: MOST_SUGGESTED - len(found.cases)])
    return render_template("search/suggestions.html", found=found, situation=situation)


def _asked() -> str:
    return request.args.get("q", "").strip()[:LONGEST]
