"""From a password to a session."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.shell import landing
from web.site import now, page_session, runtime
from web.speaking import refusal_sentences, t
from workflow.core.errors import Refused
from workflow.services.sessions import begin_session, end_session, find_session, keep_form
from workflow.services.signing_in import sign_in


def try_password(login: str, password: str) -> tuple[int | None, str]:
    """The person, or None and why not."""
    if not login.strip() or not password:
        return None, t("auth.fill_both")
    try:
        return sign_in(runtime(), login.strip(), password, request.remote_addr or "", now()), ""
    except Refused as refused:
        return None, " ".join(refusal_sentences(refused))


def let_in(person: int) -> ResponseReturnValue:
    """Begin a new session whatever this browser had before; a form of this person that came too late comes with it."""
    session = page_session()
    before, old_token = session.found, session.token
    token = begin_session(runtime(), person, now())
    found = find_session(runtime(), token, now())
    assert found is not None
    if before is not None and before.live and old_token is not None:
        end_session(runtime(), old_token, now())
    session.begin(token, found)
    if before is not None and before.kept is not None and before.person.id == person and old_token is not None:
        keep_form(runtime(), old_token, None)
        session["kept"] = dict(before.kept)
        return redirect(url_for("auth.kept"), 303)
    return redirect(landing(request.form.get("next")), 303)
