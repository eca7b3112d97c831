"""The first schema."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    name = f"v0001_{op.get_bind().dialect.name}.sql"
    script = Path(__file__).with_name(name).read_text("utf-8")
    for statement in script.strip().removesuffix(";").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
