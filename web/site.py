"""What every page stands on: the settings, the runtime, the moment of the request, and who asks."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from flask import current_app, g, session

from web.assets import Assets
from web.limiting import Rate
from web.sessions import PageSession
from workflow.config import Settings
from workflow.core.directory import Person
from workflow.core.errors import NotFound
from workflow.services.case_papers import Press
from workflow.services.runtime import Runtime

EXTENSION: Final = "qianhe"
NONCE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Site:
    """One running application; `clock` gives the moment in UTC, `press` what draws papers, made when first needed."""

    settings: Settings
    runtime: Runtime
    clock: Callable[[], datetime]
    assets: Assets
    press: Callable[[], Press]
    paper_rate: Rate
    verify_rate: Rate
    suggestion_rate: Rate
    link_rate: Rate


def site() -> Site:
    return cast(Site, current_app.extensions[EXTENSION])


def runtime() -> Runtime:
    return site().runtime


def now() -> datetime:
    """One moment for the whole request."""
    if "now" not in g:
        g.now = site().clock()
    return cast(datetime, g.now)


def page_session() -> PageSession:
    return cast(PageSession, session)


def visitor() -> Person | None:
    """Whoever is signed in."""
    return page_session().person


def me() -> Person:
    """On pages that only the signed-in reach. Raises NotFound elsewhere."""
    person = visitor()
    if person is None:
        raise NotFound("person", "")
    return person


def new_nonce() -> str:
    """For one rendered form: the same form sent twice is one command."""
    return base64.urlsafe_b64encode(runtime().random_bytes(NONCE_BYTES)).decode("ascii").rstrip("=")


def is_demo() -> bool:
    return site().settings.environment == "demo"


def is_https() -> bool:
    return site().settings.base_url.startswith("https://")
