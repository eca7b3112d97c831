"""From codes to names in both languages: people, posts, units, states and fields that a refusal speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.form import FieldSpec
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class Names:
    """A code that neither the directory nor the definition knows is its own name."""

    directory: Directory
    definition: Definition | None = None

    def person(self, person: object) -> Text:
        known = self.directory.people.get(person) if isinstance(person, int) else None
        return known.name if known else _same(person)

    def post(self, post: object) -> Text:
        known = self.directory.posts.get(str(post))
        return known.label if known else _same(post)

    def unit(self, unit: object) -> Text:
        known = self.directory.units.get(str(unit))
        return known.label if known else _same(unit)

    def principal(self, principal: object) -> Text:
        """`#5` is a person, `dean@coe` a post of a unit; anything else is a post."""
        text = str(principal)
        if text.startswith("#") and text[1:].isdecimal():
            return self.person(int(text[1:]))
        post, _, unit = text.partition("@")
        if not unit:
            return self.post(post)
        held, place = self.post(post), self.unit(unit)
        # 工學院院長 is what people say; the unit's name is not repeated where the post's begins with it.
        chinese = held.zh if held.zh.startswith(place.zh) else f"{place.zh}{held.zh}"
        return Text(chinese, f"{held.en}, {place.en}")

    def actor(self, actor: object) -> Text:
        known = self.definition.actors.get(str(actor)) if self.definition else None
        return known.label if known else _same(actor)

    def state(self, state: object) -> Text:
        known = self.definition.states.get(str(state)) if self.definition else None
        return known.label if known else _same(state)

    def field(self, path: object) -> Text:
        """The label of a field or document by its dotted path; rows of tables do not count."""
        names = [part for part in str(path).removeprefix("data.").split(".") if not part.isdecimal()]
        document = self.definition.documents.get(names[0]) if self.definition and names else None
        if document is not None:
            return document.label
        found = _spec(self.definition.fields if self.definition else (), names)
        return found.label if found else _same(path)

    def params(self, code: str, params: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a refusal or a reason with names in place of codes."""
        kinds = {**_KINDS, **_OF_CODE.get(code, {})}
        return {name: self._named(kinds.get(name), value) for name, value in params.items()}

    def _named(self, kind: str | None, value: object) -> object:
        if kind is None or value is None:
            return value
        name: Callable[[object], Text] = getattr(self, kind)
        if isinstance(value, list | tuple):
            return [name(part) for part in value]
        return name(value)


def _same(code: object) -> Text:
    return Text(str(code), str(code))


def _spec(fields: tuple[FieldSpec, ...], names: list[str]) -> FieldSpec | None:
    found = next((spec for spec in fields if names and spec.name == names[0]), None)
    if found is None or len(names) == 1:
        return found
    return _spec(found.fields, names[1:])


_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actor": "actor",
        "by": "person",
        "holder": "principal",
        "holders": "principal",
        "people": "person",
        "person": "person",
        "post": "post",
        "posts": "post",
        "state": "state",
        "unit": "unit",
        "path": "field",
    }
)
"""How each parameter is named, whatever the code."""

_OF_CODE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "climbed": {"from": "unit", "to": "unit"},
        "conflict_to_superior": {"from": "principal", "to": "principal"},
        "sent_to_fallback": {"to": "actor"},
        "escalated": {"to": "principal"},
        "direct": {"to": "state"},
    }
)
