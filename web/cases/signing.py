"""The signature under a decision: the password again; in the demo, whose people have none, a tick."""

from __future__ import annotations

from typing import Literal

from flask import request

from web.site import is_demo, me, now, runtime
from web.speaking import refusal_sentences, t
from workflow.core.errors import Refused
from workflow.services.signing_in import sign_again

Signed = Literal["", "password", "confirmed"]


class NotSigned(Exception):
    """What to say below the field."""


def signature_given() -> Signed:
    """How the form that was sent is signed. Raises NotSigned."""
    if is_demo():
        if not request.form.get("confirmed"):
            raise NotSigned(t("case.tick_needed"))
        return "confirmed"
    password = request.form.get("password", "")
    if not password:
        raise NotSigned(t("case.password_needed"))
    try:
        sign_again(runtime(), me().id, password, request.remote_addr or "", now())
    except Refused as refused:
        locked = any(it.code == "sign_in_locked" for it in refused.refusals)
        said = " ".join(refusal_sentences(refused)) if locked else t("case.password_wrong")
        raise NotSigned(said) from refused
    return "password"
