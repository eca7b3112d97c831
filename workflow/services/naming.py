"""From codes to names in both languages: people, posts, units, states and fields that a refusal speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import DecisionView
from workflow.core.countries import country_name
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.form import FieldSpec
from workflow.core.guests import GUEST, is_guest
from workflow.core.text import Text
from workflow.services.runtime import Runtime
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case

OUTSIDE: Final = Text("校外對方", "The partner")
"""Somebody outside of whom no name is known here."""


@dataclass(frozen=True, slots=True)
class Names:
    """A code that neither the directory nor the definition knows is its own name."""

    directory: Directory
    definition: Definition | None = None
    rows: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    """Of the rows of registers that are shown, by register and code."""
    guests: Mapping[int, Text] = field(default_factory=dict)
    """Of people outside, by the id under which they act."""

    def row(self, register: object, code: object) -> Text:
        """With its code, which tells rows with like names apart."""
        known = self.rows.get((str(register), str(code)))
        if known is None or known == _same(code):
            return _same(code)
        return Text(f"{known.zh}（{code}）", f"{known.en} ({code})")

    def country(self, code: object) -> Text:
        return country_name(str(code))

    def pointed_at(self, spec: FieldSpec, value: object) -> Text | None:
        """What the code in a field stands for; None for a field that holds no such code."""
        match spec.type:
            case "unit":
                return self.unit(value)
            case "person":
                return self.person(self.directory.by_login.get(str(value), value))
            case "country":
                return self.country(value)
            case "ref":
                return self.row(spec.register, value)
            case _:
                return None

    def person(self, person: object) -> Text:
        if isinstance(person, int) and is_guest(person):
            return self.guests.get(person, OUTSIDE)
        known = self.directory.people.get(person) if isinstance(person, int) else None
        return known.name if known else _same(person)

    def signer(self, decision: DecisionView) -> Text | None:
        """Whoever gave an answer; people outside as they signed it. None: the clock."""
        said = decision.input.get(GUEST)
        if isinstance(said, Mapping):
            return Text(str(said["name"]), str(said["name"]))
        return self.person(decision.actor) if decision.actor else None

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
        # 國際合作組承辦人 is what people say; the unit is not named again where the post's name has it.
        chinese = held.zh if place.zh in held.zh else f"{place.zh}{held.zh}"
        return Text(chinese, held.en if place.en in held.en else f"{held.en}, {place.en}")

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
        found = found or _spec(tuple(self._own_inputs()), names)
        return found.label if found else _same(path)

    def spec(self, path: str) -> FieldSpec | None:
        """The field of the case at a dotted path as guards write it."""
        names = path.removeprefix("data.").split(".")
        return _spec(self.definition.fields if self.definition and path.startswith("data.") else (), names)

    def branch(self, key: object) -> Text:
        """Who is asked in a branch of any state."""
        states = self.definition.states.values() if self.definition else ()
        return next((branch.label for state in states for branch in state.branches if branch.key == key), _same(key))

    def _own_inputs(self) -> Iterator[FieldSpec]:
        for state in self.definition.states.values() if self.definition else ():
            for branch in state.branches:
                yield from (spec for slot in branch.slots for outcome in slot.outcomes for spec in outcome.input)

    def in_both(self, texts: object) -> Text:
        """What a register is called stands in the refusal, as `{"zh-TW": …, "en": …}`."""
        return Text(str(texts["zh-TW"]), str(texts["en"])) if isinstance(texts, Mapping) else _same(texts)

    def item(self, item: object) -> Text:
        """The label of an item of any checklist."""
        lists = self.definition.checklists.values() if self.definition else ()
        known = next((each for checklist in lists for each in checklist.items if each.code == item), None)
        return known.label if known else _same(item)

    def params(self, code: str, params: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a refusal or a reason with names in place of codes."""
        kinds = {**_KINDS, **_OF_CODE.get(code, {})}
        return {name: self._named(kinds.get(name), value) for name, value in params.items()}

    def logins(self, code: str, params: Mapping[str, object]) -> dict[str, object]:
        """The parameters for programs: people by their logins, all other codes as they are."""
        kinds = {**_KINDS, **_OF_CODE.get(code, {})}
        return {
            name: self._login(value) if kinds.get(name) in {"person", "principal"} else value
            for name, value in params.items()
        }

    def _login(self, person: object) -> object:
        """Of a person's id or principal; what stands for a post is left as it is."""
        if isinstance(person, list | tuple):
            return [self._login(each) for each in person]
        if isinstance(person, str) and person.startswith("#") and person[1:].isdecimal():
            return self._login(int(person[1:]))
        known = self.directory.people.get(person) if isinstance(person, int) else None
        return known.login if known else person

    def _named(self, kind: str | None, value: object) -> object:
        if kind is None or value is None:
            return value
        name: Callable[[object], Text] = getattr(self, kind)
        if isinstance(value, list | tuple):
            return [name(part) for part in value]
        return name(value)


def name_of(code: str, row: Mapping[str, object]) -> Text:
    """Rows are named by their columns `name_zh` and `name_en`; a row without names is its code."""
    chinese, english = row.get("name_zh"), row.get("name_en")
    return Text(str(chinese or english or code), str(english or chinese or code))


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
        "taker": "principal",
        "people": "person",
        "person": "person",
        "post": "post",
        "posts": "post",
        "state": "state",
        "unit": "unit",
        "path": "field",
        "document": "field",
    }
)
"""How each parameter is named, whatever the code."""

_OF_CODE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "climbed": {"from": "unit", "to": "unit"},
        "lead_differs": {"names": "field"},
        "conflict_to_superior": {"from": "principal", "to": "principal"},
        "sent_to_fallback": {"to": "actor"},
        "escalated_add": {"to": "principal"},
        "escalated_move": {"to": "principal"},
        "handed_over": {"to": "principal"},
        "escalated_notify": {"to": "principal"},
        "rung_add": {"to": "principal"},
        "rung_move": {"to": "principal"},
        "rung_notify": {"to": "principal"},
        "asks_decider": {"in_name_of": "post"},
        "decision_unchanged": {"fields": "field"},
        "decision_stale": {"fields": "field"},
        "cannot_follow": {"fields": "field"},
        "note_not_collected": {"fields": "field"},
        "not_checked": {"item": "item"},
        "booked": {"title": "in_both"},
        "no_such_row": {"title": "in_both"},
        "row_taken": {"title": "in_both", "label": "in_both"},
        "row_not_valid": {"title": "in_both", "label": "in_both"},
    }
)


def names_for_case(runtime: Runtime, case: int | str) -> Names:
    """What a case's definition and the people of today are called; without the definition for an unknown case."""
    with runtime.database.snapshot() as connection:
        loaded = load_case(connection, case)
        process = runtime.catalogue.process(connection, loaded.view.definition) if loaded else None
        directory = runtime.people.at(connection, load_revisions(connection))
    return Names(directory, process.definition if process else None)


def names_for_process(runtime: Runtime, key: str, now: datetime) -> Names:
    """The same for a process that is about to be started."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        today = now.astimezone(TAIPEI).date()
        try:
            process = runtime.catalogue.newest(connection, key, today, revisions.get("definitions", 0))
        except NotFound:
            return Names(directory)
    return Names(directory, process.definition)
