"""Who sees what of a case: one answer for pages, interface, search, export, mail and documents.

What no rule shows is not there: somebody who is no audience of a case must not learn that it exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.authority import owners, posts_of, present, standings
from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView, Holder
from workflow.core.definition import Definition
from workflow.core.directory import Directory, is_active
from workflow.core.form import FieldSpec
from workflow.core.guests import GuestRule
from workflow.core.presenting import View
from workflow.core.resolving import desk_of
from workflow.core.turn import find_slot

APPLICANT = "applicant"
INFORMED = "informed"
PARTNER = "partner"
SEES_ALL_BY_DEFAULT = frozenset({APPLICANT, "holder", "past_actor", "owner", "auditor"})


@dataclass(frozen=True, slots=True)
class Visible:
    """`fields` are dotted paths: a group or table stands beside each of its visible parts (`terms`, `terms.to`)."""

    fields: frozenset[str]
    documents: frozenset[str]
    opinions: bool


def sight(
    definition: Definition,
    view: CaseView,
    directory: Directory,
    person: int,
    now: datetime,
) -> Visible | None:
    """What the person sees of the case now; None when he may not know of it."""
    on = now.astimezone(TAIPEI).date()
    return visible(
        definition,
        view,
        audiences(
            view,
            directory,
            person,
            now,
            definition.process,
            owners=owners(definition, view, directory, on),
            desks=desks(definition, view, directory, on),
            auditors=definition.auditors,
            depth=definition.substitute_depth,
        ),
    )


def audiences(
    view: CaseView,
    directory: Directory,
    person: int,
    now: datetime,
    process: str,
    *,
    owners: tuple[Holder, ...] = (),
    desks: tuple[Holder, ...] = (),
    auditors: tuple[str, ...] = (),
    depth: int = 1,
) -> frozenset[str]:
    """As what the person stands before the case: applicant, holder, past_actor, informed, owner, auditor; empty for
    leavers. `auditors` are posts.

    Holders are those who may act on an open task, deputies too, and the desks that may deal it out. Whoever may do the
    applicant's own task sees as the applicant does, and submitting makes nobody one of those who decided.
    """
    if not is_active(directory, person):
        return frozenset()
    found = set(_by_tasks(view, directory, person, now, process=process, depth=depth))
    if person == view.applicant:
        found.add(APPLICANT)
    elif _took_part(view, person):
        found.add("past_actor")
    day = now.astimezone(TAIPEI).date()
    if any(person in present(directory, each.holder, day) for each in view.informed):
        found.add(INFORMED)
    if standings(directory, desks, person, now, process, depth=depth):
        found.add("holder")
    if auditors and any(post in auditors for post, _ in posts_of(directory, person, day)):
        found.add("auditor")
    if standings(directory, owners, person, now, process, depth=depth):
        found.add("owner")
    return frozenset(found)


def visible(definition: Definition, view: CaseView, audiences: frozenset[str]) -> Visible | None:
    """The union of what the audiences may see, or None. What is hidden from the applicant stays so in any role.

    Where the definition is silent about an audience it sees all that is not hidden from it, the informed only the
    summary, the partner what the present state shows, and an audience not known here nothing.
    """
    sees = definition.states[view.state].sees
    views = [(name, _view(definition, name, sees)) for name in sorted(audiences)]
    shown = [(name, found) for name, found in views if found is not None]
    if not shown:
        return None
    paths = dict(_paths(definition.fields))
    fields = {path for name, found in shown for path in _fields(found, name, paths)}
    documents = {key for name, found in shown for key in _documents(definition, found, name)}
    if APPLICANT in audiences:
        fields = {path for path in fields if APPLICANT not in paths[path]}
        documents = {key for key in documents if APPLICANT not in definition.documents[key].hide_from}
    return Visible(frozenset(fields), frozenset(documents), any(found.opinions for _, found in shown))


def shown_outside(definition: Definition, rule: GuestRule) -> Visible:
    """What a link shows: what its rule lists, without what is hidden from the partner; never an opinion."""
    view = View(PARTNER, fields=rule.sees, documents=rule.sees, opinions=False)
    paths = dict(_paths(definition.fields))
    return Visible(
        frozenset(_fields(view, PARTNER, paths)), frozenset(_documents(definition, view, PARTNER)), opinions=False
    )


def redact(data: Mapping[str, object], fields: frozenset[str]) -> dict[str, object]:
    """The data without anything that is not in `fields`; groups and the rows of tables lose their hidden parts."""
    return {name: _redacted(name, value, fields) for name, value in data.items() if name in fields}


def _took_part(view: CaseView, person: int) -> bool:
    """Whoever decided, or in whose name; and whoever handed an open task on, until it is answered."""
    decided = any(person in {decision.actor, decision.on_behalf_of} for decision in view.decisions)
    return decided or any(task.open and task.course.handed_by == person for task in view.tasks)


def desks(definition: Definition, view: CaseView, directory: Directory, on: date) -> tuple[Holder, ...]:
    """Who may deal out the open tasks of pools."""
    found: list[Holder] = []
    for task in view.tasks if view.closed_at is None else ():
        slot = find_slot(definition, task.state, task.key) if task.open and task.kind != "unblock" else None
        rule = definition.actors.get(slot.actor) if slot is not None else None
        desk = desk_of(rule, view, directory, on, avoid=frozenset({view.applicant})) if rule is not None else None
        found += desk.holders if desk is not None else ()
    return tuple(found)


def _by_tasks(
    view: CaseView, directory: Directory, person: int, now: datetime, *, process: str, depth: int
) -> Iterator[str]:
    for task in view.tasks:
        if task.open:
            for standing in standings(directory, task.holders, person, now, process, depth=depth):
                yield APPLICANT if standing.holder.person == view.applicant else "holder"


def _view(definition: Definition, audience: str, sees: tuple[str, ...] | None) -> View | None:
    if audience == PARTNER and sees is not None:
        return View(PARTNER, fields=sees, documents=sees, opinions=False)
    declared = (definition.views or {}).get(audience)
    if declared is not None:
        return declared
    if audience == INFORMED:
        return View(INFORMED, fields=definition.summary, documents=(), opinions=False)
    return View(audience) if audience in SEES_ALL_BY_DEFAULT else None


def _paths(
    specs: Iterable[FieldSpec], prefix: str = "", hidden: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each field by its dotted path with the audiences that it is hidden from; parts inherit from their group."""
    for spec in specs:
        path, hide_from = prefix + spec.name, hidden.union(spec.hide_from)
        yield path, hide_from
        yield from _paths(spec.fields, f"{path}.", hide_from)


def _fields(view: View, audience: str, paths: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for path, hide_from in paths.items():
        if audience not in hide_from and (view.fields is None or _named(path, view.fields)):
            yield path


def _named(path: str, names: tuple[str, ...]) -> bool:
    """A name means the field, its parts, and the group that it is a part of."""
    return any(path == name or path.startswith(f"{name}.") or name.startswith(f"{path}.") for name in names)


def _documents(definition: Definition, view: View, audience: str) -> Iterator[str]:
    for key, document in definition.documents.items():
        if audience not in document.hide_from and (view.documents is None or key in view.documents):
            yield key


def _redacted(path: str, value: object, fields: frozenset[str]) -> object:
    if isinstance(value, Mapping):
        return {
            name: _redacted(f"{path}.{name}", part, fields)
            for name, part in value.items()
            if f"{path}.{name}" in fields
        }
    if isinstance(value, list | tuple):
        return [_redacted(path, part, fields) for part in value]
    return value
