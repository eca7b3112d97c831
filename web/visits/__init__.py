"""The calendar of visits: a month as a table and as a list."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask import Blueprint, render_template, request

from web.site import me, now, runtime
from workflow.core.calendar import TAIPEI
from workflow.services.visits import month_of_visits

blueprint: Final = Blueprint("visits", __name__)

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@blueprint.get("/visits")
def month() -> str:
    today = now().astimezone(TAIPEI).date()
    first = _asked() or today.replace(day=1)
    return render_template("visits/month.html", month=month_of_visits(runtime(), me().id, now(), first), today=today)


def _asked() -> date | None:
    """From `?month=2026-11`; what is no month is the present one."""
    try:
        first = date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return None
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None
