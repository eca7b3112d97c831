"""The start page."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

from web.cases.saying import SPINES, asked_by, ended_as, plain, situation
from web.site import me, now, runtime
from workflow.services.home import open_home

blueprint: Final = Blueprint("today", __name__)


@blueprint.get("/")
def home() -> str:
    return render_template(
        "today/home.html",
        home=open_home(runtime(), me().id, now()),
        today=now(),
        situation=situation,
        ended_as=ended_as,
        plain=plain,
        asked_by=asked_by,
        spines=SPINES,
    )
