"""What somebody with a link sees, and the one way in which they act: through `act`, as everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Final

from workflow.adapters.files import open_blob
from workflow.core.case import Command, FileView
from workflow.core.deciding import offers_to_guest
from workflow.core.definition import Definition, Slot
from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Refused
from workflow.core.field_texts import BadValue, clean_email, clean_text
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.freezing import as_file, is_ready
from workflow.core.guests import DOOR, RENEW_LINK, Guest, GuestRule
from workflow.core.inputs import sends
from workflow.core.text import Text
from workflow.core.turn import find_slot
from workflow.core.visibility import redact, shown_outside
from workflow.services.act import Done, act
from workflow.services.case_content import Line, lines_of, visible_specs
from workflow.services.guest_door import Door, find_door
from workflow.services.guest_letters import action_label
from workflow.services.naming import Names
from workflow.services.row_names import row_names
from workflow.services.runtime import Runtime
from workflow.services.typed import typed
from workflow.services.worlds import world_for
from workflow.store import guests
from workflow.store.guests import ActRow

LONGEST_NAME: Final = 80
LONGEST_AGENT: Final = 300


@dataclass(frozen=True, slots=True)
class GuestAnswer:
    """One answer that may be given: `needs` are documents without which it is not taken."""

    code: str
    label: Text
    saw: str
    reason: bool
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuestAct:
    """What was done through this link before."""

    label: Text
    row: ActRow


@dataclass(frozen=True, slots=True)
class GuestPage:
    """`lines` and `papers` only while the link is open and this browser has typed a code; `acts` for such a browser."""

    door: Door
    school: Text
    unit: Text
    process: Text
    number: str
    state: Text
    due_at: datetime | None
    names: Names
    lines: tuple[Line, ...] = ()
    papers: tuple[tuple[DocumentSpec, FileView], ...] = ()
    answers: tuple[GuestAnswer, ...] = ()
    comment: bool = False
    edits: tuple[FieldSpec, ...] = ()
    uploads: tuple[DocumentSpec, ...] = ()
    acts: tuple[GuestAct, ...] = ()


@dataclass(frozen=True, slots=True)
class GuestForm:
    """What was sent: `name` and `address` as they were typed, `ip` and `agent` as they came."""

    action: str
    name: str = ""
    address: str = ""
    input: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, FileView] = field(default_factory=dict)
    saw: str | None = None
    nonce: str | None = None
    ip: str = ""
    agent: str = ""


# long because it names every part of the page once
def open_link_page(runtime: Runtime, token: str, secret: str | None, now: datetime) -> GuestPage:
    """Changes nothing. Raises NotFound."""
    door = find_door(runtime, token, secret, now)
    with runtime.database.snapshot() as connection:
        process = runtime.catalogue.process(connection, door.view.definition)
        current = runtime.catalogue.current(connection, door.revisions.get("definitions", 0))
        definition, view = process.definition, typed(process, door.view)
        names = Names(
            runtime.people.at(connection, door.revisions),
            definition,
            row_names(connection, definition.fields, view.data) if door.known else {},
        )
        acts = guests.acts_of_case(connection, view.id) if door.known else ()
        world = world_for(runtime, connection, process, view, command=Command("", 0), revisions=door.revisions)
    school = next((unit.label for unit in current.units.values() if unit.parent is None), definition.title)
    page = GuestPage(
        door=door,
        school=school,
        unit=names.unit(definition.contact),
        process=definition.title,
        number=view.number or "",
        state=names.state(view.state),
        due_at=door.task.due_at if door.task is not None else None,
        acts=tuple(GuestAct(action_label(definition, it.action), it) for it in acts if it.link_id == door.link.id),
        names=names,
    )
    slot = _slot(door, definition)
    if door.state != "open" or slot is None or slot.guest is None:
        return page
    offered = offers_to_guest(process, view, _guest(door, GuestForm("")), world, now=now)
    saws = {offer.action: offer.saw for offer in offered if offer.allowed}
    return _opened(page, definition, view.data, slot, saws=saws)


def _opened(
    page: GuestPage, definition: Definition, data: Mapping[str, object], slot: Slot, *, saws: Mapping[str, str]
) -> GuestPage:
    rule, names = slot.guest, page.names
    assert rule is not None
    shown = shown_outside(definition, rule)
    specs = tuple(visible_specs(definition.fields, shown.fields))
    held, state = page.door.view.documents, definition.states[page.door.view.state]
    files = {name: as_file(file) for name, file in held.items() if name in shown.documents and is_ready(file)}
    lines = lines_of(specs, redact(data, shown.fields), names)
    return GuestPage(
        door=page.door,
        school=page.school,
        unit=page.unit,
        process=page.process,
        number=page.number,
        state=page.state,
        due_at=page.due_at,
        lines=tuple(line for line in lines if not line.empty),
        papers=tuple((spec, files[name]) for name, spec in definition.documents.items() if name in files),
        answers=tuple(_answers(definition, slot, rule, saws, state.requires.documents)),
        comment="comment" in saws,
        edits=tuple(spec for spec in definition.fields if spec.name in rule.edits),
        uploads=tuple(definition.documents[name] for name in rule.uploads),
        acts=page.acts,
        names=names,
    )


def _answers(
    definition: Definition, slot: Slot, rule: GuestRule, saws: Mapping[str, str], required: tuple[str, ...]
) -> Iterator[GuestAnswer]:
    words = dict(rule.words)
    state = next(s for s in definition.states.values() for branch in s.branches if slot in branch.slots)
    for outcome in slot.outcomes:
        if outcome.code in rule.answers and outcome.code in saws:
            edge = state.edge(outcome.code)
            needs = required if sends(definition, edge) and not (edge is not None and edge.back) else ()
            label = words.get(outcome.code, outcome.label)
            yield GuestAnswer(outcome.code, label, saws[outcome.code], outcome.reason, needs)


def act_by_link(runtime: Runtime, token: str, secret: str | None, form: GuestForm, now: datetime) -> Done:
    """Wants a browser in which the code was typed; only a new link in place of an expired one needs none.

    Raises NotFound, Refused (`code_needed`), Invalid, and what `act` raises.
    """
    door = find_door(runtime, token, secret, now)
    if form.action != RENEW_LINK:
        if not door.known:
            raise Refused(Refusal("code_needed", {}))
        form = _signed(form, door)
    guest = _guest(door, form)
    command = Command(
        form.action,
        guest.actor,
        task=guest.task,
        input=form.input,
        files=form.files,
        saw=form.saw,
        nonce=form.nonce,
        door=DOOR,
        guest=guest,
    )
    return act(runtime, door.view.id, command, now)


def open_guest_paper(
    runtime: Runtime, root: Path, token: str, secret: str | None, name: str, *, now: datetime
) -> tuple[FileView, BufferedReader]:
    """The present version of a document that the link shows; the caller closes it. Raises NotFound."""
    page = open_link_page(runtime, token, secret, now)
    found = next((file for spec, file in page.papers if spec.name == name), None)
    if found is None:
        raise NotFound("file", name)
    return found, open_blob(root, found.sha256)


def _slot(door: Door, definition: Definition) -> Slot | None:
    return find_slot(definition, door.task.state, door.task.key) if door.task is not None else None


def _guest(door: Door, form: GuestForm) -> Guest:
    link = door.link
    address = form.address or link.address
    return Guest(link.id, link.task_seq, form.name, address, link.address, form.ip, form.agent[:LONGEST_AGENT])


def _signed(form: GuestForm, door: Door) -> GuestForm:
    """With the name as it was typed, which is the signature. Raises Invalid."""
    problems = []
    name = address = None
    try:
        name = clean_text(form.name, longest=LONGEST_NAME)
    except BadValue as bad:
        problems.append(FieldProblem("name", bad.code, bad.params))
    else:
        problems += [FieldProblem("name", "required")] if name is None else []
    try:
        address = clean_email(form.address) if form.address.strip() else door.link.address
    except BadValue as bad:
        problems.append(FieldProblem("address", bad.code, bad.params))
    if problems:
        raise Invalid(*problems)
    return GuestForm(
        form.action, name or "", address or "", form.input, form.files, form.saw, form.nonce, form.ip, form.agent
    )
