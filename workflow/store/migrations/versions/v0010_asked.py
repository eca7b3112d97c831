"""Tasks that no slot declares: out of which task they were asked, as what, and by whom."""

from workflow.store.migrations.scripts import run_script

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    run_script("v0010")
