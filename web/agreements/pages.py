"""The list of agreements, as rows or on a line of time, and the same rows as a table to take away."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for

from web.agreements.listing import roster_of
from web.agreements.timeline import drawn_on
from web.paging import page_asked
from web.site import me, now, runtime, site
from web.speaking import in_words, t
from workflow.core.calendar import TAIPEI
from workflow.services.agreements import FACETS, PAGE, VIEWS, Line, Wanted, list_agreements, matching_agreements
from workflow.services.rosters import roster_paper
from workflow.services.sheets import written_sheet

blueprint: Final = Blueprint("agreements", __name__)

FILTERS: Final = ("view", *FACETS, "text")
LONGEST: Final = 200
SHAPES: Final = ("list", "timeline")
COLUMNS: Final = (
    "number",
    "kind",
    "level",
    "partner",
    "country",
    "lead_unit",
    "from",
    "until",
    "notice",
    "standing",
)


@blueprint.get("/agreements")
def register() -> str:
    page, wanted = page_asked(), _wanted()
    found = list_agreements(runtime(), me().id, now(), wanted, page=page)
    shape = request.args.get("show", "")
    return render_template(
        "agreements/register.html",
        found=found,
        wanted=wanted,
        facets=FACETS,
        views=VIEWS,
        shape=shape if shape in SHAPES else SHAPES[0],
        time=drawn_on(found.lines, now().astimezone(TAIPEI).date()),
        said=said_of,
        page=page,
        last=page * PAGE >= found.found,
        address=_address,
        filtered=any(getattr(wanted, name) for name in FILTERS),
    )


@blueprint.get("/agreements.csv")
def table() -> Response:
    """All that the filters leave, not only one page of it."""
    found = matching_agreements(runtime(), me().id, now(), _wanted())
    rows = [tuple(_cells(line)) for line in found.lines]
    answer = Response(written_sheet([t(f"agreements.{name}") for name in COLUMNS], rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=agreements.csv"
    return answer


@blueprint.get("/agreements.pdf")
def paper() -> Response:
    """The same, as a paper for a file or a meeting."""
    if not site().paper_rate.admits(str(me().id), now()):
        abort(429)
    wanted = _wanted()
    found = matching_agreements(runtime(), me().id, now(), wanted)
    made = roster_paper(site().press(), roster_of(found, wanted, said_of), "agreements.pdf", now())
    response = send_file(BytesIO(made.content), "application/pdf", download_name=made.filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def said_of(line: Line) -> str:
    """How an agreement stands, in words."""
    key = f"agreements.is_{line.standing}"
    if line.standing in {"overdue", "object_by", "ends_soon", "renews"}:
        return t(key, n=line.days)
    return in_words(line.agreement.status_label)


def _wanted() -> Wanted:
    return Wanted(**{name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS})


def _cells(line: Line) -> Iterator[str]:
    agreement, partner = line.agreement, line.agreement.partner
    yield agreement.code
    yield in_words(agreement.kind)
    yield in_words(agreement.level)
    yield in_words(partner.name) if partner is not None else ""
    yield in_words(partner.country_name) if partner is not None else ""
    yield str(agreement.stored.get("lead_unit") or "")
    for day in (agreement.valid_from, agreement.valid_until, agreement.notice_by):
        yield day.isoformat() if day is not None else ""
    yield said_of(line)


def _address(**changes: Any) -> str:
    """This list with other filters; another filter begins at the first page."""
    kept: dict[str, Any] = {name: request.args[name] for name in (*FILTERS, "show") if request.args.get(name)}
    return url_for("agreements.register", **{name: value for name, value in (kept | changes).items() if value})
