"""Who acted from outside, as an exported record shows it and as it is held against the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workflow.core.binding import commitment
from workflow.core.guests import addressee, is_guest
from workflow.core.record import RecordProblem
from workflow.store import guests
from workflow.store.engine import Connection

Json = dict[str, Any]
Facts = Mapping[int, Mapping[str, Any]]

_SAID: Final = ("name", "address", "sent_to", "ip", "agent")
"""In the order of `addressee`."""


def guest_items(connection: Connection, case: int, facts: Facts) -> list[Json]:
    """One for each entry of somebody outside, with what opens its commitment; nothing is read where there is none."""
    if not any(is_guest(said["actor"]) for said in facts.values()):
        return []
    return [
        {
            "seq": act.seq,
            "link": act.link_id,
            "action": act.action,
            "salt": act.salt,
            "commitment": facts[act.seq]["guest"]["proof"],
            **{name: getattr(act, name) for name in _SAID},
        }
        for act in guests.acts_of_case(connection, case)
        if act.seq in facts
    ]


def withheld_guest(item: Json) -> Json:
    """For a reader who may not read opinions: that somebody acted, and the commitment."""
    return {name: item[name] for name in ("seq", "link", "action", "commitment")} | {"withheld": True}


def guest_problems(doc: Mapping[str, Any], facts: Facts) -> Iterator[RecordProblem]:
    """`guest_differs`: an entry from outside without its witness, or with another one than it commits to."""
    items = {item["seq"]: item for item in doc.get("guests", [])}
    told = {seq: said["guest"] for seq, said in facts.items() if "guest" in said}
    for seq in sorted(items.keys() | told.keys()):
        if seq not in items or seq not in told or not _opens(items[seq], told[seq]):
            yield RecordProblem("guest_differs", f"entries.{seq}")


def _opens(item: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    if (item["link"], item["commitment"]) != (said["link"], said["proof"]):
        return False
    if item.get("withheld"):
        return True
    return bool(commitment(bytes.fromhex(item["salt"]), addressee(*(item[name] for name in _SAID))) == said["proof"])
