"""Links by which somebody outside answers; a decision may be theirs."""

from workflow.store.migrations.scripts import run_script

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run_script("v0019")
