"""Which columns a step reads and writes, in the order in which `values` and `views` hold them."""

from __future__ import annotations

from typing import Final

FIXED: Final = ("process", "applicant", "applicant_post", "applicant_unit")
"""Of a case: written once, by its first step."""

KEPT: Final = (
    "number",
    "authority",
    "title_zh",
    "title_en",
    "data",
    "documents",
    "salts",
    "visits",
    "path",
    "speed",
    "informed",
    "kin",
)
"""Of a case: None in a later step means unchanged; large or never emptied."""

MOVING: Final = (
    "definition",
    "version",
    "state",
    "visit",
    "direct",
    "stopped_days",
    "started_at",
    "due_at",
    "closed_at",
    "outcome",
    "head",
    "tasks_opened",
    "decisions_made",
    "timers_set",
)

TASK: Final = (
    "seq",
    "visit",
    "state",
    "key",
    "branch",
    "kind",
    "holders",
    "opened_at",
    "due_at",
    "claimed_by",
    "closed_at",
    "outcome",
    "cause",
    "about",
    "asked",
    "course",
)
TASK_CHANGE: Final = ("seq", "holders", "due_at", "claimed_by", "closed_at", "outcome", "cause", "course")
TITLE_TERM: Final = ("term",)
TOLD: Final = ("principal",)
CANDIDATE: Final = ("principal", "due_at", "task_seq", "claimed_by")

DECISION: Final = (
    "seq",
    "task_seq",
    "state",
    "visit",
    "key",
    "outcome",
    "actor",
    "at",
    "capacity",
    "on_behalf_of",
    "post",
    "unit",
    "binds",
    "scope",
    "status",
    "void_reason",
    "opinion",
    "input",
    "late",
)
VOIDED: Final = ("seq", "status", "void_reason")

TIMER: Final = ("seq", "rule", "due_at", "task_seq", "visit")
ARMED: Final = (*TIMER, "next_try", "settled_at", "result")
SETTLED: Final = ("seq", "settled_at", "result")

ENTRY: Final = ("seq", "at", "prev_hash", "hash", "entry", "reason", "reason_salt")
OUTGOING: Final = ("key", "position", "kind", "recipient", "facts", "created_at", "not_before", "next_try")
DOCUMENT: Final = ("name", "version", "sha256", "size", "filename", "media_type", "at", "by")
RENDERING: Final = (
    "name",
    "version",
    "definition",
    "layout",
    "sha256",
    "content",
    "frozen_at",
    "issued",
    "code",
    "next_try",
)
FORM_USE: Final = ("actor", "nonce", "body_sha256", "answer", "at")
