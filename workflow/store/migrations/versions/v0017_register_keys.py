"""What no two rows of a register may hold alike; `init` fills it for the rows that are there."""

from workflow.store.migrations.scripts import run_script

revision = "0017"
down_revision = "0020"


def upgrade() -> None:
    run_script("v0017")
