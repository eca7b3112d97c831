"""What waits for the reader, with filters in the address."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, render_template, request, url_for

from web.cases.saying import SPINES, asked_by, plain
from web.site import me, now, runtime
from workflow.services.inbox_page import GROUPS, TABS, InboxPage, Wanted, open_inbox

blueprint: Final = Blueprint("inbox", __name__)

FILTERS: Final = ("tab", "process", "state", "due")


@blueprint.get("/inbox")
def tasks() -> str:
    wanted = Wanted(**{name: request.args.get(name, "") for name in FILTERS})
    page = open_inbox(runtime(), me().id, now(), wanted, after=request.args.get("after"))
    return render_template(
        "inbox/page.html",
        page=page,
        wanted=wanted,
        groups=_grouped(page),
        tabs=TABS,
        group_names=GROUPS,
        address=_address,
        plain=plain,
        asked_by=asked_by,
        spines=SPINES,
        ticked=request.args.get("ticked") == "all",
        filtered=any(request.args.get(name) for name in FILTERS),
    )


def _grouped(page: InboxPage) -> list[tuple[str, list[Any]]]:
    return [(name, found) for name in GROUPS if (found := [item for item in page.items if item.group == name])]


def _address(**changed: str | None) -> str:
    """This page with other filters; what becomes empty leaves the address, and the list starts anew."""
    names = (*FILTERS, "after") if "ticked" in changed else FILTERS
    kept: dict[str, Any] = {name: request.args[name] for name in names if request.args.get(name)}
    return url_for("inbox.tasks", **{name: value for name, value in {**kept, **changed}.items() if value})
