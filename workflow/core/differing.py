"""What one version of a definition says that another does not: every difference, said once, with its place.

It knows nothing of particular constructs: whatever stands in a definition is compared, so nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Literal

from workflow.core.definition import Definition
from workflow.core.durations import Duration
from workflow.core.expressions import Expression
from workflow.core.text import Text
from workflow.core.timerules import TimeRule

Kind = Literal["added", "removed", "changed"]
Category = Literal["text", "way", "guard", "people", "time", "form", "binding", "view", "other"]

KEYS: Final = ("key", "name", "code", "outcome")
"""What tells the items of a list apart, the first that they have."""
UNTOLD: Final = frozenset({"sha256", "version", "process"})
NEW_CASES_ONLY: Final = frozenset({"accepted", "effective_from", "effective_to", "migrations"})
WHOLE: Final = (Expression, TimeRule, Duration, Text)

_CATEGORIES: Final[tuple[tuple[Category, frozenset[str]], ...]] = (
    ("text", frozenset({"label", "help", "title", "case_title", "party"})),
    ("guard", frozenset({"when", "required_when"})),
    ("time", frozenset({
        "deadline", "ladder", "calendars", "case_deadline", "speed", "until", "not_before", "take_back",
        "effective_from", "effective_to", "within", "clock", "roll", "timeout",
    })),
    ("binding", frozenset({"binds", "freeze_on", "signature"})),
    ("people", frozenset({
        "actors", "actor", "owner", "may_start", "nobody", "constraints", "substitute_depth", "self_approval",
        "authority_item", "authority_at", "post", "of",
    })),
    ("view", frozenset({"views", "sees", "hide_from", "future_preview", "summary"})),
    ("form", frozenset({
        "fields", "documents", "sections", "checklists", "requires", "edits", "unit_field", "input", "reason_for",
    })),
    ("way", frozenset({
        "states", "start", "edges", "arms", "pass_to", "branches", "slots", "join", "leave_on", "outcomes", "visits",
        "withdraw", "effects", "stop_at_first", "outcome", "type",
    })),
)  # fmt: skip
"""By what stands in the path, looked for from its end."""


@dataclass(frozen=True, slots=True)
class Place:
    """A step into a definition: an attribute, or the item `key` of a collection, with what it is called."""

    part: str
    key: str | None = None
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`paths` are all places that differ in the same way. `before` and `after` are values of the definitions; of an
    item that is only on one side, the item."""

    kind: Kind
    paths: tuple[tuple[Place, ...], ...]
    before: object = None
    after: object = None

    @property
    def category(self) -> Category:
        return _category(self.paths[0])

    @property
    def path(self) -> tuple[Place, ...]:
        return self.paths[0]


def differences(before: Definition, after: Definition) -> tuple[Change, ...]:
    """In the order of the definition; the same change in many states is one."""
    found = _walk(before, after, ())
    return _gathered(found)


def texts_only(changes: Iterable[Change]) -> bool:
    """Whether nothing but wording differs, or what concerns new cases alone: every case may go by either."""
    return all(change.category == "text" or change.path[0].part in NEW_CASES_ONLY for change in changes)


def written(path: tuple[Place, ...]) -> str:
    """`states.cosign.branches.legal.slots.legal.deadline.within`."""
    return ".".join(part for place in path for part in (place.part, place.key) if part is not None)


def _walk(before: Any, after: Any, path: tuple[Place, ...]) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _items(before, after, path)
    elif _is_list(before, after):
        yield from _items(_keyed(before), _keyed(after), path)
    elif _is_record(before) and type(before) is type(after):
        for field in fields(before):
            if field.name not in UNTOLD:
                yield from _walk(getattr(before, field.name), getattr(after, field.name), (*path, Place(field.name)))
    else:
        yield _differing(before, after, path)


def _differing(before: object, after: object, path: tuple[Place, ...]) -> Change:
    if _is_nothing(before):
        return Change("added", (path,), None, after)
    if _is_nothing(after):
        return Change("removed", (path,), before, None)
    return Change("changed", (path,), before, after)


def _items(before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[Place, ...]) -> Iterator[Change]:
    """Items of a collection; the last place of the path names the collection."""
    *above, collection = path
    for key in dict.fromkeys([*before, *after]):
        there = before.get(key, after.get(key)) if key not in after else after[key]
        here = (*above, Place(collection.part, key, getattr(there, "label", None)))
        if key not in before:
            yield Change("added", (here,), None, after[key])
        elif key not in after:
            yield Change("removed", (here,), before[key], None)
        else:
            yield from _walk(before[key], after[key], here)


def _is_nothing(value: object) -> bool:
    return value is None or value == ()


def _is_record(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, WHOLE)


def _is_list(before: object, after: object) -> bool:
    """Whether both are lists of which at least one holds records, so that items can be told apart."""
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return False
    return any(_is_record(item) for item in (*before, *after))


def _keyed(items: tuple[Any, ...]) -> dict[str, Any]:
    named = [next((str(getattr(item, key)) for key in KEYS if getattr(item, key, None)), "") for item in items]
    unique = len(set(named)) == len(named) and all(named)
    return {
        name if unique else str(place): item for place, (name, item) in enumerate(zip(named, items, strict=True), 1)
    }


def _category(path: tuple[Place, ...]) -> Category:
    for place in reversed(path):
        for category, parts in _CATEGORIES:
            if place.part in parts:
                return category
    return "other"


def _gathered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes of the same kind below several states or slots are told as one."""
    found: dict[tuple[str, str, str, str], Change] = {}
    for change in changes:
        key = (change.kind, _below(change.path), repr(change.before), repr(change.after))
        known = found.get(key)
        found[key] = change if known is None else replace(known, paths=(*known.paths, *change.paths))
    return tuple(found.values())


def _below(path: tuple[Place, ...]) -> str:
    """The path without the state, branch and slot that it begins with; the whole path of what is no part of one."""
    rest = [place for place in path if place.part not in {"states", "branches", "slots"}]
    return written(path) if path[0].part != "states" or not rest else written(tuple(rest))
