"""The language of a request: the address asks for it, a cookie remembers it, else the person's or the browser's."""

from __future__ import annotations

from typing import Final, cast
from urllib.parse import urlencode

from flask import Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from web.site import is_https, visitor
from workflow.texts.writing import LANGUAGES, Language

COOKIE: Final = "qianhe_lang"
HTML: Final = {"zh-TW": "zh-Hant-TW", "en": "en"}
A_YEAR: Final = 365 * 24 * 3600
_TAGS: Final = {"zh-TW": "zh-TW", "zh-Hant-TW": "zh-TW", "zh-Hant": "zh-TW", "zh": "zh-TW", "en": "en"}


def language() -> Language:
    if "language" not in g:
        g.language = _chosen()
    return cast(Language, g.language)


def html_language() -> str:
    return HTML[language()]


def in_other_languages() -> list[tuple[Language, str]]:
    """Each other language with the address of this page in it; what answers a form leads back to the form."""
    path, query = request.path, [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    if request.method not in {"GET", "HEAD"} and not _answers_get(path):
        path, query = "/", []
    return [(other, f"{path}?{urlencode([*query, ('lang', other)])}") for other in LANGUAGES if other != language()]


def remember(response: Response) -> Response:
    """After the request: what the address asked for holds from now on."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, httponly=True, secure=is_https(), samesite="Lax")
    return response


def of_browser() -> Language:
    """What `Accept-Language` asks for, and nothing else."""
    best = request.accept_languages.best_match(_TAGS)
    return cast(Language, _TAGS[best]) if best is not None else "zh-TW"


def _chosen() -> Language:
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    person = visitor()
    if person is not None and person.language in LANGUAGES:
        return person.language
    return of_browser()


def _answers_get(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]  # within a request
    except HTTPException:
        return False
    return True
