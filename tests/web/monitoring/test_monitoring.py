"""What monitors read."""

import re
from datetime import timedelta

import pytest

from tests.store.writing import change
from tests.web.api.calling import caller

FAR = {"REMOTE_ADDR": "203.0.113.5"}


def figure(page, name):
    return float(re.search(rf"^{re.escape(name)} (\S+)$", page.text, re.MULTILINE)[1])


def test_a_service_on_its_database_is_ready(client):
    page = client.get("/readyz")
    assert (page.status_code, page.json["status"], page.json["clock_lag_seconds"]) == (200, "ready", 0)


def test_lateness_is_said_and_keeps_nobody_out(client, desk, clock):
    desk.start()
    clock.pass_by(days=30)
    page = client.get("/readyz")
    assert page.status_code == 200
    assert page.json["clock_lag_seconds"] > timedelta(days=20).total_seconds()
    assert page.json["outgoing_lag_seconds"] > timedelta(days=29).total_seconds()


def test_another_schema_is_not_ready(client, sqlite):
    change(sqlite, "UPDATE alembic_version SET version_num = '0001'")
    page = client.get("/readyz")
    assert (page.status_code, page.json["database"], page.json["schema"]) == (503, True, False)


def test_what_is_open_is_measured(client, desk, clock):
    desk.start()
    desk.start()
    page = client.get("/metrics")
    assert page.content_type.startswith("text/plain")
    assert figure(page, "qianhe_open_cases") == 2
    assert figure(page, "qianhe_open_tasks") == 4
    assert figure(page, "qianhe_timers_overdue") == 0
    clock.pass_by(days=30)
    late = client.get("/metrics")
    assert figure(late, "qianhe_timers_overdue") > 0
    assert figure(late, "qianhe_outgoing_lag_seconds") > 0


def test_requests_are_counted_by_endpoint_and_kind_of_answer(client):
    client.get("/signin")
    client.get("/nothing")
    page = client.get("/metrics")
    assert figure(page, 'qianhe_requests_total{endpoint="auth.sign_in",status="2xx"}') == 1
    assert figure(page, 'qianhe_requests_total{endpoint="none",status="4xx"}') == 1


@pytest.mark.parametrize("through", [{"environ_base": FAR}, {"headers": {"X-Forwarded-For": "127.0.0.1"}}])
def test_from_elsewhere_figures_need_a_token(app, client, through):
    assert client.get("/metrics", **through).status_code == 404
    headers = {**through.get("headers", {}), "Authorization": f"Bearer {caller(app, 'clerk').token}"}
    assert client.get("/metrics", environ_base=through.get("environ_base", {}), headers=headers).status_code == 200
