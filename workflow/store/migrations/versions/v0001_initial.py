"""The first schema."""

from workflow.store.migrations.scripts import run_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_script("v0001")
