"""Requests that nobody would think of, made from the description of the API: its answers are always as described."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.web.api.calling import Caller
from web.api.operations import OPERATIONS
from web.limiting import Rate

TRIES = 30
ACCEPTED = ["2xx", 403, 404, 409, 422]
"""What a request of the right shape may be answered: the fields of a process are its own."""
ACTIONS = ("agree", "approve", "comment", "withdraw", "claim", "take_back", "submit_new", "fire")


class Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None: ...


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application is served, on this machine."""
    app.extensions["qianhe_api"] = Rate(1_000_000, timedelta(minutes=1))
    server = make_server("127.0.0.1", 0, app, threaded=False, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def described(address: str, clerk: Caller, calling: Callable[[str], Caller]) -> Any:
    """The description, with a person who has cases; what is put into paths is often something real."""
    paper = {"file": clerk.upload()["file"]}
    begun, over = clerk.start(), clerk.start(paper=paper)
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        calling(login).act(over, action)
    real: dict[str, tuple[Any, ...]] = {"number": (begun["number"], over["number"]), "action": ACTIONS}
    real |= {"process": ("pair",), "name": ("paper",), "version": (1,)}
    config = SchemathesisConfig.from_dict(
        {
            "base-url": address,
            "headers": {"Authorization": f"Bearer {clerk.token}"},
            "generation": {"max-examples": TRIES, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"enabled": False}},
            "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        }
    )
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)

    def known(_context: Any, given: dict[str, Any] | None) -> dict[str, Any] | None:
        for name in given or {}:
            if len(str(given[name])) % 3:
                given[name] = real[name][len(str(given[name])) % len(real[name])]
        return given

    schema.hooks.hook("map_path_parameters")(known)
    return schema


def test_every_answer_is_as_described(described: Any) -> None:
    tried, faults = set(), []
    for event in from_schema(described).execute():
        assert not isinstance(event, FatalError), event.exception
        if isinstance(event, NonFatalError):
            faults.append(repr(event.value))
        if isinstance(event, ScenarioFinished):
            tried.add(event.label)
            if event.status is not Status.SUCCESS:
                faults += failures(event)
    assert not faults, "\n\n".join(faults)
    assert len(tried) == len(OPERATIONS)


def failures(event: ScenarioFinished) -> list[str]:
    return [
        f"{event.label} {check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info is not None
    ]
