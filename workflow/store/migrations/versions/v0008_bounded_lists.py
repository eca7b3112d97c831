"""Lists that end where their page does: one's running cases, what others decided for one, cases by codes they name."""

import json

from alembic import op
from sqlalchemy import text

from workflow.core.title_terms import code_term
from workflow.store.migrations.scripts import run_script

revision = "0008"
down_revision = "0007"

_AT_ONCE = 1000
_CASES = text("SELECT id, CAST(data AS TEXT) FROM cases WHERE id > :last ORDER BY id LIMIT :most")
_TERM = text("INSERT INTO title_terms (term, case_id) VALUES (:term, :case) ON CONFLICT DO NOTHING")


def upgrade() -> None:
    """Which fields name rows of registers only definitions say: so every text that is a code of some register counts,
    and whoever looks for one asks the field too.
    """
    run_script("v0008")
    connection = op.get_bind()
    codes = set(connection.execute(text("SELECT DISTINCT code FROM register_rows")).scalars())
    last = 0
    while cases := connection.execute(_CASES, {"last": last, "most": _AT_ONCE}).all():
        last = cases[-1][0]
        values = ((case, value) for case, data in cases for value in json.loads(data).values())
        rows = [
            {"term": code_term(value), "case": case}
            for case, value in values
            if isinstance(value, str) and value in codes
        ]
        if rows:
            connection.execute(_TERM, rows)
