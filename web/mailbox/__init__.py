"""The letters that the service wrote, in the demo, where nobody has a mailbox of their own."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, request

from web.paging import page_asked
from web.site import now, runtime, site
from workflow.services.mailbox import list_letters, open_letter

blueprint: Final = Blueprint("mailbox", __name__)


@blueprint.get("/mailbox")
def letters() -> str:
    page, to = page_asked(), request.args.get("to") or None
    mailbox = list_letters(runtime(), site().settings.base_url, now(), recipient=to, page=page)
    return render_template("mailbox/letters.html", mailbox=mailbox, to=to, page=page)


@blueprint.get("/mailbox/<key>")
def letter(key: str) -> str:
    return render_template("mailbox/letter.html", letter=open_letter(runtime(), site().settings.base_url, key, now()))
