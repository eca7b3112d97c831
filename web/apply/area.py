"""The blueprint that the pages of this area share."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("apply", __name__)
