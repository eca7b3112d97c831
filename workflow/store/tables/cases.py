"""A case, what is expected of whom, and what was decided. `seq` is dense per case and given by the core.

PostgreSQL reads each CHECK anew for each statement and looks up each foreign key for each row. So CHECKs here state
rules that span columns, and only history, tasks and decisions refer upwards: history is never deleted, so no case is.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from workflow.store.tables.base import clustered, metadata, partial_index
from workflow.store.types import Id, Json, Moment

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("number", Text, unique=True),
    Column("process", Text, nullable=False),
    Column("applicant", Id, nullable=False),
    Column("applicant_post", Text, nullable=False),
    Column("applicant_unit", Text, nullable=False),
    Column("authority", Text),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("documents", Json, nullable=False),
    Column("salts", Json, nullable=False),
    Column("definition", Text, nullable=False),
    Column("started_at", Moment),
    Column("due_at", Moment),
    Column("stopped_days", Integer, nullable=False),
    Column("direct", Text),
    Column("path", Json, nullable=False),
    Column("visits", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("tasks_opened", Integer, nullable=False),
    Column("decisions_made", Integer, nullable=False),
    Column("timers_set", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("closed_at", Moment),
    Column("outcome", Text),
    Column("speed", Text),
    Column("informed", Json),
    Column("kin", Json),
    CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed"),
    Index("ix_cases_applicant", "applicant", "started_at"),
    partial_index("ix_cases_running", "applicant", "started_at", where="closed_at IS NULL"),
    postgresql_with={"fillfactor": 70},
)
"""What seldom changes stands first: PostgreSQL logs a changed row from the first byte that differs to the last.

No step but the one that closes a case changes an indexed column of it, so the row is updated within its page if there
is room.
"""

tasks = clustered(
    "tasks",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("visit", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("branch", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("holders", Json, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("claimed_by", Id),
    Column("closed_at", Moment),
    Column("outcome", Text),
    Column("cause", Text),
    Column("about", Integer),
    Column("asked", Json),
    Column("course", Json),
    CheckConstraint("(closed_at IS NULL) = (outcome IS NULL AND cause IS NULL)", name="closed"),
)

# No index tells open tasks apart: `candidates` holds them, and without one closing a task changes no index at all.

candidates = clustered(
    "candidates",
    Column("principal", Text, primary_key=True),
    Column("due_at", Moment, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("task_seq", Integer, primary_key=True),
    Column("claimed_by", Id),
    Index("ix_candidates_task", "case_id", "task_seq"),
)
"""Who may find which open task, soonest due first; a task without a due moment has the last moment there is."""

decisions = clustered(
    "decisions",
    Column("case_id", Id, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("task_seq", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("actor", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("capacity", Text, nullable=False),
    Column("on_behalf_of", Id),
    Column("post", Text),
    Column("unit", Text),
    Column("binds", Json, nullable=False),
    Column("scope", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("void_reason", Text),
    Column("opinion", Text),
    Column("input", Json, nullable=False),
    Column("late", Integer),
    ForeignKeyConstraint(["case_id", "task_seq"], ["tasks.case_id", "tasks.seq"]),
    CheckConstraint(
        "CASE capacity WHEN 'own' THEN on_behalf_of IS NULL AND actor > 0"
        " WHEN 'deputy' THEN on_behalf_of IS NOT NULL WHEN 'acting_for' THEN on_behalf_of IS NOT NULL"
        " WHEN 'acting' THEN on_behalf_of IS NULL WHEN 'clock' THEN actor = 0"
        " WHEN 'partner' THEN actor < 0 AND on_behalf_of IS NULL ELSE capacity = 'delegated' END",
        name="capacity",
    ),
    CheckConstraint(
        "CASE status WHEN 'void' THEN void_reason IS NOT NULL"
        " WHEN 'live' THEN void_reason IS NULL ELSE status = 'carried' AND void_reason IS NULL END",
        name="status",
    ),
    Index("ix_decisions_actor_at", "actor", "at"),
    partial_index("ix_decisions_on_behalf_of", "on_behalf_of", "at", where="on_behalf_of IS NOT NULL"),
    partial_index("uq_decisions_live", "case_id", "task_seq", where="status = 'live'", unique=True),
)

timers = clustered(
    "timers",
    Column("case_id", Id, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("task_seq", Integer, nullable=False),
    Column("rule", Text, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("next_try", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("last_error", Text),
    Column("settled_at", Moment),
    Column("result", Text),
    CheckConstraint("(settled_at IS NULL) = (result IS NULL)", name="settled"),
    partial_index("ix_timers_due", "next_try", where="settled_at IS NULL AND next_try IS NOT NULL"),
    partial_index("uq_timers_armed", "case_id", "task_seq", "rule", "visit", where="settled_at IS NULL", unique=True),
)
"""`task_seq` 0 is a timer of the whole state or case. `next_try` without a value: given up, an incident says so."""

documents = clustered(
    "documents",
    Column("case_id", Id, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", Id, nullable=False),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    CheckConstraint("version > 0 AND size >= 0", name="numbers"),
    Index("ix_documents_sha256", "sha256"),
)
