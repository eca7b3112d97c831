"""`qianhe definitions diff`: what differs between two versions, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import click

from workflow.bootstrap import NotReady
from workflow.cli.root import json_option
from workflow.cli.saying import Json, lines, print_json
from workflow.cli.surroundings import now_option, runtime_here
from workflow.cli.versions_named import version_named
from workflow.config import BadSettings
from workflow.core.canonical import NotCanonical, plain
from workflow.core.definition import Definition
from workflow.core.differing import Change, written
from workflow.core.directory import Directory
from workflow.core.text import Text
from workflow.services.differing import Compared, Touched, cases_touched, code_names, compare_versions, people_of
from workflow.texts.differences import change_sentence, outcome_name, say
from workflow.texts.writing import LANGUAGES, Language, in_language, listed

NameOf = Callable[[str, str], Text]
OUTCOMES = frozenset({"outcomes", "edges", "leave_on", "reason_for", "outcome", "timeout", "answer_each"})


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@now_option
@json_option
def diff_command(*, before: str, after: str, now: datetime, as_json: bool) -> None:
    """Say how version B differs from A, each a file, PROCESS or PROCESS@VERSION, and which running cases go by A."""
    compared = compare_versions(version_named(before, now).definition, version_named(after, now).definition)
    touched, people = _surroundings(compared.before, compared.after)
    name_of = _naming(compared, people)
    if as_json:
        print_json(_shape(compared, touched, name_of))
    else:
        lines(list(_lines(compared, touched, name_of)))


def _surroundings(before: Definition, after: Definition) -> tuple[Touched | None, Directory]:
    """What a database says; without one, two files are compared all the same."""
    try:
        with runtime_here() as runtime:
            return cases_touched(runtime, before, after), people_of(runtime)
    except (NotReady, BadSettings):
        return None, Directory(0)


def _naming(compared: Compared, people: Directory) -> NameOf:
    known = code_names(compared, people)
    return lambda part, code: outcome_name(code) if part in OUTCOMES else known(part, code)


def _shape(compared: Compared, touched: Touched | None, name_of: NameOf) -> Json:
    return {
        "before": _version(compared.before),
        "after": _version(compared.after),
        "texts_only": compared.texts_only,
        "changes": [_change(change, name_of) for change in compared.changes],
        "running": None
        if touched is None
        else {"cases": touched.cases, "by_state": dict(touched.by_state), "stranded": list(touched.stranded)},
    }


def _version(definition: Definition) -> Json:
    return {"process": definition.process, "version": definition.version, "sha256": definition.sha256}


def _change(change: Change, name_of: NameOf) -> Json:
    return {
        "kind": change.kind,
        "category": change.category,
        "paths": [written(path) for path in change.paths],
        "before": _plain(change.before),
        "after": _plain(change.after),
        "message": {language: change_sentence(change, language, name_of) for language in LANGUAGES},
    }


def _plain(value: object) -> object:
    """Plain values and texts as they are; of what is larger its name is in the message."""
    if isinstance(value, Text):
        return {"zh-TW": value.zh, "en": value.en}
    try:
        return plain(value)
    except NotCanonical:
        source = getattr(value, "source", None)
        return source if isinstance(source, str) else str(value) if type(value).__str__ is not object.__str__ else None


def _lines(compared: Compared, touched: Touched | None, name_of: NameOf) -> Iterator[str]:
    """Chinese and English below each other."""
    yield f"{compared.before.process} v{compared.before.version} -> {compared.after.process} v{compared.after.version}"
    for change in compared.changes:
        yield ""
        yield f"{change.category}  {written(change.path)}"
        yield from (f"  {change_sentence(change, language, name_of)}" for language in LANGUAGES)
    if not compared.changes:
        yield from (say("same", language) for language in LANGUAGES)
    if touched is not None:
        yield ""
        yield from (line for language in LANGUAGES for line in _touched(touched, language, name_of))


def _touched(touched: Touched, language: Language, name_of: NameOf) -> Iterator[str]:
    if not touched.cases:
        yield say("untouched", language, version=touched.version)
        return
    counted = [f"{in_language(name_of('states', state), language)} {n}" for state, n in touched.by_state.items()]
    yield say("touched", language, version=touched.version, count=touched.cases, states=listed(language, counted))
    if touched.stranded:
        names = [in_language(name_of("states", state), language) for state in touched.stranded]
        yield say("stranded", language, states=listed(language, names))
