"""Forms begun and not submitted: filled in section by section, kept for one person, and started once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from workflow.core.canonical import sha256_hex
from workflow.core.case import FileView
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.fields import to_json
from workflow.core.sections import start_entries
from workflow.core.visibility import redact
from workflow.services.filing import Form, Hat, form_in
from workflow.services.runtime import Runtime
from workflow.services.showing import Seen, see_case
from workflow.store import drafts, forms
from workflow.store.drafts import Draft
from workflow.store.engine import Connection
from workflow.store.errors import NonceUsed
from workflow.store.ids import new_id
from workflow.store.steps import load_case
from workflow.store.uploads import Upload
from workflow.store.values import FormUse

MOST_DRAFTS: Final = 100

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saving:
    """When a section was saved last, and for the how many-th time."""

    turn: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """`typed` holds what stands in the fields, valid or not; `hat` is the chosen one, if one was chosen."""

    id: int
    form: Form
    typed: Mapping[str, Any]
    files: Mapping[str, FileView]
    savings: Mapping[str, Saving]
    hat: Hat | None
    updated_at: datetime

    def turn_of(self, section: str) -> int:
        """What a page remembers, to notice that another window has saved since."""
        return self.savings[section].turn if section in self.savings else 0


class Overtaken(Refused):
    """Another window has saved other values since; `draft` is as it stands now, nothing was changed."""

    def __init__(self, draft: OpenDraft) -> None:
        super().__init__(Refusal("draft_overtaken", {}))
        self.draft = draft


class Sent(Refused):
    """The draft has become a case already."""

    def __init__(self, number: str) -> None:
        super().__init__(Refusal("draft_sent", {"number": number}))
        self.number = number


def begin_draft(
    runtime: Runtime, process: str, person: int, now: datetime, *, hat: Hat | None = None, nonce: str | None = None
) -> int:
    """The id of a new draft; a repeat with the same nonce gets the same one. Raises NotFound, Refused."""
    return _begun(runtime, process, person, now, typed={}, hat=hat, nonce=nonce)


def copy_case(runtime: Runtime, number: str, person: int, now: datetime, *, nonce: str | None = None) -> int:
    """A new draft with what the person may see of what was filled in for that case; files are not taken over.

    Raises NotFound for a case that they may not know, Refused where they may not start the process.
    """
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, number, now, actor=person)
    return _begun(runtime, seen.view.process, person, now, typed=_filled_in(seen), nonce=nonce)


def begin_filled(
    runtime: Runtime, process: str, person: int, now: datetime, *, typed: Mapping[str, Any], nonce: str | None = None
) -> int:
    """As `begin_draft`, with what stands in the fields already; what the form does not have is left out when it is
    submitted. Raises NotFound, Refused."""
    return _begun(runtime, process, person, now, typed=dict(typed), nonce=nonce)


def known_data(
    runtime: Runtime, connection: Connection, number: str, process: str, *, person: int, now: datetime
) -> Mapping[str, Any]:
    """What the person may see of what was filled in for a case of the process; nothing where there is no such case."""
    try:
        seen = see_case(runtime, connection, number, now, actor=person)
    except NotFound:
        return {}
    return _filled_in(seen) if seen.view.process == process else {}


def open_draft(runtime: Runtime, draft: int, person: int, now: datetime) -> OpenDraft:
    """Raises NotFound for the drafts of others, Sent for one that is a case now."""
    with runtime.database.snapshot() as connection:
        return _open(runtime, connection, draft, person, now)


def list_drafts(runtime: Runtime, person: int, now: datetime) -> tuple[OpenDraft, ...]:
    """Newest first; one whose process is published no more is left out."""
    with runtime.database.snapshot() as connection:
        return tuple(_opened(runtime, connection, drafts.of_person(connection, person), person, now))


# long because all that belongs to one section is saved in one place
def save_section(
    runtime: Runtime,
    draft: int,
    person: int,
    now: datetime,
    *,
    section: str,
    typed: Mapping[str, Any],
    seen: int,
) -> OpenDraft:
    """Put what was typed into the fields of a section; `seen` is its turn when the page was made.

    Raises Overtaken when another window has saved something else since, NotFound, Sent.
    """
    with runtime.database.transaction() as connection:
        opened = _open(runtime, connection, draft, person, now, lock=True)
        merged = {**opened.typed, **typed}
        if opened.turn_of(section) != seen and merged != opened.typed:
            raise Overtaken(opened)
        saving = Saving(opened.turn_of(section) + 1, now)
        saved = replace(opened, typed=merged, savings={**opened.savings, section: saving}, updated_at=now)
        _put(connection, saved, person)
    return saved


def attach(runtime: Runtime, draft: int, person: int, now: datetime, *, document: str, upload: Upload) -> OpenDraft:
    """Put a file in the place of a document; a file that was there before is replaced. Raises NotFound, Sent."""
    view = FileView(document, 0, upload.sha256, upload.size, upload.filename, upload.media_type)
    return _with_files(runtime, draft, person, now, document=document, view=view)


def detach(runtime: Runtime, draft: int, person: int, now: datetime, *, document: str) -> OpenDraft:
    """Raises NotFound, Sent."""
    return _with_files(runtime, draft, person, now, document=document, view=None)


def delete_draft(runtime: Runtime, draft: int, person: int) -> None:
    """Deleting what is gone, or another's, does nothing."""
    with runtime.database.transaction() as connection:
        drafts.remove(connection, draft, person)


def nonce_of(draft: int) -> str:
    """One for all windows in which the draft may be submitted."""
    return f"draft:{draft}"


def _filled_in(seen: Seen) -> Raw:
    """As far as the reader sees it, and as it may be typed again."""
    entries = start_entries(seen.process.definition)
    data = seen.view.data if seen.visible is None else redact(seen.view.data, seen.visible.fields)
    lookups = {spec.name for spec in seen.process.definition.fields if spec.lookup is not None}
    return {name: value for name, value in to_json(data).items() if name in entries and name not in lookups}


def _begun(
    runtime: Runtime,
    process: str,
    person: int,
    now: datetime,
    *,
    typed: Raw,
    hat: Hat | None = None,
    nonce: str | None = None,
) -> int:
    draft = new_id(now, int.from_bytes(runtime.random_bytes(4)))
    try:
        with runtime.database.transaction() as connection:
            known = forms.stored_answer(connection, person, _begins(nonce)) if nonce is not None else None
            if known is not None:
                return int(known.answer["draft"])
            form = form_in(runtime, connection, process, person, now)
            _require_hat(form, hat)
            if len(drafts.of_person(connection, person)) >= MOST_DRAFTS:
                raise Refused(Refusal("too_many_drafts", {"most": MOST_DRAFTS}))
            _put(connection, OpenDraft(draft, form, typed, {}, {}, hat, now), person)
            if nonce is not None:
                use = FormUse(person, _begins(nonce), sha256_hex(process.encode()), {"draft": draft})
                forms.store_answer(connection, use, now)
    except NonceUsed:
        return _begun(runtime, process, person, now, typed=typed, hat=hat, nonce=nonce)
    return draft


def _begins(nonce: str) -> str:
    """Apart from the nonces of cases, whose answers are others."""
    return f"begin:{nonce}"


def _require_hat(form: Form, hat: Hat | None) -> None:
    """Raises Refused where the person may not start the process, or not under that hat."""
    if not form.may_start or (hat is not None and hat not in form.hats):
        raise Refused(Refusal("may_not_start", {"posts": list(form.definition.may_start)}))


def _with_files(
    runtime: Runtime, draft: int, person: int, now: datetime, *, document: str, view: FileView | None
) -> OpenDraft:
    with runtime.database.transaction() as connection:
        opened = _open(runtime, connection, draft, person, now, lock=True)
        if document not in start_entries(opened.form.definition) or document not in opened.form.definition.documents:
            raise NotFound("document", document)
        others = {name: file for name, file in opened.files.items() if name != document}
        files = others if view is None else {**others, document: view}
        changed = replace(opened, files=files, updated_at=now)
        _put(connection, changed, person)
    return changed


def _open(
    runtime: Runtime, connection: Connection, draft: int, person: int, now: datetime, *, lock: bool = False
) -> OpenDraft:
    answered = forms.stored_answer(connection, person, nonce_of(draft))
    if answered is not None:
        loaded = load_case(connection, int(answered.answer["case"]))
        raise Sent((loaded.view.number if loaded else None) or "")
    row = drafts.get(connection, draft, person, lock=lock)
    if row is None:
        raise NotFound("draft", str(draft))
    return _read(row, form_in(runtime, connection, row.process, person, now))


def _opened(
    runtime: Runtime, connection: Connection, rows: tuple[Draft, ...], person: int, now: datetime
) -> Iterator[OpenDraft]:
    for row in rows:
        try:
            yield _read(row, form_in(runtime, connection, row.process, person, now))
        except NotFound:
            continue


def _read(row: Draft, form: Form) -> OpenDraft:
    data = row.data
    post, _, unit = (data["hat"] or "").partition("@")
    return OpenDraft(
        row.id,
        form,
        data["typed"],
        {name: FileView(**facts) for name, facts in row.files.items()},
        {key: Saving(turn, datetime.fromisoformat(at)) for key, (turn, at) in data["saved"].items()},
        (post, unit) if unit and (post, unit) in form.hats else None,
        row.updated_at,
    )


def _put(connection: Connection, draft: OpenDraft, person: int) -> None:
    data = {
        "typed": dict(draft.typed),
        "saved": {key: [saving.turn, saving.at.isoformat()] for key, saving in draft.savings.items()},
        "hat": f"{draft.hat[0]}@{draft.hat[1]}" if draft.hat else None,
    }
    files = {name: _facts(view) for name, view in draft.files.items()}
    drafts.put(connection, Draft(draft.id, person, draft.form.definition.process, data, draft.updated_at, files))


def _facts(view: FileView) -> dict[str, Any]:
    return {name: getattr(view, name) for name in FileView.__slots__}
