"""The API over PostgreSQL, and over a database that does not answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.support.office import open_office, runtime_on
from tests.web.api.calling import Caller, answer, caller
from tests.web.api.test_requests import PLACES
from tests.web.browsing import Clock, settings
from web import create_app
from workflow.store.engine import Database, open_database

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


@pytest.fixture
def on_postgresql(postgresql: Database, postgresql_url: str, tmp_path: Path) -> Flask:
    return create_app(settings(tmp_path, postgresql_url), open_office(postgresql).runtime, Clock())


@pytest.fixture
def cut_off(tmp_path: Path) -> Flask:
    return create_app(settings(tmp_path, NOWHERE), runtime_on(open_database(NOWHERE)), Clock())


def test_a_case_is_filed_decided_and_found_on_postgresql(on_postgresql):
    case = caller(on_postgresql, "clerk").start(key="a", subject="與示範大學簽約")
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        done = caller(on_postgresql, login).act(case, action, key="b")
    assert done["outcome"] == "approved"
    found = caller(on_postgresql, "first").get("/search?q=示範")["cases"]
    assert [it["number"] for it in found] == [case["number"]]


@pytest.mark.parametrize("query", [*PLACES, "after=%00"])
def test_an_invented_place_is_refused_on_postgresql(on_postgresql, query):
    caller(on_postgresql, "clerk").get(f"/tasks?{query}", 422)


def test_while_the_database_does_not_answer_programs_are_told_to_come_back(cut_off):
    response = Caller(cut_off, "qh_" + "A" * 43).ask("GET", "/tasks")
    assert answer(response, 503)["code"] == "busy"
    assert response.headers["Retry-After"] == "5"
    ready = cut_off.test_client().get("/readyz")
    assert (ready.status_code, ready.json["database"]) == (503, False)
    assert cut_off.test_client().get("/healthz").status_code == 200
