"""From a form of the case page to a command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request

from web.cases.forms import Given
from web.cases.signing import signature_given
from web.reading_forms import press, pressed_row_button, read_form
from web.references import settled
from web.site import me, now, runtime, site
from workflow.core.afterwards import afterwards
from workflow.core.aside_inputs import FIELDS, SIGNED_ON, SIGNER
from workflow.core.asking import fields_of_asking
from workflow.core.case import Command, FileView
from workflow.core.definition import Definition, Slot
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.form import FieldSpec
from workflow.core.further import ASKING
from workflow.core.turn import find_slot
from workflow.services.act import Done, act, rehearse
from workflow.services.case_page import CasePage
from workflow.services.choices import choices_for
from workflow.services.uploads import find_files, take_upload

TEXTS: Final = ("reason", "to", "resume")
KEPT: Final = "uploaded."
ANSWERS: Final = "answers."


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came. `specs` are the fields that this answer takes, `names` the documents; `uploads` the files that
    were taken, by document their id and name, `faults` what is wrong with those that were not."""

    action: str
    task: int | None
    specs: tuple[FieldSpec, ...]
    names: tuple[str, ...]
    raw: Mapping[str, Any]
    uploads: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    faults: tuple[FieldProblem, ...] = ()

    def given(self, errors: Mapping[str, str] | None = None) -> Given:
        return Given(self.action, self.task, self.raw, errors or {}, self.uploads)


def read_sent(definition: Definition, action: str) -> Sent:
    """What the form says. Which slot it answers is said by the form itself, so that a repeat is read as the first was,
    wherever the case stands by then; whether it may be answered is for `act` to say."""
    slot = _slot(definition, request.form.get("at", ""))
    specs = tuple(_specs(definition, slot, action)) if slot is not None else ()
    scan = (definition.paper.scan,) if definition.paper is not None and "paper" in request.form else ()
    specs = (*specs, SIGNER, SIGNED_ON) if scan else specs
    if action in ASKING or (action in FIELDS and "aside" in request.form):
        slot, specs = None, fields_of_asking(action) if action in ASKING else FIELDS[action]
    raw = {**read_form(request.form, specs), **dict(_reserved())}
    button = pressed_row_button(request.form)
    task = request.form.get("task", "")
    return Sent(
        action,
        int(task) if task.isdecimal() else None,
        specs,
        tuple(name for name in (*slot.edits, *scan) if name in definition.documents) if slot is not None else (),
        press(raw, button) if button is not None else raw,
        dict(_kept()),
    )


def wants_row() -> bool:
    """A row button asks for the same page with a row more or less, and sends nothing."""
    return pressed_row_button(request.form) is not None


def with_files(sent: Sent) -> Sent:
    """The same with the files of the request taken, so that they need not be chosen again."""
    taken: dict[str, tuple[str, str]] = {}
    faults: list[FieldProblem] = []
    for name in sent.names:
        file = request.files.get(name)
        if file is None or not file.filename:
            continue
        try:
            # Without a nonce: after a refusal the same form may come again with another file in this place.
            upload = take_upload(runtime(), site().settings.files, me().id, file.filename, file.stream, now=now())
            taken[name] = (upload.id, upload.filename)
        except Invalid as error:
            faults.extend(replace(problem, field=name) for problem in error.problems)
    return replace(sent, uploads={**sent.uploads, **taken}, faults=tuple(faults))


def send(page: CasePage, sent: Sent) -> Done:
    """Raises what `act` raises, and NotSigned; with a file that cannot be taken nothing is done, and all that is wrong
    is said."""
    answer = page.panel.answer(sent.action, sent.task)
    files, faults = _files(sent)
    command = replace(_command(sent, files), signed=signature_given() if answer is not None and answer.signs else "")
    if not faults:
        return act(runtime(), page.number, command, now())
    told = {fault.field for fault in faults}
    raise Invalid(*faults, *(it for it in rehearse(runtime(), page.number, command, now()) if it.field not in told))


def _files(sent: Sent) -> tuple[Mapping[str, FileView], tuple[FieldProblem, ...]]:
    """Those that are there, and what is wrong with the others."""
    wanted = {name: upload for name, (upload, _) in sent.uploads.items()}
    try:
        return find_files(runtime(), me().id, wanted, now()), sent.faults
    except Invalid as error:
        lost = {problem.field for problem in error.problems}
        kept = {name: upload for name, upload in wanted.items() if name not in lost}
        return find_files(runtime(), me().id, kept, now()), (*sent.faults, *error.problems)


def _command(sent: Sent, files: Mapping[str, FileView]) -> Command:
    return Command(
        sent.action,
        me().id,
        task=sent.task,
        input=_chosen(sent),
        files=files,
        saw=request.form.get(f"saw.{sent.action}") or request.form.get("saw"),
        nonce=request.form.get("nonce"),
        door="web",
    )


def _chosen(sent: Sent) -> Mapping[str, Any]:
    """References by their codes, whatever part of their name was typed."""
    return settled(sent.specs, sent.raw, choices_for(runtime(), sent.specs, now()))


def _slot(definition: Definition, at: str) -> Slot | None:
    state, _, key = at.partition("/")
    return find_slot(definition, state, key) if state in definition.states else None


def _specs(definition: Definition, slot: Slot, action: str) -> Iterator[FieldSpec]:
    outcome = next((it for it in slot.outcomes if it.code == action), None)
    own: Sequence[FieldSpec] = outcome.input if outcome is not None else ()
    yield from (spec for spec in definition.fields if spec.name in slot.edits)
    yield from own
    state = definition.states.get(request.form.get("at", "").partition("/")[0])
    if outcome is not None and state is not None:
        yield from afterwards(definition, state, slot, outcome)


def _reserved() -> Iterator[tuple[str, Any]]:
    """Texts, ticks and answers to objections; what is empty was not given."""
    for name in TEXTS:
        if request.form.get(name, "").strip():
            yield name, request.form[name]
    ticked = request.form.getlist("checklist")
    if ticked:
        yield "checklist", ticked
    answers = {name.removeprefix(ANSWERS): said for name, said in request.form.items() if name.startswith(ANSWERS)}
    if answers:
        yield "answers", answers


def _kept() -> Iterator[tuple[str, tuple[str, str]]]:
    """Files taken when the form was sent before."""
    for name, value in request.form.items():
        if name.startswith(KEPT):
            upload, _, filename = value.partition("/")
            yield name.removeprefix(KEPT), (upload, filename)
