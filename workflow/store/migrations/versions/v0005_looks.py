"""What a person last saw of each case."""

from workflow.store.migrations.scripts import run_script

revision = "0005"
down_revision = "0002"


def upgrade() -> None:
    run_script("v0005")
