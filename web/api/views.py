"""One view per operation: read the request, ask the service, give its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from flask import Response, g, jsonify, request, send_file, url_for
from werkzeug.exceptions import UnsupportedMediaType

from web.api.bearers import asker
from web.api.operations import BYTES, UPLOAD
from web.api.reading import (
    form_of,
    nonce_of_request,
    number_of_query,
    read_body,
    text_of,
    text_of_query,
)
from web.api.shapes import LONGEST_QUERY, LONGEST_SAW, MOST_FOUND, MOST_TASKS, MOST_TASKS_OF_A_CASE
from web.site import now, runtime, site
from workflow.core.case import Command
from workflow.core.errors import FieldProblem, Invalid, NotFound
from workflow.services.act import act as act_on_case
from workflow.services.act import start as start_case
from workflow.services.forms import list_processes, show_form
from workflow.services.inbox import list_tasks
from workflow.services.papers import open_paper
from workflow.services.search import search_cases
from workflow.services.showing import show_case
from workflow.services.uploads import find_files, take_upload

LONGEST_PROCESS: Final = 100
LONGEST_HAT: Final = 201
LONGEST_VERSION: Final = 6


def processes() -> Response:
    return jsonify(processes=list_processes(runtime(), asker(), now()))


def form(process: str) -> Response:
    return jsonify(show_form(runtime(), process, asker(), now()))


def upload() -> Response:
    if request.mimetype != UPLOAD:
        raise UnsupportedMediaType
    nonce = nonce_of_request()
    problems = [FieldProblem(name, "unknown_field") for name in {*request.form, *request.files} if name != "file"]
    given = request.files.get("file")
    if given is None:
        problems.append(FieldProblem("file", "required"))
    if problems or given is None:
        raise Invalid(*problems)
    filename = given.filename or ""
    kept = take_upload(runtime(), site().settings.files, asker(), filename, given.stream, now=now(), nonce=nonce)
    return _answer({"file": kept.id, "sha256": kept.sha256}, 201)


def start() -> Response:
    nonce = nonce_of_request()
    body = read_body("process", "data", "hat")
    process, given, hat = text_of(body, "process", longest=LONGEST_PROCESS), form_of(body, "data"), _hat(body)
    g.process = process
    files = find_files(runtime(), asker(), given.uploads, now())
    command = Command("", asker(), input=given.values, files=files, nonce=nonce, door="api")
    done = start_case(runtime(), process, command, now(), hat=hat)
    response = _answer(show_case(runtime(), done.case, now(), actor=asker()), 201)
    response.headers["Location"] = url_for("api.case", number=done.number)
    return response


def case(number: str) -> Response:
    return jsonify(show_case(runtime(), number, now(), actor=asker()))


def document(number: str, name: str, version: str) -> Response:
    if not version.isdecimal() or len(version) > LONGEST_VERSION:
        raise NotFound("file", name)
    opened = open_paper(
        runtime(), site().settings.files, number, name, int(version), person=asker(), now=now()
    )  # fmt: skip
    return send_file(opened.content, BYTES, as_attachment=True, download_name=opened.saved_as)


def act(number: str, action: str) -> Response:
    nonce = nonce_of_request()
    body = read_body("input", "saw", "task")
    saw, task, given = text_of(body, "saw", longest=LONGEST_SAW), _task(body), form_of(body, "input", required=False)
    files = find_files(runtime(), asker(), given.uploads, now())
    command = Command(action, asker(), task=task, input=given.values, files=files, saw=saw, nonce=nonce, door="api")
    done = act_on_case(runtime(), number, command, now())
    return jsonify(show_case(runtime(), done.case, now(), actor=asker()))


def tasks() -> Response:
    limit = number_of_query("limit", otherwise=50, most=MOST_TASKS)
    after = text_of_query("after", longest=LONGEST_SAW)
    return jsonify(dict(list_tasks(runtime(), asker(), now(), limit=limit, after=after)))


def search() -> Response:
    words = text_of_query("q", longest=LONGEST_QUERY)
    limit = number_of_query("limit", otherwise=20, most=MOST_FOUND)
    if words is None or not words.strip():
        raise Invalid(FieldProblem("q", "required"))
    return jsonify(search_cases(runtime(), asker(), words, now(), limit=limit))


def _answer(shown: Any, status: int) -> Response:
    response = jsonify(shown)
    response.status_code = status
    return response


def _hat(body: Mapping[str, Any]) -> tuple[str, str] | None:
    if body.get("hat") is None:
        return None
    post, _, unit = text_of(body, "hat", longest=LONGEST_HAT).partition("@")
    if not post or not unit:
        raise Invalid(FieldProblem("hat", "not_an_option"))
    return post, unit


def _task(body: Mapping[str, Any]) -> int | None:
    given = body.get("task")
    if given is None:
        return None
    if isinstance(given, str) and given.isascii() and given.isdigit() and given[0] != "0":
        given = int(given[:10])
    if not isinstance(given, int) or isinstance(given, bool):
        raise Invalid(FieldProblem("task", "not_an_integer"))
    if not 1 <= given <= MOST_TASKS_OF_A_CASE:
        raise Invalid(FieldProblem("task", "too_large", {"maximum": str(MOST_TASKS_OF_A_CASE)}))
    return given


VIEWS: Final[Mapping[str, Callable[..., Response]]] = MappingProxyType(
    {view.__name__: view for view in (processes, form, upload, start, case, document, act, tasks, search)}
)
