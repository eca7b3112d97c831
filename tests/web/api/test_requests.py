"""Requests that cannot be: each gets its status and a problem document, and nothing happens."""

import json
from base64 import urlsafe_b64encode as b64encode
from datetime import timedelta

import pytest

from tests.support.office import LOGINS
from tests.web.api.calling import PDF, Caller, answer, caller, codes
from tests.web.browsing import clock_of, sign_in
from web.api.reading import LARGEST_BODY
from web.limiting import Rate
from workflow.adapters.files import LARGEST
from workflow.store import people

INVENTED = [
    ["2026-01-01T00:00:00", 1, 1],
    ["2026-01-01T00:00:00Z", 2**64, 1],
    ["2026-01-01T00:00:00Z", 1, 2**64],
    [1, 2, 3],
    {},
    ["2026-01-01T00:00:00Z", float("inf"), 1],
]
GOOD = {"process": "pair", "data": {"subject": "試"}}


@pytest.mark.parametrize("token", [None, "", "qh_unknown", "qh_\u00e9"])
def test_without_a_valid_token_nothing_is_answered(app, careful, token):
    response = Caller(app, token).ask("GET", "/tasks")
    assert answer(response, 401)["code"] == "no_token"
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_of_the_pages_opens_nothing_here(client, careful):
    assert sign_in(client, "clerk").get("/api/v1/tasks").status_code == 401


def test_the_token_of_a_leaver_is_over(app, careful, clerk):
    with careful.runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS["clerk"], active=False)
    clerk.get("/tasks", 401)


def test_an_unknown_address_and_a_wrong_method_are_problems_too(clerk):
    assert clerk.get("/nothing", 404)["code"] == "not_found"
    response = clerk.ask("DELETE", "/cases")
    assert answer(response, 405)["code"] == "wrong_method"
    assert response.allow == {"POST", "OPTIONS"}


NO_OBJECTS = [b"", b"{", b"[]", b'"text"', b'{"a": NaN}', b"\xff{}", b"[" * 100_000, b'{"a": 1e99999999999999999999}']


@pytest.mark.parametrize("body", NO_OBJECTS, ids=range(len(NO_OBJECTS)))
def test_what_is_no_json_object_is_a_bad_request(clerk, body):
    clerk.post("/cases", body, 400)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("process", "required")]),
        ({"process": 5}, [("process", "not_text")]),
        ({"process": "pair"}, [("data", "required")]),
        ({"process": "pair", "data": []}, [("data", "wrong_shape")]),
        ({**GOOD, "hat": "clerk"}, [("hat", "not_an_option")]),
        ({**GOOD, "more": 1}, [("more", "unknown_field")]),
        ({"process": "pair", "data": {"subject": "a\x00b"}}, [("data.subject", "control_characters")]),
        ({"process": "pair", "data": {"sub\ud800ject": "a"}}, [("data", "control_characters")]),
        ({"process": "pair", "data": {"subject": 2**63}}, [("data.subject", "too_large")]),
        ({"process": "x" * 101, "data": {}}, [("process", "too_long")]),
    ],
)
def test_a_body_of_the_wrong_shape_is_named_by_its_field(clerk, body, faults):
    assert codes(clerk.post("/cases", body, 422)) == faults


def test_nesting_without_end_is_refused(clerk):
    deep: object = "x"
    for _ in range(100):
        deep = [deep]
    assert codes(clerk.post("/cases", {"process": "pair", "data": {"subject": deep}}, 422))[0][1] == "wrong_shape"


def test_json_has_its_type_and_its_limit(clerk):
    answer(clerk.ask("POST", "/cases", data="a=b", content_type="text/plain"), 415)
    answer(clerk.ask("POST", "/cases", b" " * (LARGEST_BODY + 1)), 413)


@pytest.mark.parametrize("task", ["x", "0", 0, -1, True, 2**40, 1.5, []])
def test_a_task_is_a_number_of_the_case(clerk, task):
    case = clerk.start()
    body = {"saw": "s", "input": {}, "task": task}
    assert codes(clerk.post(f"/cases/{case['number']}/actions/comment", body, 422))[0][0] == "task"


PLACES = [f"after={b64encode(json.dumps(place).encode()).decode()}" for place in INVENTED]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=", "after=x", "after=%00", *PLACES])
def test_a_page_of_tasks_is_asked_for_properly(clerk, query):
    clerk.get(f"/tasks?{query}", 422)


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=%00", "q=" + "x" * 201, "q=a&limit=51"])
def test_a_search_needs_words(clerk, query):
    clerk.get(f"/search?{query}", 422)


@pytest.mark.parametrize("path", ["/cases/nothing", "/cases/%00", "/processes/none/form", "/cases/%F0%28"])
def test_what_there_is_not_is_not_found(clerk, path):
    clerk.get(path, 404)


def test_a_file_is_taken_by_its_content(clerk):
    assert codes(clerk.upload(b"MZ", status=422)) == [("file", "file_wrong_content")]
    assert codes(clerk.upload(PDF + b" " * LARGEST, status=422)) == [("file", "file_too_large")]
    clerk.upload(PDF + b" " * (LARGEST + 2 * 1024 * 1024), status=413)
    answer(clerk.ask("POST", "/files", {}), 415)
    answer(clerk.ask("POST", "/files", data={"other": "x"}, content_type="multipart/form-data"), 422)


def test_a_repeated_upload_is_the_same_file(clerk):
    assert clerk.upload(key="a") == clerk.upload(key="a")
    assert clerk.upload(PDF + b"x", key="a", status=409)["refusals"][0]["code"] == "form_used"


@pytest.mark.parametrize("key", ["", "a b", "x" * 201])
def test_a_key_is_short_and_printable(clerk, key):
    assert codes(clerk.start(422, key=key))[0][0] == "Idempotency-Key"


def test_who_asks_too_often_is_told_when_to_come_back(app, careful, clerk):
    app.extensions["qianhe_api"] = Rate(2, timedelta(minutes=1))
    assert [clerk.ask("GET", "/tasks").status_code for _ in range(3)] == [200, 200, 429]
    assert clerk.ask("GET", "/tasks").headers["Retry-After"] == "60"
    assert caller(app, "chief").ask("GET", "/tasks").status_code == 200
    clock_of(app).pass_by(seconds=60)
    assert clerk.ask("GET", "/tasks").status_code == 200


def test_the_description_is_open_to_everybody_and_names_every_operation(app):
    described = answer(Caller(app, None).ask("GET", "/openapi.json"), 200)
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    written = {f"/api/v1{path}".replace("{", "<").replace("}", ">") for path in described["paths"]}
    assert routes == written | {"/api/v1/openapi.json"}
