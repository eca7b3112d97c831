"""Links to people outside, the codes that open them, and the witness to what was done through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from workflow.core.decision import Step
from workflow.core.guests import INVITATION, LinksEnded, NewLink, Outside, Witness
from workflow.store.engine import Connection
from workflow.store.outgoing import cancel_to
from workflow.store.tables import guest_acts, guest_codes, guest_links, outgoing


@dataclass(frozen=True, slots=True)
class LinkRow:
    """`token` is the SHA-256 of the secret in the address. `ended_as`: replaced, revoked or wrong_person."""

    id: int
    case_id: int
    task_seq: int
    visit: int
    token: str
    name: str
    address: str
    salt: str
    made_at: datetime
    expires_at: datetime
    asked_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ended_as: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """`session` is the SHA-256 of the browser's secret; with `used_at` it is that of a session."""

    session: str
    link_id: int
    code: str
    made_at: datetime
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act of a guest: `seq` is its entry in the history, `files` are digests by document."""

    case_id: int
    seq: int
    link_id: int
    action: str
    name: str
    address: str
    sent_to: str
    ip: str
    agent: str
    salt: str
    files: Mapping[str, str]
    at: datetime


def write_outside(connection: Connection, step: Step, token_of: Callable[[int], str]) -> None:
    """What a step does to links, in its order; `token_of` gives the digest of the secret of a link's id."""
    for row in step.outside:
        _write(connection, step, row, token_of)


def _write(connection: Connection, step: Step, row: Outside, token_of: Callable[[int], str]) -> None:
    match row:
        case LinksEnded():
            still = (guest_links.c.case_id == step.after.id, guest_links.c.task_seq == row.task)
            chosen = update(guest_links).where(*still, guest_links.c.ended_at.is_(None))
            ended = connection.execute(chosen.values(ended_at=step.at, ended_as=row.how).returning(guest_links.c.id))
            cancel_to(connection, [-link for link in ended.scalars()], INVITATION, step.at)
        case NewLink():
            connection.execute(insert(guest_links).values(asdict(_link(step, row, token_of(row.id)))))
        case Witness():
            connection.execute(insert(guest_acts).values(asdict(_act(step, row))))
            if row.answers:
                change(connection, row.guest.link, answered_at=step.at)


def _link(step: Step, row: NewLink, token: str) -> LinkRow:
    until = step.at + timedelta(days=row.days)
    return LinkRow(row.id, step.after.id, row.task, row.visit, token, row.name, row.address, row.salt, step.at, until)


def _act(step: Step, row: Witness) -> ActRow:
    guest = row.guest
    return ActRow(
        step.after.id,
        step.after.version,
        guest.link,
        row.action,
        guest.name,
        guest.address,
        guest.sent_to,
        guest.ip,
        guest.agent,
        row.salt,
        dict(row.files),
        step.at,
    )


def change(connection: Connection, link: int, **values: Any) -> None:
    connection.execute(update(guest_links).where(guest_links.c.id == link).values(**values))


def by_token(connection: Connection, digest: str) -> LinkRow | None:
    return _one(connection, guest_links.c.token == digest)


def get(connection: Connection, link: int) -> LinkRow | None:
    return _one(connection, guest_links.c.id == link)


def _one(connection: Connection, chosen: Any) -> LinkRow | None:
    row = connection.execute(select(guest_links).where(chosen)).mappings().one_or_none()
    return LinkRow(**row) if row else None


def of_case(connection: Connection, case: int) -> tuple[LinkRow, ...]:
    """Every link of the case, the oldest first; of one moment the one that was replaced."""
    order = (guest_links.c.made_at, guest_links.c.ended_at.is_(None), guest_links.c.id)
    rows = connection.execute(select(guest_links).where(guest_links.c.case_id == case).order_by(*order)).mappings()
    return tuple(LinkRow(**row) for row in rows)


def of_ids(connection: Connection, ids: list[int]) -> Mapping[int, LinkRow]:
    if not ids:
        return {}
    rows = connection.execute(select(guest_links).where(guest_links.c.id.in_(ids))).mappings()
    return {row["id"]: LinkRow(**row) for row in rows}


def acts_of_case(connection: Connection, case: int) -> tuple[ActRow, ...]:
    """What was done through links, in the order of the history."""
    chosen = select(guest_acts).where(guest_acts.c.case_id == case).order_by(guest_acts.c.seq)
    return tuple(ActRow(**row) for row in connection.execute(chosen).mappings())


def letters_of_case(connection: Connection, case: int) -> Mapping[int, str | None]:
    """What became of the invitation by the link's id: sent, failed, cancelled, None while it waits."""
    columns = (outgoing.c.recipient, outgoing.c.result)
    chosen = select(*columns).where(outgoing.c.case_id == case, outgoing.c.kind == INVITATION)
    return {-row.recipient: row.result for row in connection.execute(chosen)}


def add_code(connection: Connection, row: CodeRow) -> None:
    connection.execute(insert(guest_codes).values(asdict(row)))


def code_of(connection: Connection, session: str) -> CodeRow | None:
    row = connection.execute(select(guest_codes).where(guest_codes.c.session == session)).mappings().one_or_none()
    return CodeRow(**row) if row else None


def codes_since(connection: Connection, link: int, since: datetime) -> int:
    chosen = (guest_codes.c.link_id == link, guest_codes.c.made_at > since)
    return int(connection.execute(select(func.count()).select_from(guest_codes).where(*chosen)).scalar_one())


def count_try(connection: Connection, session: str, most: int) -> bool:
    """Count one before it is known to be right, so that nobody tries faster than is counted; False when there were
    `most` already, or the code was used."""
    open_one = (guest_codes.c.session == session, guest_codes.c.used_at.is_(None), guest_codes.c.tries < most)
    return bool(connection.execute(update(guest_codes).where(*open_one).values(tries=guest_codes.c.tries + 1)).rowcount)


def use_code(connection: Connection, session: str, at: datetime) -> bool:
    """False when it was used meanwhile."""
    unused = (guest_codes.c.session == session, guest_codes.c.used_at.is_(None))
    return bool(connection.execute(update(guest_codes).where(*unused).values(used_at=at)).rowcount)
