"""Sentences and values in the language of the request, for views and templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from flask import request

from web.language import language
from web.site import now, runtime
from web.words import say
from workflow.core.calendar import TAIPEI
from workflow.core.directory import Directory
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.text import Text
from workflow.services.inbox_page import MOST as COUNTED
from workflow.services.naming import Names, names_for_case, names_for_process
from workflow.texts import writing
from workflow.texts.speaking import sentence
from workflow.texts.words import input_label

NOBODY: Final = Names(Directory(0))


def t(key: str, **values: object) -> str:
    """The words of a key of `web.words`."""
    return say(language(), key, values)


def counted(number: int) -> int | str:
    """Where nobody counts on, the number says so."""
    return number if number < COUNTED else f"{COUNTED}+"


def in_words(text: Text) -> str:
    """A text of a definition or a name."""
    return writing.in_language(text, language())


def both(texts: Mapping[str, str]) -> str:
    """A text in the published shape: `{"zh-TW": …, "en": …}`."""
    return texts[language()]


def code(code: str, params: Mapping[str, object] = MappingProxyType({}), names: Names = NOBODY) -> str:
    """The sentence of a code of the core."""
    return sentence(language(), code, names.params(code, params))


def refusal_sentences(error: Refused, names: Names | None = None) -> list[str]:
    """Each refusal with the names of the case or process that the address is about."""
    known = names or names_here()
    return [_refusal(refusal, known) for refusal in error.refusals]


def problem_sentences(error: Invalid, names: Names | None = None) -> list[str]:
    known = names or names_here()
    return [problem_sentence(problem, known) for problem in error.problems]


def problem_sentence(problem: FieldProblem, names: Names = NOBODY) -> str:
    params = {"label": input_name(problem.field, names), **names.params(problem.code, problem.params)}
    return sentence(language(), problem.code, params | targets(problem, names))


def targets(problem: FieldProblem, names: Names) -> dict[str, object]:
    """Where a return may lead, by the names of the states."""
    options = problem.params.get("options")
    return (
        {"options": [names.state(to) for to in options]} if problem.field == "to" and isinstance(options, list) else {}
    )


def input_name(field: str, names: Names) -> Text:
    """What people call an input: a field of the case, or one that every answer has."""
    return input_label(field, names.branch) or names.field(field)


def names_here() -> Names:
    """By `number` or `process` in the address; without either, people and places have their codes."""
    given: dict[str, Any] = request.view_args or {}
    if "number" in given:
        return names_for_case(runtime(), str(given["number"]))
    if "process" in given:
        return names_for_process(runtime(), str(given["process"]), now())
    return NOBODY


def moment(at: datetime | str) -> str:
    return writing.moment(language(), _moment(at))


def due(at: datetime | str) -> str:
    """Like `moment`; a deadline that runs to the end of its day is that day."""
    return writing.due_moment(language(), _moment(at))


def day(on: date | str) -> str:
    return writing.day(language(), date.fromisoformat(on) if isinstance(on, str) else on)


def iso(at: datetime | str) -> str:
    """For `<time datetime>`: Taipei's clock with its zone."""
    return _moment(at).astimezone(TAIPEI).isoformat(timespec="seconds")


def _moment(at: datetime | str) -> datetime:
    return datetime.fromisoformat(at) if isinstance(at, str) else at


def _refusal(refusal: Refusal, names: Names) -> str:
    return code(refusal.code, refusal.params, names)


FOR_TEMPLATES: Final[Mapping[str, Callable[..., int | str]]] = MappingProxyType(
    {
        "t": t,
        "words": in_words,
        "both": both,
        "code": code,
        "moment": moment,
        "due": due,
        "day": day,
        "iso": iso,
        "counted": counted,
    }
)
