"""Style sheets, scripts and pictures: read once, named after their content, kept by browsers for a year."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, current_app, request, url_for

from workflow.core.canonical import sha256_hex

STATIC: Final = Path(__file__).with_name("static")
STYLES: Final = ("tokens", "base", "shell", "parts", "forms")
"""In the order of the cascade; what stands in `css/areas/` follows."""
HTMX: Final = "htmx/htmx.min.js"
SHORTEST_COMPRESSED: Final = 500
FOREVER: Final = "public, max-age=31536000, immutable"

blueprint: Final = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    name: str
    content: bytes
    compressed: bytes | None
    media_type: str
    mark: str


Assets = Mapping[str, Asset]


def load_assets() -> Assets:
    """By name: `qianhe.css` (all style sheets in one), `htmx.js` (from its package) and the files of `static/`."""
    found = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}
    found["qianhe.css"] = _styles()
    found["htmx.js"] = _htmx().read_bytes()
    return {name: _asset(name, content) for name, content in found.items()}


def address_of(assets: Assets, name: str) -> str:
    """Raises KeyError for a file that there is not."""
    return url_for("assets.file", mark=assets[name].mark, name=name)


@blueprint.get("/assets/<mark>/<name>")
def file(mark: str, name: str) -> Response:
    assets: Assets = current_app.extensions["qianhe"].assets
    asset = assets.get(name)
    if asset is None or asset.mark != mark:
        abort(404)
    small = asset.compressed if request.accept_encodings.quality("gzip") else None
    response = Response(small or asset.content, mimetype=asset.media_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    if small is not None:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _styles() -> bytes:
    folder = STATIC / "css"
    areas = sorted((folder / "areas").glob("*.css"))
    return b"\n".join(path.read_bytes() for path in [*(folder / f"{name}.css" for name in STYLES), *areas])


def _htmx() -> Path:
    spec = find_spec("js_lib_htmx")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "static" / HTMX


def _asset(name: str, content: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    small = gzip.compress(content, 9, mtime=0) if len(content) >= SHORTEST_COMPRESSED else None
    return Asset(name, content, small, media_type, sha256_hex(content)[:16])
