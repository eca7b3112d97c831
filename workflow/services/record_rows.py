"""What an exported record says beside its chain, held against the chain: definitions, case, tasks, decisions, files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from workflow.core.binding import rendered_digest
from workflow.core.freezing import INPUT_ONLY
from workflow.core.record import RecordProblem
from workflow.core.rendering import RENDERED
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.shapes.kinds import KINDS
from workflow.reading.strict import Unreadable, read_yaml
from workflow.services.guest_record import guest_problems

Doc = Mapping[str, Any]
Facts = Mapping[int, Mapping[str, Any]]

_SAID: Final = ("actor", "outcome", "capacity", "on_behalf_of", "post", "unit")
_TOLD: Final = ("actor", "outcome", "capacity", "behalf", "post", "unit")
_BAD: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError, Unreadable)


def row_problems(doc: Doc) -> Iterator[RecordProblem]:
    """Problems of the parts that make a record readable. Never raises.

    Codes: malformed, source_differs (a definition is not what its identity says), definition_missing (an entry
    follows one that is not there), case_differs, task_differs, decision_differs, document_differs, rendering_differs,
    commitment_missing (what an entry commits to is neither shown nor said to be erased), guest_differs.
    """
    try:
        facts = {entry["seq"]: json.loads(entry["content"]) for entry in doc["entries"]}
        if not facts or not all(isinstance(said, dict) for said in facts.values()):
            raise TypeError
    except _BAD:
        yield RecordProblem("malformed", "entries")
        return
    for part, look in _LOOKS.items():
        try:
            yield from look(doc, facts)
        except _BAD:
            yield RecordProblem("malformed", part)


def _definitions(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    for place, definition in enumerate(doc["definitions"]):
        if _identity(definition["source"]) != definition["sha256"]:
            yield RecordProblem("source_differs", f"definitions.{place}")
    known = {definition["sha256"] for definition in doc["definitions"]}
    for seq, said in facts.items():
        if said["definition"] not in known:
            yield RecordProblem("definition_missing", f"entries.{seq}")


def _identity(source: str) -> str | None:
    try:
        return fingerprint(KINDS["process"].model_validate(read_yaml(source, "source").value))
    except (Unreadable, ValueError):
        return None


def _case(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    case, first, last = doc["case"], facts[min(facts)], facts[max(facts)]
    asked = [task["closed_at"] for task in doc["tasks"] if task["state"] == last["to"]]
    end = None if None in asked else _end(doc, last)
    said = {
        "id": str(last["case"]),
        "state": last["to"],
        "visit": last["visit"],
        "version": last["seq"],
        "started_at": first["at"],
        "closed_at": max([_entered(facts, last["to"]), *asked]) if end else None,
        "outcome": end,
    }
    for name, value in said.items():
        if case[name] != value:
            yield RecordProblem("case_differs", f"case.{name}")


def _entered(facts: Facts, state: str) -> str:
    """When the case came into it last."""
    came = [said for said in facts.values() if said["to"] == state]
    return str(next((said for said in reversed(came) if said["from"] != state), came[0])["at"])


def _end(doc: Doc, last: Mapping[str, Any]) -> str | None:
    """The outcome of the state in which the last entry leaves the case, by the source of its definition."""
    sources = {each["sha256"]: each["source"] for each in doc["definitions"]}
    state = read_yaml(sources[last["definition"]], "source").value["states"][last["to"]]
    return str(state["outcome"]) if state["type"] == "end" else None


def _tasks(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    opened = {task[0]: task[1:] for said in facts.values() for task in said["opened"]}
    closed = {task[0]: task[1:] for said in facts.values() for task in said["closed"]}
    for place, task in enumerate(doc["tasks"]):
        as_opened = opened.pop(task["seq"], None) == [task["state"], task["key"], task["kind"]]
        # what one step opened and closed is told by its decision alone
        at_once = task["seq"] not in closed and task["closed_at"] in {None, task["opened_at"]}
        as_closed = at_once or closed.get(task["seq"]) == [task["cause"], task["outcome"]]
        if not as_opened or not as_closed:
            yield RecordProblem("task_differs", f"tasks.{place}")
    if opened:
        yield RecordProblem("task_differs", "tasks")


def _decisions(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    told = {said["task"]: said for said in facts.values() if "capacity" in said}
    voided = {event.get("decision") for said in facts.values() for event in said["events"] if event["event"] == "void"}
    for place, decision in enumerate(doc["decisions"]):
        if (decision["status"] == "void") != (decision["seq"] in voided) or not _is_told(decision, told):
            yield RecordProblem("decision_differs", f"decisions.{place}")
    if told.keys() - {decision["task"] for decision in doc["decisions"]}:
        yield RecordProblem("decision_differs", "decisions")


def _is_told(decision: Mapping[str, Any], told: Mapping[Any, Mapping[str, Any]]) -> bool:
    """Whoever returns a reconfirmation vouches for nothing: his decision has no scope, whatever was asked."""
    said = told.get(decision["task"])
    if said is None:
        return False
    told_by = {**said, "actor": said.get("signer", said["actor"])}
    if [decision[name] for name in _SAID] != [told_by[name] for name in _TOLD]:
        return False
    return decision["at"] == said["at"] and decision["scope"] in {"", said["scope"]}


def _documents(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    """Each file that the chain commits to is among the documents."""
    listed = {(file["name"], file["media_type"], file["sha256"]) for file in doc["documents"]}
    for place, item in enumerate(doc["commitments"]):
        value = item.get("value")
        if not isinstance(value, dict) or value.keys() != {"name", "media_type", "sha256"}:
            continue
        file = (value["name"], value["media_type"], value["sha256"])
        if value["media_type"] != INPUT_ONLY and file not in listed:
            yield RecordProblem("document_differs", f"commitments.{place}")


def _renderings(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    """Each input is what its digest says, the last one of a document is what the chain commits to, and what the
    history says was drawn is among the documents. Records of before have none."""
    listed = {(file["name"], file["version"], file["sha256"]) for file in doc["documents"]}
    newest: dict[str, str] = {}
    for place, made in enumerate(doc.get("renderings", ())):
        newest[made["name"]] = made["sha256"]
        if rendered_digest(made["layout"], made["content"]) != made["sha256"]:
            yield RecordProblem("rendering_differs", f"renderings.{place}")
    for place, item in enumerate(doc["commitments"]):
        value = item.get("value")
        held = value["sha256"] if isinstance(value, dict) and value.get("media_type") == INPUT_ONLY else None
        if held is not None and newest.get(item["name"], held) != held:
            yield RecordProblem("rendering_differs", f"commitments.{place}")
    shown = {made["name"] for made in doc.get("renderings", ())}
    for seq, said in facts.items():
        drawn = said.get(RENDERED)
        file = (drawn["document"], drawn["version"], drawn["sha256"]) if drawn is not None else None
        if file is not None and file[0] in shown and file not in listed:
            yield RecordProblem("rendering_differs", f"entries.{seq}")


def _commitments(doc: Doc, facts: Facts) -> Iterator[RecordProblem]:
    """The last value of each name and every word of a person are there to be read."""
    shown = {(item["seq"], item["name"]) for item in doc["commitments"]}
    last = {name: seq for seq, said in facts.items() for name in said["commitments"]}
    words = [(seq, None) for seq, said in facts.items() if "text" in said]
    for seq, name in (*((seq, name) for name, seq in last.items()), *words):
        if (seq, name) not in shown:
            yield RecordProblem("commitment_missing", f"entries.{seq}")


_LOOKS: Final[Mapping[str, Callable[[Doc, Facts], Iterator[RecordProblem]]]] = MappingProxyType(
    {
        "definitions": _definitions,
        "case": _case,
        "tasks": _tasks,
        "decisions": _decisions,
        "documents": _documents,
        "renderings": _renderings,
        "commitments": _commitments,
        "guests": guest_problems,
    }
)
