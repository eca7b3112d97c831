"""What cases hold, and that nothing is held twice at any moment."""

from workflow.store.migrations.scripts import run_script

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_script("v0018")
