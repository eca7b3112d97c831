"""How far open tasks have been planned anew."""

from workflow.store.migrations.scripts import run_script

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_script("v0012")
