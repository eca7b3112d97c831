"""What no two rows of a register may hold alike, kept anew when its file says something else than before."""

from __future__ import annotations

from workflow.core.registers import RegisterSpec, keys_of
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions


def keep_keys(connection: Connection, spec: RegisterSpec) -> tuple[str, ...]:
    """The codes of rows that are like an earlier one; those stay, and a doctor names them."""
    rows = registers.rows(connection, spec.key)
    held = {code: keys_of(spec, {**data, spec.key_column: code}) for code, data in rows.items()}
    return registers.hold_anew(connection, spec.key, held)


def keep_missing_keys(runtime: Runtime) -> None:
    """For rows from before keys were kept; does nothing the second time."""
    with runtime.database.transaction() as connection:
        revision = load_revisions(connection).get("definitions", 0)
        published = runtime.catalogue.current(connection, revision).registers
        for name in registers.without_keys(connection):
            if name in published:
                keep_keys(connection, published[name])
