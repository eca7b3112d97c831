"""`/api/v1`: the same services as the pages, for programs with a token."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, current_app, jsonify
from flask.blueprints import BlueprintSetupState

from web.api.bearers import admit
from web.api.openapi import describe
from web.api.operations import OPERATIONS
from web.api.problems import answer_errors
from web.api.reading import require_honest_address
from web.api.views import VIEWS
from web.limiting import Rate
from web.site import site

PREFIX: Final = "/api/v1"
EXTENSION: Final = "qianhe_api"
PER_MINUTE: Final = 600
"""Requests of one token."""

blueprint: Final = Blueprint("api", __name__, url_prefix=PREFIX)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The same for everybody."""
    return jsonify(describe(site().settings.base_url + PREFIX))


@blueprint.record_once
def _furnish(state: BlueprintSetupState) -> None:
    state.app.extensions[EXTENSION] = Rate(PER_MINUTE, timedelta(minutes=1))


@blueprint.before_request
def _admit() -> None:
    admit(current_app.extensions[EXTENSION])
    require_honest_address()


for _operation in OPERATIONS:
    blueprint.add_url_rule(
        re.sub(r"\{(\w+)\}", r"<\1>", _operation.path),
        _operation.name,
        VIEWS[_operation.name],
        methods=[_operation.method],
    )
answer_errors(blueprint)
