"""How the service is: a page for people, one word for machines."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, jsonify, render_template

from web.site import now, runtime
from workflow import __version__
from workflow.services.health import examine_health

blueprint: Final = Blueprint("status", __name__)


@blueprint.get("/status")
def page() -> str:
    return render_template("status/page.html", health=examine_health(runtime(), now()), at=now())


@blueprint.get("/healthz")
def health() -> Response:
    """The process answers; it says nothing about the database."""
    return jsonify(status="ok", version=__version__)
