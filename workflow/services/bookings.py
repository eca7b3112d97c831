"""What may be said of what cases hold: the thing by its name to everybody, the case only to whoever may know of it."""

from __future__ import annotations

from datetime import datetime

from workflow.core.directory import Directory
from workflow.core.text import Text
from workflow.core.visibility import sight
from workflow.operations import Told
from workflow.services.naming import Names, name_of
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.bookings import Booking
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case


def tell(runtime: Runtime, person: int, now: datetime, connection: Connection, booking: Booking) -> Told:
    directory = runtime.people.at(connection, load_revisions(connection))
    name = name_of_resource(connection, directory, booking.resource)
    loaded = load_case(connection, booking.case)
    number = ""
    if loaded is not None:
        process = runtime.catalogue.process(connection, loaded.view.definition)
        seen = sight(process.definition, loaded.view, directory, person, now)
        number = loaded.view.number or "" if seen is not None else ""
    return Told({"zh-TW": name.zh, "en": name.en}, number)


def name_of_resource(connection: Connection, directory: Directory, resource: str) -> Text:
    """Of a row of a register, or of whoever holds a post; a row that is gone is called by its code."""
    register, colon, code = resource.partition(":")
    if not colon:
        return Names(directory).principal(resource)
    return name_of(code, registers.row(connection, register, code) or {})
