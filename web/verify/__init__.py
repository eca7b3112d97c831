"""Papers: the PDF of a case for those who may see it, and for anybody whether a paper in the hand still holds."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Final

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web.site import me, now, runtime, site
from web.words import WORDS
from workflow.core.calendar import TAIPEI
from workflow.core.rocdates import format_roc
from workflow.core.text import Text
from workflow.services.case_papers import case_paper
from workflow.services.verifying_codes import Checked, check_code
from workflow.texts.writing import day

blueprint: Final = Blueprint("verify", __name__)


@blueprint.get("/cases/<number>/record.pdf")
def paper(number: str) -> Response:
    if not site().paper_rate.admits(str(me().id), now()):
        abort(429)
    made = case_paper(runtime(), site().press(), number, now(), actor=me().id)
    response = send_file(BytesIO(made.content), "application/pdf", download_name=made.filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/verify")
def ask() -> ResponseReturnValue:
    """The code goes into the address, as on the paper: one address for one paper."""
    typed = request.args.get("code", "").strip()
    return redirect(url_for("verify.answer", code=typed[:200]), 303) if typed else _drawn(None)


@blueprint.get("/verify/<code>")
def answer(code: str) -> Response:
    if not site().verify_rate.admits(request.remote_addr or "", now()):
        abort(429)
    return _drawn(check_code(runtime(), code), code)


def _drawn(checked: Checked | None, typed: str = "") -> Response:
    dates = _dates(checked.known.at) if checked is not None and checked.known is not None else None
    page = render_template("verify/page.html", checked=checked, typed=typed, said=WORDS, dates=dates)
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _dates(at: datetime) -> Text:
    """As the paper has it, and as everybody else does."""
    on = at.astimezone(TAIPEI).date()
    return Text(f"中華民國{format_roc(on)}", day("en", on))
