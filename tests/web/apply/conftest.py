"""A clerk of the small office who fills in a form."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import Office
from tests.web.browsing import from_page, sign_in, submit

SECTION = "part-1"


@dataclass(frozen=True)
class Filing:
    """One draft in one browser."""

    client: FlaskClient
    path: str

    @property
    def number(self) -> int:
        return int(self.path.rpartition("/")[2])

    def page(self, section: str = SECTION) -> TestResponse:
        return self.client.get(f"{self.path}/{section}".rstrip("/"))

    def save(self, section: str = SECTION, *, page: TestResponse | None = None, **typed: object) -> TestResponse:
        at = f"{self.path}/{section}"
        return submit(self.client, page or self.client.get(at), at, **typed)

    def send(self, page: TestResponse | None = None, **typed: object) -> TestResponse:
        at = f"{self.path}/check"
        return submit(self.client, page or self.client.get(at), at, **typed)


@pytest.fixture
def clerk(client: FlaskClient, desk: Office) -> FlaskClient:
    return sign_in(client, "clerk")


@pytest.fixture
def filing(clerk: FlaskClient) -> Filing:
    page = clerk.get("/apply/pair")
    begun = clerk.post("/apply/pair", data=_hidden(page), headers=from_page(page))
    assert begun.status_code == 303, begun.text
    return Filing(clerk, begun.location)


def _hidden(page: TestResponse) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', page.text))
