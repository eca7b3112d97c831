"""Every request of one person, sent again by another with the same ids, reveals nothing and changes nothing."""

import json
from dataclasses import dataclass

import pytest

from tests.store.writing import rows
from tests.web.api.calling import PDF, Caller
from web.api.operations import OPERATIONS

CANARY = "金絲雀"
HIDDEN = f"與{CANARY}大學簽約"
TABLES = ("cases", "tasks", "decisions", "history", "candidates", "documents", "form_uses", "outgoing")


@dataclass(frozen=True)
class Sent:
    """One request of the owner; `refused` is the status of a stranger's answer."""

    operation: str
    method: str
    path: str
    body: object = None
    key: str | None = None
    refused: int = 404

    def by(self, caller: Caller):
        return caller.ask(self.method, self.path, self.body, key=self.key)


def everything(database) -> list[object]:
    return [sorted(rows(database, f"SELECT * FROM {table}"), key=str) for table in TABLES]


@pytest.fixture
def case(clerk):
    paper = clerk.upload(PDF + CANARY.encode(), name=f"{CANARY}.pdf", key="u")
    started = clerk.start(key="s", subject=HIDDEN, paper={"file": paper["file"]})
    return {**started, "paper": paper["file"]}


@pytest.fixture
def requests(case):
    """What the owner of the case may ask, by operation; reading asks for words of the title, too."""
    at = f"/cases/{case['number']}"
    comment = next(it for it in case["actions"] if it["action"] == "comment")
    seen = {"saw": comment["saw"], "input": {"reason": CANARY}}
    file = {"process": "pair", "data": {"subject": "x", "paper": {"file": case["paper"]}}}
    return [
        Sent("case", "GET", at),
        Sent("document", "GET", f"{at}/documents/paper/1"),
        Sent("act", "POST", f"{at}/actions/comment", seen, "c"),
        Sent("act", "POST", f"{at}/actions/comment", {**seen, "input": {"nonsense": 1}}),
        Sent("act", "POST", f"{at}/actions/withdraw", {**seen, "saw": "x"}),
        Sent("act", "POST", f"{at}/actions/agree", {**seen, "task": "1"}),
        Sent("act", "POST", f"{at}/actions/nothing", {**seen, "task": "9"}),
        Sent("start", "POST", "/cases", file, "f", refused=422),
        Sent("search", "GET", f"/search?q={CANARY}", refused=200),
        Sent("search", "GET", f"/search?q={case['number']}", refused=200),
        Sent("tasks", "GET", "/tasks", refused=200),
        Sent("processes", "GET", "/processes", refused=200),
        Sent("form", "GET", "/processes/pair/form", refused=200),
    ]


@pytest.mark.parametrize("login", ["clerk.2", "head"])
def test_a_stranger_who_sends_the_requests_of_another_learns_and_changes_nothing(calling, requests, sqlite, login):
    before = everything(sqlite)
    stranger = calling(login)
    for sent in requests:
        response = sent.by(stranger)
        assert response.status_code == sent.refused, (sent, response.text)
        assert CANARY not in json.dumps(response.json, ensure_ascii=False), sent
    assert everything(sqlite) == before


def test_what_a_stranger_is_told_of_a_case_is_what_is_told_of_none(calling, case):
    stranger = calling("clerk.2")
    body = {"saw": "x", "input": {}}
    told = stranger.post(f"/cases/{case['number']}/actions/approve", body, 404)
    assert told == stranger.post("/cases/none/actions/approve", body, 404)
    assert stranger.get(f"/cases/{case['number']}", 404) == stranger.get("/cases/none", 404)


def test_a_key_belongs_to_whoever_used_it(calling, case):
    other = calling("clerk.2").start(key="s", subject="自己的")
    assert (other["number"], other["applicant"]["login"]) != (case["number"], "clerk")
    assert calling("clerk.2").upload(PDF + CANARY.encode(), key="u")["file"] != case["paper"]


def test_the_owner_is_answered_all_of_it(clerk, requests):
    for sent in requests:
        answer = sent.by(clerk)
        answer.close()
        assert answer.status_code not in {401, 403, 404, 500}, sent


def test_every_operation_is_tried(requests):
    assert {sent.operation for sent in requests} | {"upload"} == {operation.name for operation in OPERATIONS}


def test_holders_see_what_the_definition_shows_them_and_no_more(calling, case):
    for login in ("first", "second", "chief"):
        assert calling(login).get(f"/cases/{case['number']}")["title"]["zh-TW"] == HIDDEN
