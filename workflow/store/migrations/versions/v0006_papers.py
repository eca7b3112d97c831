"""Codes by which printed papers are checked."""

from workflow.store.migrations.scripts import run_script

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_script("v0006")
