"""Changing one's own password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from web.site import me, now, page_session, runtime
from web.speaking import problem_sentence, refusal_sentences, t
from workflow.core.errors import Invalid, Refused
from workflow.services.passwords import set_password
from workflow.services.sessions import end_other_sessions
from workflow.services.signing_in import sign_in


@dataclass(frozen=True, slots=True)
class PasswordForm:
    current: str
    new: str
    again: str

    @classmethod
    def of(cls, form: Mapping[str, str]) -> PasswordForm:
        names = ("current_password", "new_password", "new_password_again")
        return cls(*(form.get(name, "") for name in names))


def change(form: PasswordForm) -> dict[str, str]:
    """Set the password and sign out everywhere else. What is wrong, by field; empty when it is done."""
    problems = _empty(form)
    if problems:
        return problems
    if form.new != form.again:
        return {"new_password_again": t("auth.not_same")}
    try:
        sign_in(runtime(), me().login, form.current, request.remote_addr or "", now())
        set_password(runtime(), me().login, form.new, now())
    except Refused as refused:
        locked = refused.refusals[0].code == "sign_in_locked"
        said = " ".join(refusal_sentences(refused)) if locked else t("auth.wrong_current")
        return {"current_password": said}
    except Invalid as invalid:
        return {"new_password": problem_sentence(invalid.problems[0])}
    end_other_sessions(runtime(), me().id, page_session().token, now())
    return {}


def _empty(form: PasswordForm) -> dict[str, str]:
    typed = {"current_password": form.current, "new_password": form.new, "new_password_again": form.again}
    return {name: t("auth.fill") for name, value in typed.items() if not value}
