"""Sessions of the pages, and failed attempts to sign in."""

from workflow.store.migrations.scripts import run_script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_script("v0002")
