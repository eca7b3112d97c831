"""What the services raise as a problem document (RFC 9457), in the language of the asker, for programs and people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from web.failures import note_failure
from web.language import language, of_browser
from web.site import now, runtime
from web.speaking import code, names_here, problem_sentence, t
from workflow.core.canonical import plain
from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Refused, Stale
from workflow.services.act import Busy
from workflow.services.naming import Names, names_for_process
from workflow.services.runtime import Unavailable
from workflow.texts.writing import moment

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = "5"

NOT_HIS: Final = frozenset({"not_yours", "may_not_start", "self_approval", "same_person_twice"})
"""Refusals of whoever may see the case and not do this; all others are about its state."""
_CHOICES: Final = {"which_hat": "hat", "which_task": "task"}
"""Refusals that ask for one more part of the request."""
_HTTP: Final = {
    401: "no_token",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    415: "wrong_type",
    429: "wait",
}


def answer_errors(blueprint: Blueprint) -> None:
    handlers: tuple[tuple[type[Exception], Callable[[Any], Response]], ...] = (
        (Busy, _busy),
        (Unavailable, _busy),
        (Stale, lambda error: _refused(error, "stale")),
        (Refused, _refused),
        (Invalid, _invalid),
        (NotFound, _not_found),
        (HTTPException, answer_http),
        (Exception, _unexpected),
    )
    for kind, handler in handlers:
        blueprint.register_error_handler(kind, handler)


def answer_http(error: HTTPException) -> Response:
    """For addresses of the API that there are not, too."""
    if "language" not in g:
        g.language = of_browser()
    if error.code is None or error.code < 400:
        return Response(error.get_response().data, error.code or 500, dict(error.get_headers()))
    name = _HTTP.get(error.code, "bad_request")
    response = problem(error.code, name, t(f"api.{name}"))
    for header, value in error.get_headers():
        if header in {"Allow", "Retry-After"}:
            response.headers[header] = value
    if error.code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def problem(status: int, name: str, detail: str, **more: Any) -> Response:
    """`name` is a word for programs, `detail` a sentence for people."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": name, "detail": detail}
    response = Response(json.dumps({**body, **more}, ensure_ascii=True), status, mimetype=MEDIA_TYPE)
    response.headers["Content-Language"] = language()
    response.headers.add("Vary", "Accept-Language")
    return response


def _refused(error: Refused, name: str = "refused") -> Response:
    names = _names()
    refusals = [_refusal(refusal, names) for refusal in error.refusals]
    detail = " ".join(refusal["message"] for refusal in refusals)
    asked = [(_CHOICES[it.code], it) for it in error.refusals if it.code in _CHOICES]
    if asked:
        missing = [FieldProblem(field, refusal.code, refusal.params) for field, refusal in asked]
        fields = [_field(problem, names) for problem in missing]
        return problem(422, "invalid", detail, refusals=refusals, fields=fields)
    his = not NOT_HIS.intersection(refusal.code for refusal in error.refusals)
    return problem(409 if his else 403, name if his else "forbidden", detail, refusals=refusals)


def _invalid(error: Invalid) -> Response:
    names = _names()
    return problem(422, "invalid", t("api.invalid"), fields=[_field(it, names) for it in error.problems])


def _not_found(_error: NotFound) -> Response:
    return problem(404, "not_found", t("api.not_found"))


def _busy(_error: Exception) -> Response:
    response = problem(503, "busy", t("api.busy"))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _unexpected(error: Exception) -> Response:
    number = note_failure(error)
    said = t("error.server_why", code=number, time=moment(language(), now()))
    return problem(500, "failed", said, incident=number)


def _names() -> Names:
    """A start names its process in the body."""
    process = g.get("process")
    return names_here() if process is None else names_for_process(runtime(), process, now())


def _refusal(refusal: Refusal, names: Names) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "params": _params(refusal.code, refusal.params, names),
        "message": code(refusal.code, refusal.params, names),
    }


def _field(found: FieldProblem, names: Names) -> dict[str, Any]:
    return {
        "field": found.field,
        "code": found.code,
        "params": _params(found.code, found.params, names),
        "message": problem_sentence(found, names),
    }


def _params(code: str, params: Mapping[str, object], names: Names) -> Any:
    return plain(names.logins(code, params))
