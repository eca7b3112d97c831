"""`qianhe case explain`: the reasons behind a case as JSON with sentences, or as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workflow.cli.case_text import holder, moment
from workflow.cli.saying import Both, Json, shown
from workflow.core.text import Text
from workflow.services.explaining import Explanation
from workflow.services.naming import Names
from workflow.services.reasons import Reason
from workflow.texts import explaining_en, explaining_zh_tw
from workflow.texts.filling import fill
from workflow.texts.speaking import action_word, sentence
from workflow.texts.writing import LANGUAGES, Language, duration, written

_SENTENCES: Final = {"zh-TW": explaining_zh_tw.SENTENCES, "en": explaining_en.SENTENCES}
_ACTIONS: Final = frozenset({"action", "outcome"})


def explained_json(explanation: Explanation) -> Any:
    """The content with each reason as {code, params, message, guards?}."""
    return _plain(explanation.content, explanation.names)


def explained_lines(explanation: Explanation) -> Iterator[str]:
    """Chinese and English below each other."""
    content, names = explanation.content, explanation.names
    yield f"{content['number']}  {content['process']}  {content['state']} (visit {content['visit']})"
    yield from (content["title"][language] for language in LANGUAGES)
    for task in content["tasks"]:
        yield ""
        yield f"Task {task['id']}  {task['state']}.{task['key']}  {task['kind']}"
        yield from said(task["because"], names)
        yield from (f"  {holder(each)}: {', '.join(each['people']) or '-'}" for each in task["holders"])
        yield from said(task["holders_because"], names)
        yield f"  due {moment(task['due_at'])}"
        yield from said(task["due_because"], names)
        yield from (f"      {_day(day)}" for day in task["due_days"])
        yield from said(task["next"], names)
    if content["case_due"]["because"]:
        yield from ("", f"Case due {moment(content['case_due']['due_at'])}")
        yield from said(content["case_due"]["because"], names)
    for decision in content["decisions"]:
        yield ""
        by = decision["actor"] or "clock"
        where = f"{decision['state']}.{decision['key']}"
        yield f"Decision {decision['seq']}  {where}  {decision['outcome']}  {by}  {decision['status']}"
        yield from said(decision["because"], names)
    for visit in content["way"]:
        yield ""
        yield f"{visit['state']} (visit {visit['visit']})"
        yield from said(visit["because"], names)


def said(reasons: list[Reason], names: Names) -> Iterator[str]:
    """The sentences of reasons in both languages, each guard with what it saw."""
    for reason in reasons:
        message = _message(reason, names)
        yield from (f"    {message[language]}" for language in LANGUAGES)
        for guard in reason.trace:
            yield f"      {_truth(guard['held'])}  {guard['expression']}"
            yield from (f"          {step['expression']} = {_value(step['value'])}" for step in guard["steps"])


def _message(reason: Reason, names: Names) -> Both:
    params = names.params(reason.code, reason.params)
    return {language: _say(language, reason.code, params) for language in LANGUAGES}


def _say(language: Language, code: str, params: Mapping[str, object]) -> str:
    values = {name: _written(language, name, value) for name, value in params.items()}
    template = _SENTENCES[language].get(code)
    said = fill(template, values) if template is not None else None
    return said if said is not None else sentence(language, code, params)


def _written(language: Language, name: str, value: object) -> str:
    if name in _ACTIONS and isinstance(value, str):
        return action_word(language, value)
    if name == "within" and isinstance(value, str):
        return duration(language, value)
    return written(language, value)


def _plain(value: object, names: Names) -> object:
    if isinstance(value, Reason):
        content: Json = {"code": value.code, "params": _codes(value, names), "message": _message(value, names)}
        return content | ({"guards": list(value.trace)} if value.trace else {})
    if isinstance(value, Mapping):
        return {name: _plain(part, names) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part, names) for part in value]
    return value


def _codes(reason: Reason, names: Names) -> Json:
    """People by login; labels that stand in a reason in both languages."""
    params = {
        name: {"zh-TW": value.zh, "en": value.en} if isinstance(value, Text) else value
        for name, value in names.logins(reason.code, reason.params).items()
    }
    return shown(params)


def _day(day: Json) -> str:
    counted = "counted" if day["counted"] else "-      "
    return f"{day['date']}  {counted}  {day['why']['zh-TW']}  {day['why']['en']}"


def _truth(held: bool | None) -> str:
    return {True: "true ", False: "false", None: "?    "}[held]


def _value(value: object) -> str:
    return "-" if value is None else str(value)
