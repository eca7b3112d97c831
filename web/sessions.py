"""The session of a page: a row of the database for whoever is signed in, a signed cookie for a guest.

The cookie of the signed-in holds a random token and nothing else. It stays in the browser when the session is over:
then it opens nothing any more, but a form that was sent too late can be kept for its person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from itsdangerous import BadSignature

from workflow.core.directory import Person
from workflow.services import sessions
from workflow.services.runtime import Runtime
from workflow.services.sessions import Session

COOKIE: Final = "qianhe_session"
GUEST_COOKIE: Final = "qianhe_guest"


class PageSession(dict[str, Any], SessionMixin):
    """What the pages remember; looked up only when somebody asks.

    `person` is who is signed in, `lapsed` a session of this browser that is over.
    """

    def __init__(self, load: Callable[[], tuple[Session | None, dict[str, Any]]], token: str | None) -> None:
        super().__init__()
        self._load: Callable[[], tuple[Session | None, dict[str, Any]]] | None = load
        self._found: Session | None = None
        self.token = token
        self.modified = False
        self.begun = False

    @property
    def person(self) -> Person | None:
        found = self.found
        return found.person if found is not None and found.live else None

    @property
    def lapsed(self) -> Session | None:
        found = self.found
        return found if found is not None and not found.live else None

    @property
    def found(self) -> Session | None:
        self._open()
        return self._found

    @property
    def looked_up(self) -> bool:
        return self._load is None

    def stay_closed(self) -> None:
        """For addresses that are the same for everybody."""
        self._load = None

    def begin(self, token: str, found: Session) -> None:
        """Somebody signed in: nothing of before is carried over."""
        self._load = None
        super().clear()
        self.token, self._found = token, found
        self.begun = True

    def end(self) -> None:
        """From here on the browser is a guest's."""
        self._open()
        super().clear()
        self._found, self.modified = None, False

    def get(self, key: str, default: Any = None) -> Any:
        self._open()
        return super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        self._open()
        self.modified = self.modified or key in self
        return super().pop(key, *default)

    def setdefault(self, key: str, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def __contains__(self, key: object) -> bool:
        self._open()
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        self._open()
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._open()
        self.modified = True
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        self._open()
        self.modified = True
        super().__delitem__(key)

    def __iter__(self) -> Iterator[str]:
        self._open()
        return super().__iter__()

    def _open(self) -> None:
        load, self._load = self._load, None
        if load is not None:
            self._found, data = load()
            super().update(data)


class PageSessions(SessionInterface):
    """Opens and saves PageSessions; cookies are `Secure` and bound to the host when pages are served by https."""

    def __init__(self, runtime: Runtime, clock: Callable[[], datetime], *, secure: bool) -> None:
        self._runtime, self._clock, self._secure = runtime, clock, secure
        self._guests = SecureCookieSessionInterface()

    def open_session(self, app: Flask, request: Request) -> PageSession:
        token = request.cookies.get(self.name_of(COOKIE))

        def load() -> tuple[Session | None, dict[str, Any]]:
            found = sessions.find_session(self._runtime, token, self._clock()) if token else None
            return found, dict(found.data) if found is not None and found.live else self._of_guest(app, request)

        return PageSession(load, token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, PageSession)
        if session.begun and session.token:
            self._set(response, COOKIE, session.token)
            response.delete_cookie(self.name_of(GUEST_COOKIE), secure=self._secure)
        if not session.modified or not session.looked_up:
            return
        if session.person is not None and session.token:
            sessions.write_session(self._runtime, session.token, dict(session))
        else:
            signer = self._guests.get_signing_serializer(app)
            assert signer is not None
            self._set(response, GUEST_COOKIE, str(signer.dumps(dict(session))))

    def name_of(self, cookie: str) -> str:
        return f"__Host-{cookie}" if self._secure else cookie

    def _of_guest(self, app: Flask, request: Request) -> dict[str, Any]:
        signer = self._guests.get_signing_serializer(app)
        written = request.cookies.get(self.name_of(GUEST_COOKIE))
        if signer is None or not written:
            return {}
        try:
            return dict(signer.loads(written))
        except BadSignature:
            return {}

    def _set(self, response: Response, cookie: str, value: str) -> None:
        name = self.name_of(cookie)
        response.set_cookie(name, value, httponly=True, secure=self._secure, samesite="Lax", path="/")
