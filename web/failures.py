"""What nobody expected: written down whole, told as a code by which it is found again."""

from __future__ import annotations

import logging
from typing import Final

from flask import request

from web.site import runtime

CODE_BYTES: Final = 4

_log = logging.getLogger(__name__)


def note_failure(error: Exception) -> str:
    """The code under which it stands in the log."""
    code = runtime().random_bytes(CODE_BYTES).hex().upper()
    _log.error("%s %s failed, code %s", request.method, request.url_rule, code, exc_info=error)
    return code
