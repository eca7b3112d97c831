"""A clerk of the small office who fills in a form."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import Office
from tests.web.browsing import sign_in, submit

SECTION = "part-1"


@dataclass(frozen=True)
class Filing:
    """One draft in one browser."""

    client: FlaskClient
    path: str

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
    return begin(clerk, "pair")


def begin(client: FlaskClient, process: str) -> Filing:
    start = client.get(f"/apply/{process}")
    begun = submit(client, start, f"/apply/{process}")
    assert begun.status_code == 303, begun.text
    return Filing(client, begun.location)
