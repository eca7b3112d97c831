"""What is done to the running of tasks, the class of speed of a case, and who was told of it."""

from workflow.store.migrations.scripts import run_script

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_script("v0011")
