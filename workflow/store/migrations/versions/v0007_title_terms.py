"""Titles by their pieces, for the cases that there are already too."""

from alembic import op
from sqlalchemy import text

from workflow.core.title_terms import terms_of
from workflow.store.migrations.scripts import run_script

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_script("v0007")
    connection = op.get_bind()
    for case, *titles in connection.execute(text("SELECT id, title_zh, title_en FROM cases")).all():
        rows = [{"term": term, "case": case} for term in terms_of(*titles)]
        if rows:
            connection.execute(text("INSERT INTO title_terms (term, case_id) VALUES (:term, :case)"), rows)
