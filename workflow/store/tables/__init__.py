"""All tables. Importing this package fills `metadata`; the triggers stand in `triggers`."""

from workflow.store.tables.base import metadata
from workflow.store.tables.bookings import bookings
from workflow.store.tables.cases import candidates, cases, decisions, documents, tasks, timers
from workflow.store.tables.doors import sessions, sign_in_attempts
from workflow.store.tables.evidence import form_uses, history, incidents, numbers, outgoing
from workflow.store.tables.finding import links, merged, title_terms, told
from workflow.store.tables.looks import looks
from workflow.store.tables.outside import guest_acts, guest_codes, guest_links
from workflow.store.tables.papers import renderings, verify_codes
from workflow.store.tables.people import (
    credentials,
    deputyships,
    drafts,
    holdings,
    people,
    revisions,
    tokens,
    uploads,
)
from workflow.store.tables.plans import plans
from workflow.store.tables.shared import publications, register_history, register_keys, register_rows
from workflow.store.tables.signals import signals

__all__ = [
    "bookings",
    "candidates",
    "cases",
    "credentials",
    "decisions",
    "deputyships",
    "documents",
    "drafts",
    "form_uses",
    "guest_acts",
    "guest_codes",
    "guest_links",
    "history",
    "holdings",
    "incidents",
    "links",
    "looks",
    "merged",
    "metadata",
    "numbers",
    "outgoing",
    "people",
    "plans",
    "publications",
    "register_history",
    "register_keys",
    "register_rows",
    "renderings",
    "revisions",
    "sessions",
    "sign_in_attempts",
    "signals",
    "tasks",
    "timers",
    "title_terms",
    "tokens",
    "told",
    "uploads",
    "verify_codes",
]
