"""People at the pages, over a socket, who send again what nobody answered."""

from __future__ import annotations

import re
import threading
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import unquote, urlencode

from tests.cli.walking import PDF
from tests.support.serving import PATIENCE
from tests.web.browsing import Form, forms

BUSY: Final = 503
ENOUGH: Final = 1000
URLENCODED: Final = "application/x-www-form-urlencoded"
CHECKBOX: Final = re.compile(r'name="checklist" value="([^"]+)"')


@dataclass
class Door:
    """Where the service stands. `up` while it may be asked, `posts` counts the forms on their way."""

    port: int
    up: threading.Event = field(default_factory=threading.Event)
    posts: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    closing: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str


@dataclass
class Person:
    """One browser, signed in as a post of the demo."""

    door: Door
    login: str
    cookies: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    """How often no answer came."""

    def __post_init__(self) -> None:
        self.send(self.form("/signin", "/signin/demo"), login=self.login)

    def form(self, address: str, action: str) -> Form:
        """The form on that page that goes where `action` says it ends."""
        page = self.ask("GET", address).text
        found = next((it for it in forms(page) if it.action.partition("?")[0].endswith(action)), None)
        assert found is not None, f"no form to {action} on {address}: {page}"
        found.fields |= {"checklist": CHECKBOX.findall(page)} if action == "/approve" else {}
        return found

    def send(self, form: Form, **typed: str) -> str:
        """Where the answer leads."""
        return self._post(form, urlencode({**form.fields, **typed}, doseq=True).encode(), URLENCODED)

    def attach(self, form: Form) -> str:
        edge = uuid.uuid4().hex
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in form.fields.items()]
        parts.append(b'name="file"; filename="draft.pdf"\r\nContent-Type: application/pdf\r\n\r\n' + PDF)
        body = b"".join(f"--{edge}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts)
        return self._post(form, body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}")

    def _post(self, form: Form, body: bytes, kind: str) -> str:
        answer = self.ask("POST", form.action, body, kind)
        assert answer.status == 303, answer.text
        return answer.location

    def ask(self, method: str, address: str, body: bytes | None = None, kind: str = "") -> Answer:
        """Again until it is answered, with the same words."""
        while True:
            assert self.door.up.wait(PATIENCE)
            try:
                answer = self._once(method, address, body, kind)
            except (OSError, HTTPException):
                self.cut += 1
                continue
            if answer.status != BUSY:
                return answer

    def _once(self, method: str, address: str, body: bytes | None, kind: str) -> Answer:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection = HTTPConnection("127.0.0.1", self.door.port, timeout=PATIENCE)
        try:
            if body is not None:
                self.door.posts.release()
            connection.request(method, address, body, sent | ({"Content-Type": kind} if body is not None else {}))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, answer.headers.get("Location", ""))


@dataclass
class Told:
    """What two people were told: the numbers of what was filed and of what was decided, and how often nothing came."""

    filed: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    cut: int = 0


def two_people(door: Door, old: str) -> Told:
    try:
        return file_and_decide(door, old)
    except BaseException:
        # Nobody waits for the forms of somebody who has failed.
        door.closing.set()
        door.posts.release(ENOUGH)
        raise


def file_and_decide(door: Door, old: str) -> Told:
    """Copies of an old case filed by one person and approved by another, until the door is closing."""
    told = Told()
    applicant, officer = Person(door, "faculty.me"), Person(door, "oia_cooperation_officer")
    while not door.closing.is_set():
        draft = applicant.send(applicant.form(f"/cases/{old}", "/copy"))
        applicant.attach(applicant.form(f"{draft}/files", "/files/draft"))
        case = applicant.send(applicant.form(f"{draft}/check", "/check")).removesuffix("/sent")
        told.filed.append(unquote(case.rpartition("/")[2]))
        officer.send(officer.form(case, "/approve"))
        told.decided.append(told.filed[-1])
    told.cut = applicant.cut + officer.cut
    return told
