"""What the reader has applied for."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, request

from web.cases.saying import SPINES, ended_as, situation
from web.site import me, now, runtime
from workflow.services.drafts import list_drafts
from workflow.services.my_cases import list_my_cases

blueprint: Final = Blueprint("mine", __name__)

TABS: Final = ("running", "drafts", "closed")


@blueprint.get("/mine")
def cases() -> str:
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else "running"
    drafts = list_drafts(runtime(), me().id, now())
    after = request.args.get("after")
    found = list_my_cases(runtime(), me().id, now(), closed=tab == "closed", after=after) if tab != "drafts" else None
    return render_template(
        "mine/page.html",
        tab=tab,
        tabs=TABS,
        drafts=drafts,
        found=found,
        after=after,
        situation=situation,
        ended_as=ended_as,
        spines=SPINES,
    )
