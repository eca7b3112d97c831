"""Which case was joined to which."""

from workflow.store.migrations.scripts import run_script

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    run_script("v0023")
