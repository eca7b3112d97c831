"""Every question the API answers, once: routes and OpenAPI are both made from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from web.api.reading import IDEMPOTENCY, KEY_PATTERN
from web.api.shapes import LONGEST_QUERY, MOST_FOUND, MOST_TASKS, Schema

JSON: Final = "application/json"
UPLOAD: Final = "multipart/form-data"
BYTES: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    schema: Schema
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` is that of the view and of the answer's id; `answer` and `body` are names of shapes."""

    name: str
    method: str
    path: str
    says: str
    answer: str
    status: int = 200
    body: str | None = None
    body_type: str = JSON
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()
    answer_type: str = JSON


_NUMBER: Final = Parameter("number", "path", {"type": "string"}, "The number of a case.", required=True)
_ACTION: Final = Parameter("action", "path", {"type": "string"}, "One of the case's `actions`.", required=True)
_PROCESS: Final = Parameter("process", "path", {"type": "string"}, "The key of a process.", required=True)
_KEY: Final = Parameter(
    IDEMPOTENCY, "header", {"type": "string", "pattern": KEY_PATTERN}, "A repeat with the same key is done once."
)


def _at_most(most: int, default: int) -> Parameter:
    schema: Schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter("limit", "query", schema, "How many at most.")


OPERATIONS: Final = (
    Operation("processes", "GET", "/processes", "What can be applied for, and under which hats.", "Processes"),
    Operation(
        "form",
        "GET",
        "/processes/{process}/form",
        "What a process asks for at its start.",
        "Form",
        parameters=(_PROCESS,),
        problems=(404,),
    ),
    Operation(
        "upload",
        "POST",
        "/files",
        "Hand in a file; for 24 hours its id can be used, by the same person only.",
        "Upload",
        201,
        body="NewUpload",
        body_type=UPLOAD,
        parameters=(_KEY,),
        problems=(400, 409, 413, 415, 422, 503),
    ),
    Operation(
        "start",
        "POST",
        "/cases",
        "Start a case and submit it.",
        "Case",
        201,
        body="NewCase",
        parameters=(_KEY,),
        problems=(400, 403, 404, 409, 413, 415, 422, 503),
    ),
    Operation(
        "case",
        "GET",
        "/cases/{number}",
        "A case as the asker may see it, with what he may do.",
        "Case",
        parameters=(_NUMBER,),
        problems=(404,),
    ),
    Operation(
        "document",
        "GET",
        "/cases/{number}/documents/{name}/{version}",
        "The bytes of one version of a document, handed in or made by the case.",
        "Bytes",
        parameters=(
            _NUMBER,
            Parameter("name", "path", {"type": "string"}, "The name of a document.", required=True),
            Parameter("version", "path", {"type": "integer", "minimum": 1}, "Its version.", required=True),
        ),
        problems=(404,),
        answer_type=BYTES,
    ),
    Operation(
        "act",
        "POST",
        "/cases/{number}/actions/{action}",
        "Do something in a case. `saw` comes from the action that the case offered.",
        "Case",
        body="Act",
        parameters=(_NUMBER, _ACTION, _KEY),
        problems=(400, 403, 404, 409, 413, 415, 422, 503),
    ),
    Operation(
        "tasks",
        "GET",
        "/tasks",
        "What waits for the asker, soonest due first.",
        "Tasks",
        parameters=(
            _at_most(MOST_TASKS, 50),
            Parameter("after", "query", {"type": "string"}, "The `next` of the page before."),
        ),
        problems=(422,),
    ),
    Operation(
        "search",
        "GET",
        "/search",
        "Cases that the asker may see, by number or words of the title, newest first; partners by name or country.",
        "Found",
        parameters=(
            Parameter(
                "q",
                "query",
                {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
                "Two characters of a Chinese title, words of an English one, or a part of a number.",
                required=True,
            ),
            _at_most(MOST_FOUND, 20),
        ),
        problems=(422,),
    ),
)
