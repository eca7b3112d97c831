"""`qianhe definitions compare`: what a version would have made of cases that are over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from workflow.cli.explaining import explained_json, said
from workflow.cli.root import json_option
from workflow.cli.saying import Both, Json, lines, print_json
from workflow.cli.surroundings import runtime_here
from workflow.cli.versions_named import read_process
from workflow.core.replaying import Difference
from workflow.services.explaining import Explanation
from workflow.services.naming import Names
from workflow.services.replaying import Compared, Comparison, compare_finished
from workflow.texts.differences import say
from workflow.texts.speaking import action_word
from workflow.texts.writing import LANGUAGES, Language, due_moment, in_language, listed

MOST = 2000


@click.command("compare")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--finished", is_flag=True, required=True, help="With the cases of the process that are over.")
@click.option("--limit", type=click.IntRange(1, MOST), default=200, show_default=True, help="How many, the last first.")
@json_option
def compare_command(*, file: Path, finished: bool, limit: int, as_json: bool) -> None:
    """Do again by the version in FILE what was done in finished cases, and say which would have gone elsewhere.

    Nothing is changed. Fields have the values that they had in the end.
    """
    read = read_process(file)
    with runtime_here() as runtime:
        found = compare_finished(runtime, read.process, read.compiled.migrations, most=limit)
    if as_json:
        print_json(_shape(found))
    else:
        lines(list(_lines(found)))


def _shape(found: Comparison) -> Json:
    return {
        "ok": True,
        "process": found.process,
        "version": found.version,
        "cases": _counts(found),
        "differing": [_case(case, found.names) for case in found.cases if case.differences],
        "not_comparable": [{"number": it.number, "codes": list(it.why_not)} for it in found.cases if it.why_not],
    }


def _counts(found: Comparison) -> dict[str, int]:
    counted = Counter(_what(case) for case in found.cases)
    return {"count": len(found.cases)} | {what: counted[what] for what in ("same", "elsewhere", "other", "skipped")}


def _what(case: Compared) -> str:
    if case.why_not:
        return "skipped"
    return "elsewhere" if case.elsewhere else "other" if case.differences else "same"


def _case(case: Compared, names: Names) -> Json:
    return {
        "number": case.number,
        "version": case.version,
        "elsewhere": case.elsewhere,
        "differences": [_difference(it, names) for it in case.differences],
        "because": explained_json(Explanation({"because": list(case.reasons)}, names))["because"],
        "guessed": list(case.guessed),
    }


def _difference(it: Difference, names: Names) -> Json:
    return {
        "kind": it.kind,
        "step": it.point.deed.seq,
        "action": it.point.deed.action,
        "before": list(it.before),
        "after": list(it.after),
        "message": _message(it, names),
    }


def _message(it: Difference, names: Names) -> Both:
    return {language: _sentence(it, names, language) for language in LANGUAGES}


def _sentence(it: Difference, names: Names, language: Language) -> str:
    deed = it.point.deed
    said_of = {
        name: listed(language, (_named(it, code, names, language) for code in codes)) or say("nothing", language)
        for name, codes in (("before", it.before), ("after", it.after))
    }
    return say(f"differs_{it.kind}", language, seq=deed.seq, action=action_word(language, deed.action), **said_of)


def _named(it: Difference, code: str, names: Names, language: Language) -> str:
    if it.kind == "deadline":
        return due_moment(language, datetime.fromisoformat(code))
    if it.kind == "holder":
        return in_language(names.principal(code), language)
    return in_language(names.state(code), language) if it.kind == "way" else code


def _lines(found: Comparison) -> Iterator[str]:
    yield from (say("compared", language, **_counts(found)) for language in LANGUAGES)
    for case in found.cases:
        if case.why_not:
            yield ""
            yield f"{case.number}  v{case.version}"
            yield from (f"  {say('not_comparable', language, codes=', '.join(case.why_not))}" for language in LANGUAGES)
        if case.differences:
            yield from _case_lines(case, found.names)


def _case_lines(case: Compared, names: Names) -> Iterator[str]:
    yield ""
    yield f"{case.number}  v{case.version}  {'elsewhere' if case.elsewhere else 'the same way'}"
    for difference in case.differences:
        yield from (f"  {text}" for text in _message(difference, names).values())
    yield from said(list(case.reasons), names)
    if case.guessed:
        for language in LANGUAGES:
            fields = listed(language, (in_language(names.field(name), language) for name in case.guessed))
            yield f"  {say('guessed', language, fields=fields)}"
