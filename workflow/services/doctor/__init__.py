"""Whether a database holds what is promised of it: the invariants, each a small function over stored rows."""

from workflow.services.doctor.examining import OF_ALL, OF_CASES, check
from workflow.services.doctor.report import Finding, Report, report_shape

__all__ = ["OF_ALL", "OF_CASES", "Finding", "Report", "check", "report_shape"]
