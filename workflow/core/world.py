"""What a decision may know beside the case: people, calendar, authority, and the register rows that were looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.authority_table import AuthorityTable
from workflow.core.calendar import Calendar
from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.fields import Lookups
from workflow.core.machine import Process


@dataclass(frozen=True, slots=True)
class Beside:
    """Another case that a command is about as well, with the version of its process."""

    process: Process
    view: CaseView


@dataclass(frozen=True, slots=True)
class World:
    directory: Directory
    calendar: Calendar
    lookups: Lookups
    authority: AuthorityTable | None = None
    beside: Beside | None = None
    duties: tuple[datetime, ...] = ()
    """When the applicant's own tasks are due in cases that follow from others; read where a guard asks for them."""
