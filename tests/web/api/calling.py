"""Asking the API as a program would: with a token, in English."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.browsing import clock_of
from web.site import site
from workflow.services.tokens import create_token

PDF = b"%PDF-1.7\n%plan\n"


@dataclass(frozen=True)
class Caller:
    """One program. `answer` is the body, after a look at the status."""

    app: Flask
    token: str | None

    def ask(self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> TestResponse:
        headers = {"Accept-Language": "en", **more.pop("headers", {})}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more |= {"data": body if isinstance(body, bytes) else json.dumps(body), "content_type": "application/json"}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, status: int = 200) -> Any:
        return answer(self.ask("GET", path), status)

    def post(self, path: str, body: Any = None, status: int = 200, key: str | None = None) -> Any:
        return answer(self.ask("POST", path, {} if body is None else body, key=key), status)

    def upload(self, content: bytes = PDF, name: str = "plan.pdf", status: int = 201, key: str | None = None) -> Any:
        head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--cut--\r\n"
        sent = self.ask("POST", "/files", key=key, data=body, content_type="multipart/form-data; boundary=cut")
        return answer(sent, status)

    def start(self, status: int = 201, key: str | None = None, **data: Any) -> Any:
        body = {"process": "pair", "data": {"subject": "合作協議", "amount": "1200.50", **data}}
        return self.post("/cases", body, status, key)

    def act(self, case: Any, action: str, status: int = 200, key: str | None = None, **given: Any) -> Any:
        """What the case offers for `action`, taken."""
        offers = self.get(f"/cases/{case['number']}")["actions"]
        offer = next((it for it in offers if it["action"] == action and it["allowed"]), None) or offers[0]
        body = {"input": given, "saw": offer["saw"], "task": offer["task"]}
        return self.post(f"/cases/{case['number']}/actions/{action}", body, status, key)


def answer(response: TestResponse, status: int) -> Any:
    assert response.status_code == status, (response.status_code, response.text)
    kind = "application/json" if status < 400 else "application/problem+json"
    assert response.mimetype == kind
    return response.json


def caller(app: Flask, login: str) -> Caller:
    with app.app_context():
        here = site()
        return Caller(app, create_token(here.runtime, login, "tests", clock_of(app)(), os.urandom))


def codes(problem: Any) -> list[tuple[str, str]]:
    """Field and code of each fault."""
    return [(it["field"], it["code"]) for it in problem["fields"]]
