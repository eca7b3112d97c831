"""The pages over the small office of the demo, with a clock that stands still until a test moves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, open_office
from tests.web.browsing import Clock, settings
from web import create_app
from web.language import COOKIE as LANGUAGE
from workflow.store.engine import Database


@pytest.fixture
def desk(sqlite: Database) -> Office:
    """The office whose cases the pages show."""
    return open_office(sqlite)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(desk: Office, clock: Clock, sqlite_url: str, tmp_path: Path) -> Flask:
    return create_app(settings(tmp_path, sqlite_url), desk.runtime, clock)


@pytest.fixture
def production(desk: Office, clock: Clock, sqlite_url: str, tmp_path: Path) -> Flask:
    return create_app(settings(tmp_path, sqlite_url, "production"), desk.runtime, clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in English, signed in as nobody."""
    client = app.test_client()
    client.set_cookie(LANGUAGE, "en")
    return client
