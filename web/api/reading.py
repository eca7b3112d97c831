"""From a request to values: JSON without surprises, and every fault named by its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Any, Final, NoReturn

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from workflow.core.errors import FieldProblem, Invalid, NotFound

LARGEST_BODY: Final = 2 * 1024 * 1024
LARGEST_INT: Final = 2**63 - 1
LONGEST_NUMBER: Final = 60
DEEPEST: Final = 20
IDEMPOTENCY: Final = "Idempotency-Key"
KEY_PATTERN: Final = "^[!-~]{1,200}$"
"""Printable ASCII."""

_KEY: Final = re.compile(KEY_PATTERN)
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class Form:
    """Values of fields, and ids of uploads by the field that takes each."""

    values: Mapping[str, Any]
    uploads: Mapping[str, str]


def read_body(*known: str) -> Mapping[str, Any]:
    """The JSON object that was sent. Raises UnsupportedMediaType, BadRequest, RequestEntityTooLarge, and Invalid for
    names other than `known` and for what no field can hold.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    request.max_content_length = LARGEST_BODY
    body = _parsed(request.get_data())
    if not isinstance(body, dict):
        raise BadRequest
    problems = [*_unfit(body, "", 0), *(FieldProblem(name, "unknown_field") for name in body if name not in known)]
    if problems:
        raise Invalid(*(problem for problem in problems if not _NO_TEXT.search(problem.field)))
    return body


def text_of(body: Mapping[str, Any], name: str, *, longest: int) -> str:
    """A text that must be there. Raises Invalid."""
    value = body.get(name)
    if value is None:
        raise Invalid(FieldProblem(name, "required"))
    if not isinstance(value, str):
        raise Invalid(FieldProblem(name, "not_text"))
    if len(value) > longest:
        raise Invalid(FieldProblem(name, "too_long", {"longest": longest}))
    return value


def form_of(body: Mapping[str, Any], name: str, *, required: bool = True) -> Form:
    """Values by field, in which `{"file": ID}` is an upload. Raises Invalid."""
    given = body.get(name)
    if given is None and required:
        raise Invalid(FieldProblem(name, "required"))
    given = {} if given is None else given
    if not isinstance(given, dict):
        raise Invalid(FieldProblem(name, "wrong_shape"))
    uploads = {field: value[_FILE] for field, value in given.items() if _is_file(value)}
    return Form({field: value for field, value in given.items() if field not in uploads}, uploads)


def nonce_of_request() -> str | None:
    """Raises Invalid when the header is not what `KEY_PATTERN` says."""
    key = request.headers.get(IDEMPOTENCY)
    if key is not None and not _KEY.fullmatch(key):
        raise Invalid(FieldProblem(IDEMPOTENCY, "too_long" if len(key) > 200 else "not_text", {"longest": 200}))
    return key


def number_of_query(name: str, *, otherwise: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises Invalid."""
    given = request.args.get(name)
    if given is None:
        return otherwise
    if not re.fullmatch("-?[0-9]{1,18}", given):
        raise Invalid(FieldProblem(name, "not_an_integer"))
    if int(given) < 1:
        raise Invalid(FieldProblem(name, "too_small", {"minimum": "1"}))
    if int(given) > most:
        raise Invalid(FieldProblem(name, "too_large", {"maximum": str(most)}))
    return int(given)


def text_of_query(name: str, *, longest: int) -> str | None:
    """Raises Invalid."""
    given = request.args.get(name)
    if given is not None and _NO_TEXT.search(given):
        raise Invalid(FieldProblem(name, "control_characters"))
    if given is not None and len(given) > longest:
        raise Invalid(FieldProblem(name, "too_long", {"longest": longest}))
    return given


def require_honest_address() -> None:
    """No number and no key has a NUL in it. Raises NotFound."""
    for name, value in (request.view_args or {}).items():
        if _NO_TEXT.search(str(value)):
            raise NotFound(name, "")


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8"), parse_float=_decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, DecimalException):
        raise BadRequest from None


def _decimal(written: str) -> Decimal:
    if len(written) > LONGEST_NUMBER:
        raise ValueError
    return Decimal(written)


def _no_number(_name: str) -> NoReturn:
    raise ValueError


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {_FILE} and isinstance(value[_FILE], str)


def _unfit(value: object, at: str, depth: int) -> Iterator[FieldProblem]:
    """What neither a database nor a record can hold: NUL, half characters, numbers and nesting without end."""
    if isinstance(value, str):
        if _NO_TEXT.search(value):
            yield FieldProblem(at, "control_characters")
    elif isinstance(value, int) and abs(value) > LARGEST_INT:
        yield FieldProblem(at, "too_large", {"maximum": str(LARGEST_INT)})
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            yield FieldProblem(at, "wrong_shape")
            return
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            place = f"{at}.{name}" if at else str(name)
            if _NO_TEXT.search(str(name)):
                yield FieldProblem(at, "control_characters")
            else:
                yield from _unfit(part, place, depth + 1)
