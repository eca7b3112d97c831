"""The pages: one application over the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from flask import Flask
from flask_login import LoginManager

from web import (
    agreements,
    api,
    apply,
    assets,
    auth,
    cases,
    inbox,
    mailbox,
    me,
    mine,
    monitoring,
    outside,
    partners,
    registers,
    rows,
    search,
    status,
    today,
    verify,
    visits,
)
from web.access import guard
from web.assets import load_assets
from web.compressing import compress
from web.errors import answer_errors
from web.forgery import protection
from web.language import remember
from web.limiting import Rate
from web.login import user_of_request
from web.security import LARGEST_FORM, LARGEST_REQUEST, MOST_PARTS, protect, trusted_hosts
from web.sessions import PageSessions
from web.shell import furnish
from web.site import EXTENSION, Site
from workflow.bootstrap import new_press
from workflow.config import Settings
from workflow.services.runtime import Runtime

BLUEPRINTS: Final = (
    agreements.blueprint,
    api.blueprint,
    apply.blueprint,
    assets.blueprint,
    auth.blueprint,
    cases.blueprint,
    inbox.blueprint,
    mailbox.blueprint,
    me.blueprint,
    mine.blueprint,
    monitoring.blueprint,
    outside.blueprint,
    partners.blueprint,
    registers.blueprint,
    rows.blueprint,
    search.blueprint,
    status.blueprint,
    today.blueprint,
    verify.blueprint,
    visits.blueprint,
)

A_MINUTE: Final = timedelta(minutes=1)
PAPERS_PER_MINUTE: Final = 20
CODES_PER_MINUTE: Final = 30
LINKS_PER_MINUTE: Final = 60
SUGGESTIONS_PER_MINUTE: Final = 120


def utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, runtime: Runtime, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The WSGI application on a database that is ready. Raises PolicyGap."""
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=trusted_hosts(settings),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_PARTS,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions[EXTENSION] = _site(settings, runtime, clock)
    app.session_interface = PageSessions(runtime, clock, secure=settings.base_url.startswith("https://"))
    protection.init_app(app)
    _sign_in_with(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    furnish(app)
    answer_errors(app)
    for step in (protect, remember, compress):
        app.after_request(step)
    guard(app)
    return app


def _site(settings: Settings, runtime: Runtime, clock: Callable[[], datetime]) -> Site:
    return Site(
        settings,
        runtime,
        clock,
        load_assets(),
        press=cache(lambda: new_press(settings)),
        paper_rate=Rate(PAPERS_PER_MINUTE, A_MINUTE),
        verify_rate=Rate(CODES_PER_MINUTE, A_MINUTE),
        suggestion_rate=Rate(SUGGESTIONS_PER_MINUTE, A_MINUTE),
        link_rate=Rate(LINKS_PER_MINUTE, A_MINUTE),
    )


def _sign_in_with(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(user_of_request)
