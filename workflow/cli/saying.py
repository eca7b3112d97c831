"""What commands print: JSON for programs, short lines for people, refusals in both languages; and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import click

from workflow.config import BadSettings
from workflow.core.canonical import NotCanonical, plain
from workflow.core.directory import Directory
from workflow.core.durations import BadTime
from workflow.core.errors import BadDefinition, FieldProblem, Invalid, NotFound, QianheError, Refusal, Refused
from workflow.core.text import Text
from workflow.services.naming import Names
from workflow.services.publishing import NotPublished
from workflow.services.sheets import BadSheet
from workflow.store.errors import StoreError, TryAgain
from workflow.texts import commands_en, commands_zh_tw
from workflow.texts.filling import fill
from workflow.texts.reports import check_report, row_report
from workflow.texts.speaking import sentence
from workflow.texts.words import input_label
from workflow.texts.writing import LANGUAGES, Language, in_language, written

REFUSED: Final = 1
WRONG_USAGE: Final = 2

_COMMANDS: Final = {"zh-TW": commands_zh_tw.SENTENCES, "en": commands_en.SENTENCES}
_NOBODY: Final = Names(Directory(0))

Both = dict[str, str]
Json = dict[str, Any]
_Coded = tuple[str, Mapping[str, object], int]


class Stopped(QianheError):
    """The command line itself cannot go on; `code` has its sentence in `texts/commands_*`."""

    def __init__(self, code: str, exit_code: int = REFUSED, **params: object) -> None:
        super().__init__(code)
        self.code, self.exit_code, self.params = code, exit_code, params


class Told(QianheError):
    """An error with the names by which it is to be told."""

    def __init__(self, error: Refused | Invalid, names: Names) -> None:
        super().__init__(str(error))
        self.error, self.names = error, names


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of an error, and the code with which the command ends."""

    content: Json
    exit_code: int


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def both(code: str, params: Mapping[str, object]) -> Both:
    """The sentence of a code in both languages."""
    return {language: _say(language, code, params) for language in LANGUAGES}


def labels(text: Text) -> Both:
    return {language: in_language(text, language) for language in LANGUAGES}


def answer_of(error: Exception) -> Answer | None:
    """How an expected error is told; None for one that nobody expects."""
    if isinstance(error, Told):
        return _told(error.error, error.names)
    if isinstance(error, Refused | Invalid):
        return _told(error, _NOBODY)
    if isinstance(error, BadSettings):
        return _settings(error)
    if isinstance(error, NotPublished):
        return Answer(check_report(False, sorted({it.file for it in error.findings}), error.findings), REFUSED)
    if isinstance(error, BadSheet):
        rows = [row_report(it.row, it.column, it.code, it.params) for it in error.problems]
        return Answer({"ok": False, "rows": rows}, REFUSED)
    found = _code_of(error)
    if found is None:
        return None
    code, params, exit_code = found
    return Answer({"refusals": [refusal_json(Refusal(code, params), _NOBODY)]}, exit_code)


def refusal_json(refusal: Refusal, names: Names) -> Json:
    said = both(refusal.code, names.params(refusal.code, refusal.params))
    params = names.logins(refusal.code, refusal.params)
    return {"code": refusal.code, "params": shown(params), "message": said}


def tell(answer: Answer, *, as_json: bool) -> None:
    """JSON on standard output, sentences on standard error."""
    if as_json:
        print_json(answer.content)
        return
    for refusal in answer.content.get("refusals", ()):
        tell_code(refusal["code"], refusal["message"])
    for problem in answer.content.get("fields", ()):
        tell_code(f"{problem['field']}: {problem['code']}", problem["message"])
    for row in answer.content.get("rows", ()):
        tell_code(row["code"], row["message"])
    tell_findings(answer.content.get("findings", ()), to_errors=True)


def tell_findings(findings: Iterable[Json], *, to_errors: bool = False) -> None:
    """One place and two languages for each."""
    for it in findings:
        place = f"{it['file']}:{it['line']}:{it['column']}"
        click.echo(f"{place}: {it['severity']} {it['rule']} {it['code']}", err=to_errors)
        for language in LANGUAGES:
            said = (it["message"][language], it["advice"][language])
            click.echo(f"  {' '.join(filter(None, said))}", err=to_errors)


@contextmanager
def told_with(names: Callable[[], Names]) -> Iterator[None]:
    """Refusals and field problems of the block are told with names, which are looked up only then."""
    try:
        yield
    except (Refused, Invalid) as error:
        raise Told(error, names()) from error


def shown(params: Mapping[str, object]) -> Json:
    """Parameters as JSON; what has no plain form as its text."""
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return [_plain(part) for part in sorted(value)]
    try:
        return plain(value)
    except NotCanonical:
        return str(value)


def _told(error: Refused | Invalid, names: Names) -> Answer:
    if isinstance(error, Refused):
        return Answer({"refusals": [refusal_json(refusal, names) for refusal in error.refusals]}, REFUSED)
    return Answer({"fields": [_field(problem, names) for problem in error.problems]}, REFUSED)


def _settings(error: BadSettings) -> Answer:
    refusals = [Refusal(problem.code, {"name": problem.name, **problem.params}) for problem in error.problems]
    return Answer({"refusals": [refusal_json(refusal, _NOBODY) for refusal in refusals]}, WRONG_USAGE)


def _field(problem: FieldProblem, names: Names) -> Json:
    label = input_label(problem.field, names.branch) or names.field(problem.field)
    params = {"label": label, **names.params(problem.code, problem.params)}
    said = both(problem.code, params)
    return {"field": problem.field, "code": problem.code, "params": shown(problem.params), "message": said}


def _code_of(error: Exception) -> _Coded | None:
    for kind, coded in _CODES:
        if isinstance(error, kind):
            return coded(error)
    code, params = getattr(error, "code", None), getattr(error, "params", {})
    return (code, params, REFUSED) if isinstance(error, QianheError) and isinstance(code, str) else None


def _not_found(error: NotFound) -> _Coded:
    code = f"unknown_{error.kind}"
    return code if code in commands_en.SENTENCES else "not_found", {"kind": error.kind, "key": error.key}, REFUSED


def _unreadable(error: OSError) -> _Coded:
    params = {"path": str(error.filename or "?"), "detail": error.strerror or str(error)}
    return "unreadable", params, WRONG_USAGE


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _say(language: Language, code: str, params: Mapping[str, object]) -> str:
    own = _COMMANDS[language].get(code)
    said = fill(own, {name: written(language, value) for name, value in params.items()}) if own else None
    return said if said is not None else sentence(language, code, params)


def tell_code(code: str, message: Both) -> None:
    """A code and its sentences, on standard error."""
    click.echo(code, err=True)
    for language in LANGUAGES:
        click.echo(f"  {message[language]}", err=True)


def lines(parts: Sequence[str]) -> None:
    for part in parts:
        click.echo(part)


_CODES: Final[tuple[tuple[type[Exception], Callable[[Any], _Coded]], ...]] = (
    (Stopped, lambda error: (error.code, error.params, error.exit_code)),
    (NotFound, _not_found),
    (BadTime, lambda error: (error.code, error.params, WRONG_USAGE)),
    (TryAgain, lambda _: ("busy", {}, REFUSED)),
    (StoreError, lambda error: ("store_failed", {"detail": _first_line(error)}, REFUSED)),
    (BadDefinition, lambda error: ("bad_definition", {"detail": _first_line(error)}, REFUSED)),
    (NotCanonical, lambda error: ("not_canonical", {"reason": error.code, "where": error.where or "-"}, REFUSED)),
    (OSError, _unreadable),
    (UnicodeError, lambda _: ("not_utf8", {}, WRONG_USAGE)),
)
"""The first kind that fits tells code, parameters and exit code."""
