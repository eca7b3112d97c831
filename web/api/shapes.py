"""The shapes of what the API takes and gives, as JSON Schema. Other keys may come; these stay."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

Schema = dict[str, Any]

LARGEST_INT: Final = 2**63 - 1
MOST_TASKS_OF_A_CASE: Final = 999_999_999
LONGEST_SAW: Final = 500
MOST_TASKS: Final = 200
MOST_FOUND: Final = 50
LONGEST_QUERY: Final = 200
TEXT: Final[Schema] = {"type": "string"}
NULLABLE_TEXT: Final[Schema] = {"type": ["string", "null"]}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
NULLABLE_MOMENT: Final[Schema] = {"type": ["string", "null"], "format": "date-time"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": LARGEST_INT}
YES_OR_NO: Final[Schema] = {"type": "boolean"}
ANYTHING: Final[Schema] = {"type": "object"}
SHA256: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def listed(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def shape(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """An object with these keys, all of them required but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def request_shape(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """What is sent to the API holds nothing else."""
    return {**shape(optional, **properties), "additionalProperties": False}


DEFINITION: Final = shape(version=COUNT, sha256=SHA256)
VALUES: Final[Schema] = {
    "type": "object",
    "description": "Values by field: money and decimals as strings, dates as 2026-12-04, references by code, "
    'documents as {"file": ID} of an upload.',
}

_ACTION: Final = shape(
    action=TEXT,
    task=NULLABLE_TEXT,
    allowed=YES_OR_NO,
    refusals=listed(shape(code=TEXT, params=ANYTHING)),
    saw=TEXT,
    input=listed(shape(field=TEXT, type=TEXT, required=YES_OR_NO)),
)
_HELD_TASK: Final = shape(
    ("asked",),
    id=TEXT,
    key=TEXT,
    state=TEXT,
    visit=COUNT,
    kind={"enum": ["decide", "edit", "reconfirm", "opinion", "unblock"]},
    holders=listed(shape(login=NULLABLE_TEXT, post=NULLABLE_TEXT, unit=NULLABLE_TEXT)),
    claimed_by=NULLABLE_TEXT,
    opened_at=MOMENT,
    due_at=NULLABLE_MOMENT,
    overdue=YES_OR_NO,
    asked=shape(task=TEXT, position=TEXT, by=NULLABLE_TEXT, post=NULLABLE_TEXT, unit=NULLABLE_TEXT, text=NULLABLE_TEXT),
)
_DECISION: Final = shape(
    task=TEXT,
    state=TEXT,
    visit=COUNT,
    outcome=TEXT,
    actor=NULLABLE_TEXT,
    on_behalf_of=NULLABLE_TEXT,
    capacity=NULLABLE_TEXT,
    at=MOMENT,
    status={"enum": ["live", "stale", "void", "carried"]},
)
_ENTRY: Final = shape(
    seq=COUNT,
    at=MOMENT,
    actor=TEXT,
    action=TEXT,
    **{"from": NULLABLE_TEXT},
    to=NULLABLE_TEXT,
    reason=NULLABLE_TEXT,
    hash=SHA256,
)
_FIELD: Final = shape(
    ("minimum", "maximum", "min_length", "max_length", "register", "lookup", "options", "fields"),
    name=TEXT,
    type=TEXT,
    label=ref("Text"),
    help={"anyOf": [ref("Text"), {"type": "null"}]},
    required=YES_OR_NO,
    required_when=NULLABLE_TEXT,
    default={},
    read_only=YES_OR_NO,
    minimum={},
    maximum={},
    min_length=COUNT,
    max_length=COUNT,
    register=TEXT,
    lookup=TEXT,
    options=listed(shape(code=TEXT, label=ref("Text"))),
    fields=listed(ref("Field")),
)
_PROCESS: Final = shape(
    process=TEXT,
    definition=DEFINITION,
    title=ref("Text"),
    help=ref("Text"),
    contact=TEXT,
    speed=TEXT,
    hats=listed(shape(hat=TEXT, post=TEXT, unit=TEXT)),
)
_CASE: Final = shape(
    number=TEXT,
    process=TEXT,
    definition=DEFINITION,
    title=ref("Text"),
    state=TEXT,
    outcome=NULLABLE_TEXT,
    visit=COUNT,
    version=COUNT,
    started_at=MOMENT,
    due_at=NULLABLE_MOMENT,
    closed_at=NULLABLE_MOMENT,
    applicant=shape(login=NULLABLE_TEXT, post=TEXT, unit=TEXT),
    data=VALUES,
    documents=listed(
        shape(
            ("ready", "input_sha256", "standing"),
            name=TEXT,
            version=COUNT,
            sha256=SHA256,
            size=COUNT,
            ready=YES_OR_NO,
            input_sha256=SHA256,
            standing={"enum": ["held", "issued", "not_issued", None]},
        )
    ),
    tasks=listed(_HELD_TASK),
    actions=listed(_ACTION),
    decisions=listed(_DECISION),
    history=listed(_ENTRY),
)
_TASK: Final = shape(
    id=TEXT,
    case=TEXT,
    process=TEXT,
    title=ref("Text"),
    state=TEXT,
    key=TEXT,
    applicant=NULLABLE_TEXT,
    opened_at=MOMENT,
    due_at=NULLABLE_MOMENT,
    overdue=YES_OR_NO,
    claimed_by=NULLABLE_TEXT,
    capacity={"enum": ["own", "deputy"]},
    actions=listed(TEXT),
)
_FOUND: Final = shape(
    number=TEXT,
    process=TEXT,
    title=ref("Text"),
    state=TEXT,
    outcome=NULLABLE_TEXT,
    applicant=NULLABLE_TEXT,
    started_at=MOMENT,
    due_at=NULLABLE_MOMENT,
    closed_at=NULLABLE_MOMENT,
)
_FOUND_PARTNER: Final = shape(code=TEXT, name=ref("Text"), country=TEXT, status=TEXT)
_PROBLEM: Final = shape(
    ("refusals", "fields", "incident"),
    type=TEXT,
    title=TEXT,
    status={"type": "integer", "minimum": 400, "maximum": 599},
    code=TEXT,
    detail=TEXT,
    refusals=listed(shape(code=TEXT, params=ANYTHING, message=TEXT)),
    fields=listed(shape(field=TEXT, code=TEXT, params=ANYTHING, message=TEXT)),
    incident=TEXT,
)
SHAPES: Final[Mapping[str, Schema]] = MappingProxyType(
    {
        "Text": shape(**{"zh-TW": TEXT}, en=TEXT),
        "Bytes": {"type": "string", "format": "binary"},
        "Process": _PROCESS,
        "Processes": shape(processes=listed(ref("Process"))),
        "Field": _FIELD,
        "Form": {
            "allOf": [
                ref("Process"),
                shape(
                    fields=listed(ref("Field")),
                    documents=listed(shape(name=TEXT, label=ref("Text"), accept=listed(TEXT), required=YES_OR_NO)),
                ),
            ]
        },
        "Upload": shape(file=TEXT, sha256=SHA256),
        "Case": _CASE,
        "Tasks": shape(total=COUNT, next=NULLABLE_TEXT, tasks=listed(_TASK)),
        "Found": shape(cases=listed(_FOUND), more=YES_OR_NO, partners=listed(_FOUND_PARTNER)),
        "Problem": _PROBLEM,
        "NewUpload": request_shape(file={"type": "string", "format": "binary"}),
        "NewCase": request_shape(
            ("hat",),
            process={"type": "string", "maxLength": 100},
            data=VALUES,
            hat={"type": ["string", "null"], "pattern": "^[^@]{1,100}@[^@]{1,100}$", "description": "post@unit"},
        ),
        "Act": request_shape(
            ("task", "input"),
            saw={"type": "string", "maxLength": LONGEST_SAW},
            task={
                "type": ["string", "integer", "null"],
                "pattern": "^[1-9][0-9]{0,8}$",
                "minimum": 1,
                "maximum": MOST_TASKS_OF_A_CASE,
            },
            input={**VALUES, "type": ["object", "null"]},
        ),
    }
)
