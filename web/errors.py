"""From what the services raise to a page with its HTTP code; nothing else knows these codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from web.api import PREFIX
from web.api.problems import answer_http
from web.failures import note_failure
from web.language import language
from web.site import now
from web.speaking import code as sentence_of
from web.speaking import problem_sentences, refusal_sentences, t
from web.typed import page_before, typed_now
from workflow.core.errors import Invalid, NotFound, PdfFailed, Refused, Stale
from workflow.services.act import Busy
from workflow.services.runtime import Unavailable
from workflow.texts.writing import moment

RETRY_SECONDS: Final = "5"
A_MINUTE: Final = "60"

_HTTP: Final = {400: "bad_request", 404: "not_found", 405: "not_found", 413: "too_large", 429: "too_often"}


def answer_errors(app: Flask) -> None:
    handlers: tuple[tuple[type[Exception], Callable[[Any], Response]], ...] = (
        (Busy, _busy),
        (Unavailable, _busy),
        (Stale, _stale),
        (Refused, _refused),
        (Invalid, _invalid),
        (NotFound, _not_found),
        (PdfFailed, _no_paper),
        (CSRFError, _expired_form),
        (HTTPException, _http),
        (Exception, _unexpected),
    )
    for kind, handler in handlers:
        app.register_error_handler(kind, handler)


def problem(title: str, status: int, *sentences: str, again: bool = False) -> Response:
    """A page that says what was not done; what was typed stands on it, and with `again` can be sent once more.

    What was too large (413) was not read, so it cannot be shown.
    """
    typed = typed_now() if request.method == "POST" and status != 413 else None
    page = render_template(
        "errors/problem.html", title=t(title), sentences=sentences, typed=typed, again=again, back=page_before()
    )
    return make_response(page, status)


def _refused(error: Refused) -> Response:
    return problem("error.refused", 409, *refusal_sentences(error))


def _stale(error: Stale) -> Response:
    return problem("error.stale", 409, *refusal_sentences(error))


def _invalid(error: Invalid) -> Response:
    return problem("error.invalid", 422, *problem_sentences(error))


def _not_found(_error: NotFound) -> Response:
    return problem("error.not_found", 404, t("error.not_found_why"))


def _no_paper(error: PdfFailed) -> Response:
    response = problem("error.paper", 503, sentence_of(error.code, error.params))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _busy(_error: Exception) -> Response:
    response = problem("error.busy", 503, t("error.busy_why"), again=True)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _expired_form(_error: CSRFError) -> Response:
    return problem("error.again", 400, t("error.again_why"), again=True)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return make_response(error.get_response())
    if request.path.startswith(f"{PREFIX}/"):
        return answer_http(error)
    kind = _HTTP.get(error.code, "bad_request")
    response = problem(f"error.{kind}", error.code, t(f"error.{kind}_why"))
    if error.code == 429:
        response.headers["Retry-After"] = A_MINUTE
    if error.code == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return response


def _unexpected(error: Exception) -> Response:
    code = note_failure(error)
    said = t("error.server_why", code=code, time=moment(language(), now()))
    return problem("error.server", 500, said, again=request.method == "POST")
