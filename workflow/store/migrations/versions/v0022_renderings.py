"""Frozen versions of documents, and the drawing of them."""

from workflow.store.migrations.scripts import run_script

revision = "0022"
down_revision = "0019"


def upgrade() -> None:
    run_script("v0022")
