"""From a form of the case page to a command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request

from web.cases.forms import Given
from web.reading_forms import press, pressed_row_button, read_form
from web.site import me, now, runtime, site
from workflow.core.case import Command, FileView
from workflow.core.definition import Definition, Slot
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.form import FieldSpec
from workflow.core.turn import find_slot
from workflow.services.act import Done, act
from workflow.services.case_page import CasePage
from workflow.services.choices import choices_for, find_choice
from workflow.services.uploads import find_files, take_upload

TEXTS: Final = ("reason", "to", "resume")
KEPT: Final = "uploaded."
ANSWERS: Final = "answers."


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came. `specs` are the fields that this answer takes, `names` the documents."""

    action: str
    task: int | None
    specs: tuple[FieldSpec, ...]
    names: tuple[str, ...]
    raw: Mapping[str, Any]
    uploads: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def given(self, errors: Mapping[str, str] | None = None) -> Given:
        return Given(self.action, self.task, self.raw, errors or {}, self.uploads)


def read_sent(definition: Definition, action: str) -> Sent:
    """What the form says. Which slot it answers is said by the form itself, so that a repeat is read as the first was,
    wherever the case stands by then; whether it may be answered is for `act` to say."""
    slot = _slot(definition, request.form.get("at", ""))
    specs = tuple(_specs(definition, slot, action)) if slot is not None else ()
    raw = {**read_form(request.form, specs), **dict(_reserved())}
    button = pressed_row_button(request.form)
    task = request.form.get("task", "")
    return Sent(
        action,
        int(task) if task.isdecimal() else None,
        specs,
        tuple(name for name in slot.edits if name in definition.documents) if slot is not None else (),
        press(raw, button) if button is not None else raw,
        dict(_kept()),
    )


def wants_row() -> bool:
    """A row button asks for the same page with a row more or less, and sends nothing."""
    return pressed_row_button(request.form) is not None


def with_files(sent: Sent) -> Sent:
    """The same with the files of the request taken, so that they need not be chosen again. Raises Invalid."""
    taken: dict[str, tuple[str, str]] = {}
    problems: list[FieldProblem] = []
    for name in sent.names:
        file = request.files.get(name)
        if file is None or not file.filename:
            continue
        try:
            upload = take_upload(
                runtime(), site().settings.files, me().id, file.filename, file.stream, now=now(), nonce=_nonce(name)
            )
            taken[name] = (upload.id, upload.filename)
        except Invalid as error:
            problems.extend(replace(problem, field=name) for problem in error.problems)
    if problems:
        raise Invalid(*problems)
    return replace(sent, uploads={**sent.uploads, **taken})


def send(page: CasePage, sent: Sent) -> Done:
    """Raises what `act` raises."""
    files = find_files(runtime(), me().id, {name: upload for name, (upload, _) in sent.uploads.items()}, now())
    return act(runtime(), page.number, _command(sent, files), now())


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
    references = [spec for spec in sent.specs if spec.type in {"ref", "person"} and sent.raw.get(spec.name)]
    if not references:
        return sent.raw
    choices = choices_for(runtime(), references, now())
    found = {spec.name: find_choice(choices.of(spec), str(sent.raw[spec.name]))[0] for spec in references}
    return {**sent.raw, **{name: code for name, code in found.items() if code is not None}}


def _slot(definition: Definition, at: str) -> Slot | None:
    state, _, key = at.partition("/")
    return find_slot(definition, state, key) if state in definition.states else None


def _specs(definition: Definition, slot: Slot, action: str) -> Iterator[FieldSpec]:
    outcome = next((it for it in slot.outcomes if it.code == action), None)
    own: Sequence[FieldSpec] = outcome.input if outcome is not None else ()
    yield from (spec for spec in definition.fields if spec.name in slot.edits)
    yield from own


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


def _nonce(name: str) -> str | None:
    nonce = request.form.get("nonce")
    return f"{nonce}.{name}" if nonce else None
