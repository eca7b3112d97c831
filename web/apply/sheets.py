"""A draft as the pages show it: its sections, how far each is, and what is still to be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask import abort, redirect, url_for

from web.controls import Control, Drawing, Errors, draw, error_sentences
from web.site import me, now, runtime
from web.speaking import in_words, t
from workflow.core.errors import NotFound
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.presenting import Section
from workflow.core.sections import documents_of, fields_of, sections_of
from workflow.services.choices import Choices, choices_for
from workflow.services.drafts import OpenDraft, Sent, open_draft
from workflow.services.submitting import Checked, check_draft

Progress = Literal["done", "begun", "new"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the problems that stand in it; `errors` by path, in words."""

    section: Section
    label: str
    specs: tuple[FieldSpec, ...]
    documents: tuple[DocumentSpec, ...]
    progress: Progress
    errors: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.section.key


@dataclass(frozen=True, slots=True)
class Sheet:
    draft: OpenDraft
    choices: Choices
    checked: Checked
    parts: tuple[Part, ...]

    @property
    def done(self) -> int:
        return sum(part.progress == "done" for part in self.parts)

    @property
    def missing(self) -> int:
        return sum(len(part.errors) for part in self.parts)

    def part(self, key: str) -> Part:
        """Raises NotFound."""
        for part in self.parts:
            if part.key == key:
                return part
        raise NotFound("section", key)

    def part_with(self, document: str) -> Part:
        """Raises NotFound."""
        for part in self.parts:
            if any(spec.name == document for spec in part.documents):
                return part
        raise NotFound("document", document)

    def after(self, part: Part) -> Part | None:
        place = self.parts.index(part) + 1
        return self.parts[place] if place < len(self.parts) else None


def draft_here(draft: int) -> OpenDraft:
    """One of the visitor's own; one that is a case now leads to the case. Raises NotFound."""
    try:
        return open_draft(runtime(), draft, me().id, now())
    except Sent as sent:
        abort(redirect(url_for("cases.sent", number=sent.number), 303))


def sheet_of(draft: OpenDraft) -> Sheet:
    """With everything that stands between the draft and its submission."""
    definition = draft.form.definition
    choices = choices_for(runtime(), definition.fields, now(), calendars=definition.calendars)
    checked = check_draft(draft, choices.lookups)
    errors = error_sentences(checked.problems, definition.fields, draft.form.names, draft.typed)
    sections = sections_of(definition)
    parts = (_part(draft, section, errors, place, of=len(sections)) for place, section in enumerate(sections, start=1))
    return Sheet(draft, choices, checked, tuple(parts))


def controls_of(sheet: Sheet, part: Part, raw: Mapping[str, Any], errors: Errors) -> tuple[Control, ...]:
    drawing = Drawing(sheet.choices, errors, sheet.checked.values, sheet.draft.form.names)
    return draw(part.specs, raw, drawing)


def errors_in(part: Part, errors: Mapping[str, str]) -> dict[str, str]:
    """Those whose path begins in the section."""
    return {path: said for path, said in errors.items() if path.partition(".")[0] in part.section.fields}


def _part(draft: OpenDraft, section: Section, errors: Mapping[str, str], place: int, *, of: int) -> Part:
    definition = draft.form.definition
    documents = documents_of(definition, section.fields)
    own = {path: said for path, said in errors.items() if path.partition(".")[0] in section.fields}
    begun = section.key in draft.savings or any(it.name in draft.files for it in documents)
    typed = any(draft.typed.get(name) for name in section.fields)
    progress: Progress = "new"
    if begun or typed:
        progress = "begun" if own else "done"
    return Part(section, _label(section, documents, place, of=of), fields_of(definition, section.fields), documents,
                progress, own)  # fmt: skip


def _label(section: Section, documents: tuple[DocumentSpec, ...], place: int, *, of: int) -> str:
    if section.label is not None:
        return in_words(section.label)
    if documents:
        return t("apply.files")
    return t("apply.part", n=place) if of > 2 else t("apply.content")
