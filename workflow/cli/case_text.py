"""A case as a person reads it in a terminal: short, and in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from workflow.cli.aligning import aligned
from workflow.cli.saying import Json
from workflow.core.calendar import TAIPEI

NOTHING = "-"


def case_lines(case: Json) -> Iterator[str]:
    definition = case["definition"]
    where = f"{case['state']} (visit {case['visit']})"
    ended = f", ended {case['outcome']} {moment(case['closed_at'])}" if case["outcome"] else ""
    yield f"{case['number']}  {case['process']} v{definition['version']}  {where}{ended}"
    yield case["title"]["zh-TW"]
    yield case["title"]["en"]
    applicant = case["applicant"]
    yield (
        f"{applicant['login']} ({applicant['post']}@{applicant['unit']})"
        f"  started {moment(case['started_at'])}  due {moment(case['due_at'])}"
    )
    for heading, rows in _parts(case):
        if rows:
            yield ""
            yield heading
            yield from (f"  {line}" for line in aligned(rows))


def task_list_lines(answer: Json) -> Iterator[str]:
    """The rows of an inbox."""
    rows = [
        (
            task["case"],
            task["id"],
            f"{task['state']}.{task['key']}",
            f"due {moment(task['due_at'])}{' OVERDUE' if task['overdue'] else ''}",
            task["capacity"],
            task["claimed_by"] or NOTHING,
            task["title"]["zh-TW"],
        )
        for task in answer["tasks"]
    ]
    yield from aligned(rows)
    more = f", next page: --after {answer['next']}" if answer["next"] else ""
    yield f"{answer['total']} tasks{more}"


def moment(text: str | None) -> str:
    """2026-09-01 09:00 in Taipei, or a dash."""
    return datetime.fromisoformat(text).astimezone(TAIPEI).strftime("%Y-%m-%d %H:%M") if text else NOTHING


def holder(of: Mapping[str, str | None]) -> str:
    return of["login"] or f"{of['post']}@{of['unit']}"


def _parts(case: Json) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    yield "Tasks", [_task(task) for task in case["tasks"]]
    yield "Actions", [_action(offer) for offer in case["actions"]]
    yield "Decisions", [_decision(decision) for decision in case["decisions"]]
    yield "Documents", [_document(document) for document in case["documents"]]
    yield "Data", [(name, _value(value)) for name, value in case["data"].items()]
    yield "History", [_entry(entry) for entry in case["history"]]


def _task(task: Json) -> Sequence[str]:
    due = f"due {moment(task['due_at'])}{' OVERDUE' if task['overdue'] else ''}"
    due = f"on hold until {moment(task['held_until'])}" if task["held_until"] else due
    claimed = f"claimed by {task['claimed_by']}" if task["claimed_by"] else ""
    holders = ", ".join(map(holder, task["holders"]))
    return (task["id"], f"{task['state']}.{task['key']}", task["kind"], holders, due, claimed)


def _action(offer: Json) -> Sequence[str]:
    task = f"task {offer['task']}" if offer["task"] else ""
    refused = ", ".join(refusal["code"] for refusal in offer["refusals"])
    return (offer["action"], task, "allowed" if offer["allowed"] else f"refused: {refused}")


def _decision(decision: Json) -> Sequence[str]:
    by = decision["actor"] or "clock"
    behalf = f" for {decision['on_behalf_of']}" if decision["on_behalf_of"] else ""
    at = f"{decision['state']}.{decision['key']}"
    return (at, decision["outcome"], f"{by}{behalf}", moment(decision["at"]), decision["status"])


def _document(document: Json) -> Sequence[str]:
    return (document["name"], f"v{document['version']}", f"{document['size']} bytes", document["sha256"][:12])


def _entry(entry: Json) -> Sequence[str]:
    went = entry["to"] if entry["from"] == entry["to"] else f"{entry['from']} -> {entry['to']}"
    action = " ".join(filter(None, (entry["action"], entry["rule"])))
    return (str(entry["seq"]), moment(entry["at"]), entry["actor"], action, went)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_value(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "; ".join(_value(part) for part in value)
    return " ".join(str(value).split())
