"""What the names can hold on which it hangs whom a slot means: as few values as tell all cases apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from workflow.core.authority import nearest_unit, posts_of, superior
from workflow.core.case import Holder
from workflow.core.checking.surroundings import Surroundings
from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Definition
from workflow.core.field_types import may_be_unit

ROW: Final = "authority"
_DATA: Final = "data."


def values_of(definition: Definition, around: Surroundings, name: str) -> Collection[str]:
    """Rows of the authority table by position; of a `data.…` path units or logins."""
    if name == ROW:
        item = around.item_of(definition)
        return [str(position) for position in range(len(item.rows))] if item is not None else []
    spec = dict(flat_fields(definition.fields)).get(name.removeprefix(_DATA))
    return _people(around) if spec is not None and spec.type == "person" else _units(definition, around, name)


def _units(definition: Definition, around: Surroundings, name: str) -> Collection[str]:
    """Of the units that the field takes those from which different places are found."""
    item, directory, found = around.item_of(definition), around.directory, dict[object, str]()
    posts = [rule.post for rule in definition.actors.values() if rule.of == name]
    posts += [row.decider_post for row in item.rows if row.decider_of == name] if item is not None else []
    spec = dict(flat_fields(definition.fields)).get(name.removeprefix(_DATA))
    for unit in directory.units.values():
        if spec is None or may_be_unit(spec, unit):
            places = tuple(nearest_unit(directory, post or "", unit.key, around.today) for post in posts)
            found.setdefault(places, unit.key)
    return found.values()


def _people(around: Surroundings) -> Collection[str]:
    """One for each place to which a task goes on when the person named must not decide."""
    directory, found = around.directory, dict[object, str]()
    for person in directory.people.values():
        if posts_of(directory, person.id, around.today):
            found.setdefault(superior(directory, Holder(person=person.id), around.today), person.login)
    return found.values()
