"""A request for the signed-in from somebody who is not, or not any more: to the sign-in page, and nothing is lost."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.forgery import is_token_of
from web.site import page_session, runtime
from web.typed import is_short_enough, typed_now
from workflow.services.sessions import keep_form


def came_too_late() -> ResponseReturnValue:
    """A page is asked for again after signing in; a form is kept for the person whose session it was sent in."""
    if request.method in {"GET", "HEAD"}:
        return _to_sign_in(next=request.full_path.rstrip("?"))
    typed = typed_now()
    session = page_session()
    kept = False
    if session.lapsed is not None and session.token is not None and is_token_of(session.lapsed.data):
        kept = is_short_enough(typed)
        if kept:
            keep_form(runtime(), session.token, typed.to_json())
    return _to_sign_in(next=typed.back, late="kept" if kept else "lost")


def _to_sign_in(**query: str) -> ResponseReturnValue:
    address = f"{url_for('auth.sign_in')}?{urlencode(query)}"
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": address}
    return redirect(address, 303)
