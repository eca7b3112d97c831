"""Which cases a case waits for, and word from one case to another that the clock has still to carry."""

from workflow.store.migrations.scripts import run_script

revision = "0020"
down_revision = "0016"


def upgrade() -> None:
    run_script("v0020")
