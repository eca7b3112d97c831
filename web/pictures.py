"""Pictures of processes as answers of their own, so that their colours need no exception for the pages."""

from __future__ import annotations

from typing import Final

from flask import Response

from web.language import language
from workflow.core.picture import Picture
from workflow.texts.pictures import STYLE_DIGEST, draw_picture

CONTENT_POLICY: Final = f"default-src 'none'; style-src '{STYLE_DIGEST}'; frame-ancestors 'none'; sandbox"
"""Nothing in it runs or is fetched; of styles only its own passes."""


def drawn(picture: Picture) -> Response:
    response = Response(draw_picture(picture, language()), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
