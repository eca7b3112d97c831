"""Reading registers, row by row, and taking them along as a table."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from web.cases.saying import situation, value_of
from web.paging import page_asked
from web.registers import changing
from web.site import me, now, runtime
from workflow.services.register_pages import PAGE, export_seen, list_registers, list_rows, open_row

blueprint: Final = Blueprint("registers", __name__)
changing.add_to(blueprint)

LONGEST: Final = 200
MOST_ASKED: Final = 40
CSV: Final = "text/csv; charset=utf-8"


@blueprint.get("/registers")
def index() -> str:
    return render_template("registers/index.html", registers=list_registers(runtime(), me().id, now()))


@blueprint.get("/registers/<name>")
def register(name: str) -> str:
    asked = _asked()
    page = page_asked()
    found = list_rows(runtime(), name, me().id, now(), asked, page=page)
    kept = {**found.wanted, **({"text": asked["text"]} if asked.get("text") else {})}
    return render_template(
        "registers/register.html",
        found=found,
        text=asked.get("text", ""),
        page=page,
        last=page * PAGE >= found.found,
        filtered=bool(kept),
        address=lambda number: url_for("registers.register", name=name, **kept, page=number),
        value_of=value_of,
    )


@blueprint.get("/registers/<name>/export")
def export(name: str) -> Response:
    """A table that a spreadsheet opens, and that can be brought in again."""
    content = export_seen(runtime(), name, me().id, now())
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, content_type=CSV, headers=headers)


@blueprint.get("/registers/<name>/<path:code>")
def row(name: str, code: str) -> str:
    page = open_row(runtime(), name, code, me().id, now())
    return render_template("registers/row.html", page=page, situation=situation, value_of=value_of)


def _asked() -> dict[str, Any]:
    """What the address asks for; more than a register can have columns is not looked at."""
    return {name: value.strip()[:LONGEST] for name, value in list(request.args.items())[:MOST_ASKED]}
