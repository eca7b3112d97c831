"""Using the pages as a browser without JavaScript would: forms are sent with what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import LOGINS, NOW
from web.sessions import COOKIE
from web.site import site
from workflow.config import Settings, read_settings
from workflow.services.sessions import begin_session

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clock:
    """The moment at which the application believes to be; tests move it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Form:
    """`fields` are those that a browser would send unasked, `buttons` the values of its named buttons."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get")))
            return
        name = given.get("name")
        if not self.found or not name:
            self._option(tag, given)
            return
        form = self.found[-1]
        if tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "input" and (given.get("type") not in {"checkbox", "radio", "file"} or "checked" in given):
            form.fields[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.found[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def _option(self, tag: str, given: dict[str, str]) -> None:
        if tag != "option" or self._select is None:
            return
        if "selected" in given or self._select not in self.found[-1].fields:
            self.found[-1].fields[self._select] = given.get("value", "")


def forms(page: TestResponse | str) -> list[Form]:
    reader = _Forms()
    reader.feed(page if isinstance(page, str) else page.text)
    return reader.found


def form_to(page: TestResponse, action: str) -> Form:
    """The form of the page that goes to an address; an empty action goes to the page itself."""
    found = [it for it in forms(page) if (it.action or page.request.path).partition("?")[0] == action]
    assert found, f"no form to {action}, only to {[it.action for it in forms(page)]}"
    return found[0]


def submit(client: FlaskClient, page: TestResponse, action: str, **typed: Any) -> TestResponse:
    """Send the form of a page with what is typed on top of what stands in it; not followed."""
    form = form_to(page, action)
    return client.post(form.action or page.request.path, data={**form.fields, **typed}, headers=from_page(page))


def from_page(page: TestResponse) -> dict[str, str]:
    return {"Referer": page.request.url}


def sign_in(client: FlaskClient, login: str) -> FlaskClient:
    """As if they had come through the sign-in page; the same client, for chaining."""
    with client.application.app_context():
        here = site()
        token = begin_session(here.runtime, LOGINS[login], here.clock())
    client.set_cookie(COOKIE, token)
    return client


def settings(folder: Path, url: str, environment: str = "demo", **more: str) -> Settings:
    given = {"QIANHE_ENV": environment, "QIANHE_INSTANCE": str(folder), "QIANHE_DATABASE_URL": url, **more}
    if environment == "production":
        given = {
            "QIANHE_SECRET_KEY": "a secret for this test alone, long enough",
            "QIANHE_MAIL_URL": f"file:{folder}/mail",
            "QIANHE_BASE_URL": "https://qianhe.example.edu",
            **given,
        }
    return read_settings(given)


def clock_of(app: Flask) -> Clock:
    with app.app_context():
        clock = site().clock
    assert isinstance(clock, Clock)
    return clock
