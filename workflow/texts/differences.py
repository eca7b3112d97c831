"""Differences between versions in words: where, and what it was and is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any, Final

from workflow.core.definition import Deadline
from workflow.core.differing import Change, Place
from workflow.core.durations import Duration
from workflow.core.expressions import Expression
from workflow.core.text import Text
from workflow.core.timerules import TimeRule
from workflow.texts.difference_words import PARTS, SAID
from workflow.texts.speaking import action_word
from workflow.texts.writing import Language, duration, in_language, listed, written

NameOf = Callable[[str, str], Text]
"""What a code is called that stands as the value, or as an item, of a part of the definition."""

Codes = tuple[str, ...]

MOST_NAMED: Final = 6
_QUOTES: Final[Mapping[Language, str]] = {"zh-TW": "「{}」", "en": "“{}”"}
_BETWEEN: Final[Mapping[Language, str]] = {"zh-TW": "的", "en": ", "}
_UNSAID: Final = frozenset({"slots"})


def change_sentence(change: Change, language: Language, name_of: NameOf) -> str:
    """One sentence; `name_of` turns codes into names."""
    where = _where(change, language, name_of)
    part = change.path[-1]
    before, after = _codes(change.before), _codes(change.after)
    if before is not None and after is not None and set(before) != set(after):
        return _listing(where, part.part, (before, after), language, name_of=name_of)
    said = {
        name: _value(value, part.part, language, name_of)
        for name, value in (("before", change.before), ("after", change.after))
    }
    key = f"{change.kind}_value" if change.kind != "changed" and part.key is None else change.kind
    return _say(key, language, where=where, **said)


def say(key: str, language: Language, **values: object) -> str:
    """One of the sentences about versions."""
    return _say(key, language, **values)


def _say(key: str, language: Language, **values: object) -> str:
    said = in_language(SAID[key], language)
    for name, value in values.items():
        said = said.replace("{" + name + "}", str(value))
    return said


def _listing(where: str, part: str, lists: tuple[Codes, Codes], language: Language, *, name_of: NameOf) -> str:
    """What a list of codes gained and lost."""
    before, after = lists
    gained = tuple(code for code in after if code not in before)
    lost = tuple(code for code in before if code not in after)
    key = "_".join(name for name, codes in (("gained", gained), ("lost", lost)) if codes)
    said = {name: _value(codes, part, language, name_of) for name, codes in (("gained", gained), ("lost", lost))}
    return _say(key, language, where=where, **said)


def _where(change: Change, language: Language, name_of: NameOf) -> str:
    places = list(change.path)
    states = list(dict.fromkeys(path[0].key for path in change.paths if path[0].part == "states" and path[0].key))
    if len(states) > 1:  # their branches and slots differ, so none of those is named
        places = [place for place in places if place.part not in {"states", "branches", "slots"}]
    said = [*_places(places, language, name_of)]
    if len(states) > 1:
        names = [in_language(name_of("states", state), language) for state in states]
        more = ["…"] if len(names) > MOST_NAMED else []
        all_names = listed(language, names[:MOST_NAMED] + more)
        said.insert(0, _say("several", language, count=len(names), names=all_names))
    return _BETWEEN[language].join(said)


def _places(places: list[Place], language: Language, name_of: NameOf) -> Iterator[str]:
    for place in places:
        alone = place.part == "branches" and place.key == "main"
        if alone or (place.part in _UNSAID and place is not places[-1]):
            continue
        noun = in_language(PARTS[place.part], language) if place.part in PARTS else place.part
        if place.key is None:
            yield noun
        else:
            label = place.label or name_of(place.part, place.key)
            gap = "" if language == "zh-TW" else " "
            yield f"{noun}{gap}{_QUOTES[language].format(in_language(label, language))}"


def _value(value: object, part: str, language: Language, name_of: NameOf) -> str:
    if value is None or value == ():
        return in_language(SAID["nothing"], language)
    if isinstance(value, Duration):
        return duration(language, str(value))
    if isinstance(value, Expression | TimeRule):
        return value.source
    if isinstance(value, str):
        return in_language(name_of(part, value), language)
    if isinstance(value, tuple | frozenset):
        return listed(language, (_value(item, part, language, name_of) for item in value))
    if isinstance(value, Mapping):
        return listed(language, (str(key) for key in value))
    if is_dataclass(value) and not isinstance(value, Text):
        return _record(value, language, name_of)
    return written(language, value)


def _record(value: Any, language: Language, name_of: NameOf) -> str:
    """An item by its name, else by what it says."""
    if isinstance(value, Deadline) and value.within is None and value.until is None:
        return in_language(SAID["no_deadline"], language)
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return in_language(label, language)
    said = ((field.name, getattr(value, field.name)) for field in fields(value) if not _is_default(field, value))
    return listed(language, (_value(part, name, language, name_of) for name, part in said))


def _is_default(field: Field[Any], value: object) -> bool:
    given = getattr(value, field.name)
    return given is None or given in ((), field.default)


def _codes(value: object) -> Codes | None:
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return value
    return None


def outcome_name(code: str) -> Text:
    return Text(action_word("zh-TW", code), action_word("en", code))
