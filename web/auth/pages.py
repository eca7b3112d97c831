"""Sign-in, sign-out, the form that came too late, and the password."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.auth.entering import let_in, try_password
from web.auth.passwords import PasswordForm, change
from web.shell import landing
from web.site import is_demo, me, now, page_session, runtime, visitor
from web.speaking import t
from web.typed import Typed, local_path
from workflow.services.passwords import has_password
from workflow.services.sessions import end_session
from workflow.services.signing_in import list_desks, person_of_login

blueprint: Final = Blueprint("auth", __name__)

LATE: Final = frozenset({"kept", "lost"})
STARTS: Final = ("faculty.me", "oia_cooperation_officer", "dept_chair.me", "oia_dean", "vp_admin")
"""Logins of the demo with which a first case can be walked through."""


@blueprint.get("/signin")
def sign_in() -> ResponseReturnValue:
    if visitor() is not None:
        return redirect(landing(request.args.get("next")), 303)
    return _sign_in_page()


@blueprint.post("/signin")
def enter() -> ResponseReturnValue:
    """With login and password."""
    person, refused = try_password(request.form.get("login", ""), request.form.get("password", ""))
    if person is None:
        return _sign_in_page(refused), 401
    return let_in(person)


@blueprint.post("/signin/demo")
def be() -> ResponseReturnValue:
    """As a post of the demo."""
    return let_in(person_of_login(runtime(), request.form.get("login", "")).id)


@blueprint.post("/signout")
def leave() -> ResponseReturnValue:
    session = page_session()
    if session.person is not None and session.token is not None:
        end_session(runtime(), session.token, now())
        session.end()
        flash(t("auth.signed_out"))
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.post("/signin/stay")
def stay() -> ResponseReturnValue:
    """Any request keeps the session; this one does nothing else."""
    return "", 204


@blueprint.get("/signin/kept")
def kept() -> ResponseReturnValue:
    """What was typed when the session was over, to be sent now."""
    form = page_session().get("kept")
    if form is None:
        return redirect(landing(), 303)
    return render_template("auth/kept.html", typed=Typed.from_json(form))


@blueprint.get("/me/password")
def password() -> str:
    return render_template("auth/password.html", problems={}, has_password=has_password(runtime(), me().id))


@blueprint.post("/me/password")
def change_password() -> ResponseReturnValue:
    form = PasswordForm.of(request.form)
    problems = change(form)
    if problems:
        return render_template("auth/password.html", problems=problems, has_password=True), 422
    flash(t("auth.changed"))
    return redirect(url_for("auth.password"), 303)


def _sign_in_page(refused: str = "") -> str:
    late = request.args.get("late")
    words = request.args.get("q", "").strip()
    desks = list_desks(runtime(), now(), matching=words) if is_demo() else ()
    return render_template(
        "auth/sign_in.html",
        refused=refused,
        next=local_path(request.values.get("next")),
        late=late if late in LATE else None,
        login=request.form.get("login", ""),
        desks=desks,
        starts=[seat for login in STARTS for desk in desks for seat in desk.seats if seat.login == login],
        words_typed=words,
    )
