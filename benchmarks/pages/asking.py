"""Pages asked for over loopback from a server as `qianhe serve` runs it, in a process of its own."""

from __future__ import annotations

import http.client
import multiprocessing
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from waitress.server import create_server

from benchmarks.pages.models import APPLICANT, NOW, OFFICER, logins, settings_on
from benchmarks.pages.processor import seconds_of, servants_of
from web import create_app
from web.sessions import COOKIE
from workflow.bootstrap import open_runtime
from workflow.services.sessions import begin_session

CHAIR: Final = "dept_chair.me"
"""Twenty tasks, whatever else there is."""
OWNER: Final = "oia_cooperation_head"
"""Answers for the process and so may find every case of it."""
LOGINS: Final = (APPLICANT, OFFICER, CHAIR, OWNER)
THREADS: Final = 8
COMMON_WORD: Final = "合作"
RARE_WORD: Final = "研究"
_NEXT: Final = re.compile(r'href="([^"]*)" rel="next"')


@dataclass(frozen=True, slots=True)
class Page:
    """`login` is who asks; `last` means the last page that the address leads to."""

    name: str
    login: str
    path: str
    last: bool = False


def pages(open_case: str, ended_case: str) -> tuple[Page, ...]:
    """What is asked for; the officer has thousands of tasks and has decided a third of all cases."""
    common, rare, one = quote(COMMON_WORD), quote(RARE_WORD), quote("究")
    return (
        Page("today, a chair", CHAIR, "/"),
        Page("today, an officer", OFFICER, "/"),
        Page("today, an applicant of every tenth case", APPLICANT, "/"),
        Page("inbox, a chair", CHAIR, "/inbox"),
        Page("inbox, an officer", OFFICER, "/inbox"),
        Page("inbox, an officer, filtered", OFFICER, "/inbox?due=later&state=oia_precheck"),
        Page("inbox, an officer, last page", OFFICER, "/inbox", last=True),
        Page("case that waits", OFFICER, f"/cases/{quote(open_case)}"),
        Page("case that is over", OFFICER, f"/cases/{quote(ended_case)}"),
        Page("mine, an applicant of every tenth case", APPLICANT, "/mine"),
        Page("mine, his closed cases", APPLICANT, "/mine?tab=closed"),
        Page("search, a rare word, the owner", OWNER, f"/search?q={rare}"),
        Page("search, a common word, the owner", OWNER, f"/search?q={common}"),
        Page("search, a common word, an officer", OFFICER, f"/search?q={common}"),
        Page("search, a rare word, an officer", OFFICER, f"/search?q={rare}"),
        Page("search, one character, an officer", OFFICER, f"/search?q={one}"),
        Page("search, a common word, a chair", CHAIR, f"/search?q={common}"),
        Page("partners", OWNER, "/partners"),
        Page("a partner of nearly all cases", OWNER, "/partners/umit.at"),
        Page("a partner of a few cases", OWNER, "/partners/hiroshima-u.ac.jp"),
    )


@dataclass(slots=True)
class Browser:
    """One connection that is kept; `tokens` are the sessions of those who are signed in, by login.

    `server` is the process that answers, on the database at `url`.
    """

    connection: http.client.HTTPConnection
    tokens: dict[str, str]
    server: int
    url: str

    def seconds(self, login: str, path: str) -> float:
        begun = time.perf_counter()
        self.text(login, path)
        return time.perf_counter() - begun

    def text(self, login: str, path: str) -> str:
        """Raises RuntimeError for an answer that is no page."""
        self.connection.request("GET", path, headers={"Cookie": f"{COOKIE}={self.tokens[login]}"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} as {login} was answered {answer.status}")
        return body.decode()

    def processor(self) -> float | None:
        """Seconds of processor time of the server and of its database so far."""
        return seconds_of([self.server, *servants_of(self.url)])

    def address(self, page: Page) -> str:
        path = page.path
        while page.last and (found := _NEXT.findall(self.text(page.login, path))):
            path = unescape(found[-1])
        return path


@contextmanager
def browser(url: str, instance: Path) -> Iterator[Browser]:
    """A browser in front of a server of its own, which ends with it."""
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, url, instance))
    process.start()
    theirs.close()
    port, tokens = ours.recv()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        assert process.pid is not None
        yield Browser(connection, tokens, process.pid, url)
    finally:
        connection.close()
        ours.close()
        process.join()


def serve(pipe: Pipe, url: str, instance: Path) -> None:
    """Until the other side of the pipe is closed. The clock of the pages stands still."""
    settings = settings_on(url, instance)
    with open_runtime(settings) as runtime:
        people = logins(runtime)
        tokens = {login: begin_session(runtime, people[login], NOW) for login in LOGINS}
        server = create_server(create_app(settings, runtime, lambda: NOW), host="127.0.0.1", port=0, threads=THREADS)
        pipe.send((server.effective_port, tokens))
        threading.Thread(target=_wait, args=(pipe, server), daemon=True).start()
        server.run()
        server.task_dispatcher.shutdown()


def _wait(pipe: Pipe, server: Any) -> None:
    with suppress(EOFError):
        pipe.recv()
    server.trigger.pull_trigger(server.close)
