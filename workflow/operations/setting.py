"""What stands around a step when its operations run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.core.directory import Directory
from workflow.core.registers import RegisterSpec
from workflow.store.bookings import Booking
from workflow.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of a booking of another case: the resource's name in both languages, and the number of the case
    where whoever asks may know of it, else empty."""

    resource: Mapping[str, str]
    number: str


Tell = Callable[[Connection, Booking], Told]


@dataclass(frozen=True, slots=True)
class Setting:
    """The moment, the registers that are published now, the people of today, and what these may be told."""

    now: datetime
    registers: Mapping[str, RegisterSpec]
    directory: Directory
    tell: Tell
