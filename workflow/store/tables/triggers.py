"""What the database itself refuses, whoever is connected: to change evidence or a published source."""

from __future__ import annotations

from typing import Final

FROZEN: Final = ("history", "register_history")
PUBLISHED: Final = ("kind", "key", "version", "sha256", "source", "published_at", "published_by")

REFUSE: Final = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed', ERRCODE = 'integrity_constraint_violation';
END $$"""


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
    )


def sqlite_triggers() -> tuple[str, ...]:
    frozen = tuple(
        _sqlite_trigger(f"{table}_{event.lower()}", event, table) for table in FROZEN for event in ("UPDATE", "DELETE")
    )
    return (
        *frozen,
        _sqlite_trigger("publications_source", f"UPDATE OF {', '.join(PUBLISHED)}", "publications"),
        _sqlite_trigger("publications_kept", "DELETE", "publications"),
    )


def _sqlite_trigger(name: str, event: str, table: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
    )
