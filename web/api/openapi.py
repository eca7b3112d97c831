"""The description of the API for programs: OpenAPI 3.1, made from the table of operations."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from web.api.operations import OPERATIONS, Operation, Parameter
from web.api.problems import MEDIA_TYPE
from web.api.shapes import SHAPES, ref
from workflow import __version__

Json = dict[str, Any]

ALWAYS: Final = (401, 429, 500)
"""What every operation may answer."""


def describe(address: str) -> Json:
    """`address` is the one under which the service is reached, with the prefix of the API."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Qianhe 簽核", "version": __version__},
        "servers": [{"url": address}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": dict(SHAPES),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": operation.says,
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": _responses(operation),
    }
    if operation.body is not None:
        content = {operation.body_type: {"schema": ref(operation.body)}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.says,
        "required": parameter.required,
        "schema": parameter.schema,
    }


def _responses(operation: Operation) -> Json:
    done: Json = {
        "description": HTTPStatus(operation.status).phrase,
        "content": {operation.answer_type: {"schema": ref(operation.answer)}},
    }
    if operation.name == "start":
        done["headers"] = {"Location": {"schema": {"type": "string"}, "description": "The address of the case."}}
    problem = {MEDIA_TYPE: {"schema": ref("Problem")}}
    return {str(operation.status): done} | {
        str(status): {"description": HTTPStatus(status).phrase, "content": problem}
        for status in sorted({*operation.problems, *ALWAYS})
    }
