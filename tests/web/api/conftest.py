"""The small office over the API; its process takes a paper, and its amount is hidden from those who vote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.clinic import CAREFUL
from tests.support.office import NOW, Office
from tests.web.api.calling import Caller, caller
from workflow.services.publishing import publish


@pytest.fixture
def careful(desk: Office) -> Office:
    publish(desk.runtime, {"pair.yaml": CAREFUL.encode()}, by=0, now=NOW)
    return desk


@pytest.fixture
def calling(app: Flask, careful: Office) -> Callable[[str], Caller]:
    """The program of somebody by his login."""
    return lambda login: caller(app, login)


@pytest.fixture
def clerk(calling: Callable[[str], Caller]) -> Caller:
    return calling("clerk")
