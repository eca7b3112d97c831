"""The page of a link: somebody outside reads and answers one thing, without an account.

GET and HEAD change nothing, whoever asks; what is done wants a code that was typed in the browser that asked for it.
No session of the service is looked at here, so that whoever is signed in stays who they are elsewhere.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, make_response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web.outside.browser import remember, secret_of, sent_from_here
from web.outside.drawing import drawn, english_first, note_of
from web.outside.sending import NOTHING, Sent, read_sent, send
from web.site import now, runtime, site
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.core.guests import RENEW_LINK
from workflow.services.act import Busy
from workflow.services.guest_door import ask_code, type_code
from workflow.services.guest_page import GuestForm, act_by_link, open_guest_paper, open_link_page

blueprint: Final = Blueprint("outside", __name__, url_prefix="/x")

SANDBOX: Final = "sandbox; default-src 'none'"


@blueprint.before_request
def prepare() -> None:
    """Slower for whoever tries addresses or codes out; English unless another language was chosen."""
    english_first()
    if not site().link_rate.admits(request.remote_addr or "", now()):
        abort(429)


@blueprint.after_request
def keep_apart(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    try:
        page = open_link_page(runtime(), token, secret_of(), now())
    except NotFound:
        return drawn(None, token), 404
    return drawn(page, token, note=note_of(request.args.get("done", "")))


@blueprint.post("/<token>/code")
def ask(token: str) -> ResponseReturnValue:
    """A code goes to the address of the link and nowhere else, whoever presses the button."""
    try:
        secret = ask_code(runtime(), token, now())
    except Refused as error:
        return _again(token, error), 409
    return remember(make_response(redirect(url_for("outside.show", token=token), 303)), token, secret)


@blueprint.post("/<token>/open")
def enter(token: str) -> ResponseReturnValue:
    try:
        type_code(runtime(), token, secret_of(), request.form.get("code", ""), now())
    except Refused as error:
        return _again(token, error, at="code"), 409
    return redirect(url_for("outside.show", token=token), 303)


@blueprint.post("/<token>/renew")
def renew(token: str) -> ResponseReturnValue:
    form = GuestForm(RENEW_LINK, ip=request.remote_addr or "", agent=request.user_agent.string)
    try:
        act_by_link(runtime(), token, None, form, now())
    except Busy:
        raise
    except Refused as error:
        return _again(token, error), 409
    return redirect(url_for("outside.show", token=token, done="renewed"), 303)


@blueprint.post("/<token>/act/<what>")
def act(token: str, what: str) -> ResponseReturnValue:
    """Everything that is done; what could not be done comes back on the same page with what was typed."""
    if not sent_from_here():
        abort(400)
    page = open_link_page(runtime(), token, secret_of(), now())
    sent = read_sent(page, what)
    try:
        send(page, token, sent)
    except Invalid as error:
        return drawn(page, token, sent=sent.wrong(page, error)), 422
    except Busy:
        raise
    except Refused as error:
        return _again(token, error, sent=sent), 409
    return redirect(url_for("outside.show", token=token, done=what), 303)


@blueprint.get("/<token>/documents/<name>")
def document(token: str, name: str) -> ResponseReturnValue:
    file, content = open_guest_paper(runtime(), site().settings.files, token, secret_of(), name, now=now())
    response = make_response(send_file(content, file.media_type, as_attachment=True, download_name=file.filename))
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _again(token: str, error: Refused, *, at: str = "", sent: Sent = NOTHING) -> str:
    """The page as it stands now, with why nothing was done."""
    return drawn(open_link_page(runtime(), token, secret_of(), now()), token, refused=error, at=at, sent=sent)
