"""The door of a link: what it opens now, the code that is mailed, and the browser in which the code was typed."""

from __future__ import annotations

import base64
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from workflow.core.canonical import sha256_hex
from workflow.core.case import CaseView, TaskView
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.guests import CODE
from workflow.services.guest_letters import code_for
from workflow.services.guest_links import digest_of
from workflow.services.runtime import Revisions, Runtime
from workflow.store import guests, outgoing
from workflow.store.guests import CodeRow, LinkRow
from workflow.store.steps import load_case

CODE_LIFE: Final = timedelta(minutes=10)
SESSION_LIFE: Final = timedelta(hours=8)
CODES_KEPT: Final = timedelta(hours=24)
MOST_TRIES: Final = 5
MOST_CODES: Final = 5
"""Within an hour, for one link."""
HOUR: Final = timedelta(hours=1)
SECRET_BYTES: Final = 32

State = Literal["shut", "waiting", "open", "answered", "over", "expired", "ended"]
ASKABLE: Final = frozenset({"shut", "waiting", "answered"})
"""Where a code opens something: what is to be answered, or the receipt."""


@dataclass(frozen=True, slots=True)
class Door:
    """What stands before somebody with a link: `shut` until a code is typed, `waiting` for it, `open`; `answered`
    through this link; `over`: the matter is; `expired`; `ended`, with `how`. `known` is whether this browser has
    typed a code, `pending` whether one is on its way to it.
    """

    state: State
    link: LinkRow
    view: CaseView
    revisions: Revisions
    task: TaskView | None
    code: CodeRow | None
    known: bool
    pending: bool

    @property
    def how(self) -> str:
        return self.link.ended_as or ""


def find_door(runtime: Runtime, token: str, secret: str | None, now: datetime) -> Door:
    """Changes nothing. `secret` is what this browser remembers. Raises NotFound for a link that never was."""
    with runtime.database.snapshot() as connection:
        link = guests.by_token(connection, digest_of(token))
        loaded = load_case(connection, link.case_id) if link is not None else None
        code = guests.code_of(connection, _session(secret)) if secret and link is not None else None
    if link is None or loaded is None:
        raise NotFound("link", "")
    code = code if code is not None and code.link_id == link.id else None
    tasks = (task for task in loaded.view.tasks if task.open and task.visit == loaded.view.visit)
    task = next((it for it in tasks if (it.seq, it.visit) == (link.task_seq, link.visit)), None)
    known = code is not None and code.used_at is not None and now < code.used_at + SESSION_LIFE
    pending = code is not None and code.used_at is None and _may_type(code, now)
    state = _state(link, task, now) or ("open" if known else "waiting" if pending else "shut")
    return Door(state, link, loaded.view, loaded.revisions, task, code, known, pending)


def _state(link: LinkRow, task: TaskView | None, now: datetime) -> State | None:
    """None while the link opens a task."""
    if link.answered_at is not None:
        return "answered"
    if link.ended_as is not None:
        return "ended"
    if task is None:
        return "over"
    return "expired" if link.expires_at <= now else None


def ask_code(runtime: Runtime, token: str, now: datetime) -> str:
    """Mail a code to the address of the link, and nowhere else; the secret by which this browser will be known.

    Raises NotFound, Refused `too_many_codes` or `link_over`.
    """
    door = find_door(runtime, token, None, now)
    if door.state not in ASKABLE:
        raise Refused(Refusal("link_over", {}))
    secret = base64.urlsafe_b64encode(runtime.random_bytes(SECRET_BYTES)).decode("ascii").rstrip("=")
    session, link = _session(secret), door.link
    with runtime.database.transaction() as connection:
        if guests.codes_since(connection, link.id, now - HOUR) >= MOST_CODES:
            raise Refused(Refusal("too_many_codes", {"most": MOST_CODES}))
        check = _check(runtime, session, code_for(runtime, session))
        guests.add_code(connection, CodeRow(session, link.id, check, now, now + CODE_LIFE))
        if link.asked_at is None:
            guests.change(connection, link.id, asked_at=now)
        key = f"{link.id}.{session[:20]}"
        outgoing.post(connection, key, CODE, -link.id, {"session": session}, at=now, case=link.case_id)
    return secret


def type_code(runtime: Runtime, token: str, secret: str | None, typed: str, now: datetime) -> None:
    """Five tries, ten minutes, one use, in the browser that asked.

    Raises NotFound, Refused `code_wrong` (left), `code_over`, `link_over`.
    """
    door = find_door(runtime, token, secret, now)
    if door.state not in ASKABLE:
        raise Refused(Refusal("link_over", {}))
    code = door.code
    if code is None or not door.pending:
        raise Refused(Refusal("code_over", {}))
    with runtime.database.transaction() as connection:
        counted = guests.count_try(connection, code.session, MOST_TRIES)
    left = MOST_TRIES - code.tries - 1
    if not counted:
        raise Refused(Refusal("code_over", {}))
    if not hmac.compare_digest(code.code, _check(runtime, code.session, _plain(typed))):
        raise Refused(Refusal("code_wrong", {"left": left}) if left > 0 else Refusal("code_over", {}))
    with runtime.database.transaction() as connection:
        if not guests.use_code(connection, code.session, now):
            raise Refused(Refusal("code_over", {}))
        if door.link.opened_at is None:
            guests.change(connection, door.link.id, opened_at=now)


def _session(secret: str) -> str:
    return sha256_hex(secret.encode("utf-8", "surrogatepass"))


def _may_type(code: CodeRow, now: datetime) -> bool:
    return code.tries < MOST_TRIES and now < code.expires_at


def _check(runtime: Runtime, session: str, code: str) -> str:
    """Keyed, so that nobody who reads the row can try codes out."""
    return runtime.derive(f"code_check.{session}.{code}").hex()


def _plain(typed: str) -> str:
    """However it was written: blanks, hyphens and small letters do not count."""
    letters = unicodedata.normalize("NFKC", typed[:100]).upper()
    return "".join(letter for letter in letters if letter.isalnum())
