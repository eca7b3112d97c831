"""Why something cannot be: codes with parameters; sentences are made at the edge."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """`field` is a dotted path (`terms.valid_from`, `plan.2.item`)."""

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class QianheError(Exception):
    """Root of all errors that callers may expect."""


class Refused(QianheError):
    """The command is understood and not allowed now."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals


class Stale(Refused):
    """What the actor saw is no longer what he would decide on."""


class Invalid(QianheError):
    """Fields that must be corrected."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


class NotFound(QianheError):
    """It does not exist, or the asker may not know that it does."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"{kind} {key}")
        self.kind = kind
        self.key = key


class BadDefinition(QianheError):
    """A published definition led somewhere that its checks should have excluded."""


class NotDelivered(QianheError):
    """The outside did not take a message; `permanent` when it never will."""

    def __init__(self, detail: str, *, permanent: bool) -> None:
        super().__init__(detail)
        self.permanent = permanent


class PdfFailed(QianheError):
    """Codes: pdf_busy, pdf_timeout (seconds), pdf_too_large, pdf_failed (detail), pdf_crashed, pdf_library_missing
    (packages). After each of them the next document is drawn as if nothing had happened.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, *params.values())
        self.code, self.params = code, params
