"""From a draft to a case: what is still missing, and the one start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from workflow.core.case import Command
from workflow.core.errors import FieldProblem
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.sections import fields_of, start_entries
from workflow.services.act import start
from workflow.services.drafts import OpenDraft, Sent, delete_draft, nonce_of, open_draft
from workflow.services.filing import Hat
from workflow.services.runtime import Runtime

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checked:
    """`values` are those that were understood, looked-up ones among them."""

    specs: tuple[FieldSpec, ...]
    values: Mapping[str, object]
    problems: tuple[FieldProblem, ...]


def check_draft(draft: OpenDraft, world: Lookups, *, complete: bool = True) -> Checked:
    """The draft read as its submission would be; without `complete`, what is missing is no problem."""
    definition = draft.form.definition
    specs = fields_of(definition, start_entries(definition))
    parsed = parse_fields(specs, _given(draft), world=world, complete=complete, current={})
    problems = (*parsed.problems, *_documents(draft)) if complete else parsed.problems
    return Checked(specs, {name: value for name, value in parsed.values.items() if value is not None}, problems)


def submit_draft(
    runtime: Runtime,
    draft: int,
    person: int,
    now: datetime,
    *,
    hat: Hat | None = None,
    chosen: Mapping[str, str] = NOTHING,
) -> str:
    """Start the case and delete the draft; the number of the case, also when this or another window did it before.
    `chosen` is what is asked for on sending alone: the class of speed, with the reason for it.

    Raises NotFound, Refused (`which_hat`, `may_not_start`, …), Invalid with everything that is missing.
    """
    try:
        opened = open_draft(runtime, draft, person, now)
    except Sent as sent:
        return sent.number
    command = Command(
        "", person, input={**_given(opened), **chosen}, files=opened.files, nonce=nonce_of(draft), door="web"
    )
    done = start(runtime, opened.form.definition.process, command, now, hat=hat or opened.hat)
    delete_draft(runtime, draft, person)
    return done.number


def _given(draft: OpenDraft) -> dict[str, Any]:
    """What the form of today takes of what was typed, perhaps into an earlier version of it."""
    definition = draft.form.definition
    specs = {spec.name for spec in fields_of(definition, start_entries(definition)) if spec.lookup is None}
    return {name: value for name, value in draft.typed.items() if name in specs}


def _documents(draft: OpenDraft) -> Iterator[FieldProblem]:
    definition = draft.form.definition
    for name in definition.states[definition.start].requires.documents:
        if name not in draft.files:
            yield FieldProblem(name, "document_required")
