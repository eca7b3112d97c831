"""A version of the schema is plain SQL, one file per database: what it did stays what it did."""

from __future__ import annotations

from pathlib import Path

from alembic import op


def run_script(version: str) -> None:
    """Statements are separated by a semicolon and an empty line."""
    connection = op.get_bind()
    script = Path(__file__).with_name("versions") / f"{version}_{connection.dialect.name}.sql"
    for statement in script.read_text("utf-8").strip().removesuffix(";").split(";\n\n"):
        connection.exec_driver_sql(statement)
