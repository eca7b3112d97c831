"""Which case follows from which."""

from workflow.store.migrations.scripts import run_script

revision = "0016"
down_revision = "0012"


def upgrade() -> None:
    run_script("v0016")
