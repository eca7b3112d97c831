"""People, what they hold and who stands in for them; whatever changes them moves the directory's revision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from workflow.core.directory import Deputyship, Directory, Holding, Person, Post, Unit, build_directory
from workflow.core.errors import NotFound
from workflow.core.text import Text
from workflow.store.engine import Connection
from workflow.store.revisions import bump
from workflow.store.tables import deputyships, holdings, people
from workflow.store.upserting import insert_into

REVISION = "directory"


def load_directory(
    connection: Connection, revision: int, *, units: Mapping[str, Unit], posts: Mapping[str, Post]
) -> Directory:
    """Everybody, with the units and posts of the published organisation; `revision` is what the caller goes by."""
    return build_directory(
        revision,
        units=units.values(),
        posts=posts.values(),
        people=[_person(row) for row in connection.execute(select(people))],
        holdings=[_holding(row) for row in connection.execute(select(holdings).order_by(holdings.c.id))],
        deputyships=[row for _, row in standing_deputyships(connection)],
    )


def put_person(connection: Connection, person: Person) -> int:
    """Insert, or change whoever has the login; the id. `person.id` 0 lets the database give one."""
    values: dict[str, Any] = {
        "login": person.login,
        "name_zh": person.name.zh,
        "name_en": person.name.en,
        "email": person.email,
        "language": person.language,
        "active": person.active,
    }
    new = insert_into(connection, people).values(**values, **({"id": person.id} if person.id else {}))
    changes = {name: new.excluded[name] for name in values if name != "login"}
    stored = new.on_conflict_do_update(index_elements=["login"], set_=changes).returning(people.c.id)
    bump(connection, REVISION)
    return int(connection.execute(stored).scalar_one())


def set_active(connection: Connection, person: int, *, active: bool) -> None:
    """Raises NotFound."""
    changed = connection.execute(update(people).where(people.c.id == person).values(active=active)).rowcount
    if not changed:
        raise NotFound("person", str(person))
    bump(connection, REVISION)


def put_holding(connection: Connection, holding: Holding) -> None:
    """A holding is told by person, post, unit and first day; the same again changes its end and manner."""
    new = insert_into(connection, holdings).values(
        person_id=holding.person,
        post=holding.post,
        unit=holding.unit,
        valid_from=holding.valid_from,
        valid_to=holding.valid_to,
        acting=holding.acting,
    )
    changes = {"valid_to": new.excluded.valid_to, "acting": new.excluded.acting}
    key = ["person_id", "post", "unit", "valid_from"]
    connection.execute(new.on_conflict_do_update(index_elements=key, set_=changes))
    bump(connection, REVISION)


def end_holding(connection: Connection, person: int, post: str, unit: str, *, last_day: date) -> int:
    """Ends what is held beyond `last_day`; how many holdings were ended."""
    chosen = (holdings.c.person_id == person, holdings.c.post == post, holdings.c.unit == unit)
    beyond = holdings.c.valid_to.is_(None) | (holdings.c.valid_to > last_day)
    started = holdings.c.valid_from <= last_day
    changed = connection.execute(update(holdings).where(*chosen, beyond, started).values(valid_to=last_day)).rowcount
    bump(connection, REVISION)
    return changed


def standing_deputyships(connection: Connection) -> tuple[tuple[int, Deputyship], ...]:
    """Each with its id, in the order in which they were made."""
    rows = connection.execute(select(deputyships).order_by(deputyships.c.id))
    return tuple((row.id, _deputyship(row)) for row in rows)


def add_deputyship(connection: Connection, deputyship: Deputyship) -> int:
    values = {
        "principal_id": deputyship.principal,
        "deputy_id": deputyship.deputy,
        "capacity": deputyship.capacity,
        "position": deputyship.position,
        "valid_from": deputyship.valid_from,
        "valid_to": deputyship.valid_to,
        "posts": [list(post) for post in deputyship.posts],
        "processes": list(deputyship.processes),
        "reason": deputyship.reason,
    }
    bump(connection, REVISION)
    return int(connection.execute(insert(deputyships).values(values).returning(deputyships.c.id)).scalar_one())


def end_deputyship(connection: Connection, deputyship: int, at: datetime) -> None:
    """It stays as it was until `at`; one that has not begun is never in force. What is over already stays as it is.

    Raises NotFound.
    """
    row = connection.execute(select(deputyships).where(deputyships.c.id == deputyship)).one_or_none()
    if row is None:
        raise NotFound("deputyship", str(deputyship))
    ends = min(row.valid_to, max(row.valid_from, at))
    connection.execute(update(deputyships).where(deputyships.c.id == deputyship).values(valid_to=ends))
    bump(connection, REVISION)


def remove_deputyship(connection: Connection, deputyship: int) -> None:
    """Raises NotFound."""
    if not connection.execute(delete(deputyships).where(deputyships.c.id == deputyship)).rowcount:
        raise NotFound("deputyship", str(deputyship))
    bump(connection, REVISION)


def _person(row: Any) -> Person:
    return Person(row.id, row.login, Text(row.name_zh, row.name_en), row.email, row.language, row.active)


def _holding(row: Any) -> Holding:
    return Holding(row.person_id, row.post, row.unit, row.valid_from, row.valid_to, row.acting)


def _deputyship(row: Any) -> Deputyship:
    return Deputyship(
        principal=row.principal_id,
        deputy=row.deputy_id,
        capacity=row.capacity,
        position=row.position,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        posts=tuple((post, unit) for post, unit in row.posts),
        processes=tuple(row.processes),
        reason=row.reason,
    )
