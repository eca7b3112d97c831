"""What the database itself refuses, whoever is connected: to change evidence or a published source, to hold a
thing twice at a time."""

from __future__ import annotations

from typing import Final

FROZEN: Final = ("history", "register_history")
PUBLISHED: Final = ("kind", "key", "version", "sha256", "source", "published_at", "published_by")

REFUSE: Final = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed', ERRCODE = 'integrity_constraint_violation';
END $$"""


_MEETS: Final = (
    "b.resource = NEW.resource AND b.released_at IS NULL AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at "
    "AND (b.case_id, b.version) <> (NEW.case_id, NEW.version)"
)

BOOKING_LOCK: Final = 18
"""Sets the locks of resources apart from those of other kinds."""

KEEP_APART: Final = f"""CREATE OR REPLACE FUNCTION keep_bookings_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.resource, {BOOKING_LOCK}));
  IF EXISTS (
    SELECT FROM bookings AS b
    WHERE b.resource = NEW.resource AND b.released_at IS NULL
      AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at
      AND (b.case_id, b.version) <> (NEW.case_id, NEW.version)
  ) THEN
    RAISE EXCEPTION USING
      MESSAGE = NEW.resource || ' is booked then', ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_apart';
  END IF;
  RETURN NEW;
END $$"""
"""Whoever books waits for whoever books the same thing, and then sees what was booked: under READ COMMITTED each
statement of the function looks anew."""


def postgresql_triggers() -> tuple[str, ...]:
    frozen = tuple(
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in FROZEN
    )
    columns = ", ".join(PUBLISHED)
    return (
        REFUSE,
        *frozen,
        f"CREATE TRIGGER publications_source BEFORE UPDATE OF {columns} ON publications "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER publications_kept BEFORE DELETE OR TRUNCATE ON publications "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        KEEP_APART,
        "CREATE TRIGGER bookings_apart BEFORE INSERT OR UPDATE ON bookings "
        "FOR EACH ROW WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION keep_bookings_apart()",
    )


def sqlite_triggers() -> tuple[str, ...]:
    frozen = tuple(
        _sqlite_trigger(f"{table}_{event.lower()}", event, table) for table in FROZEN for event in ("UPDATE", "DELETE")
    )
    return (
        *frozen,
        _sqlite_trigger("publications_source", f"UPDATE OF {', '.join(PUBLISHED)}", "publications"),
        _sqlite_trigger("publications_kept", "DELETE", "publications"),
        *(_apart(event) for event in ("INSERT", "UPDATE")),
    )


def _sqlite_trigger(name: str, event: str, table: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
    )


def _apart(event: str) -> str:
    return (
        f"CREATE TRIGGER bookings_{event.lower()} BEFORE {event} ON bookings WHEN NEW.released_at IS NULL "
        f"BEGIN SELECT RAISE(ABORT, 'constraint failed: bookings_apart') FROM bookings AS b WHERE {_MEETS}; END"
    )
