"""What an examination finds: faults with codes, numbered by the invariant that they break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workflow.core.canonical import canonical_bytes

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Fault:
    """`case` is its id where a rule looks at all cases at once; `repair` the code of a way out, where there is one.

    A warning may have an innocent cause, such as a calendar or a directory that was changed afterwards; an info is no
    fault at all.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    case: int | None = None
    severity: Severity = "error"
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault under its rule; `case` is the number, or the id of a case that has none."""

    rule: str
    severity: Severity
    case: str | None
    detail: str
    repair: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """`checked` are the ids of all rules that were applied; only errors make it not `ok`."""

    checked: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not any(finding.severity == "error" for finding in self.findings)


def fault(
    code: str,
    *,
    at: int | None = None,
    severity: Severity = "error",
    repair: str | None = None,
    **params: object,
) -> Fault:
    """`at` is the id of the case."""
    return Fault(code, params, at, severity, repair)


def report_shape(report: Report) -> dict[str, Any]:
    """The answer of `doctor --json`."""
    findings = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "case": finding.case,
            "detail": finding.detail,
            "repair": finding.repair,
        }
        for finding in report.findings
    ]
    return {"ok": report.ok, "checked": list(report.checked), "findings": findings}


def detail_of(found: Fault) -> str:
    """The code and its parameters on one line: `armed_timer_of_closed_task timer=3 task=2`."""
    return " ".join([found.code, *(f"{name}={_shown(value)}" for name, value in found.params.items())])


def _shown(value: object) -> str:
    return value if isinstance(value, str) else canonical_bytes(value).decode()
