"""The attachments of a draft."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from web.apply.area import blueprint
from web.apply.drafting import draw_section
from web.apply.sheets import Part, draft_here, sheet_of
from web.controls import error_sentences
from web.site import me, now, runtime, site
from web.speaking import t
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.form import DocumentSpec
from workflow.services.drafts import attach, detach
from workflow.services.uploads import take_upload


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/files/<document>")
def attach_file(draft: int, document: str) -> ResponseReturnValue:
    """Keep a file in the place of a document; one that is not what it should be comes back with the reason."""
    sheet = sheet_of(draft_here(draft))
    part = sheet.part_with(document)
    spec = next(it for it in part.documents if it.name == document)
    try:
        file = _chosen(spec, request.files.get("file"))
        upload = take_upload(
            runtime(), site().settings.files, me().id, file.filename or "", file.stream, now=now(), nonce=_nonce()
        )
    except Invalid as invalid:
        problems = [replace(problem, field=document) for problem in invalid.problems]
        errors = error_sentences(problems, (), sheet.draft.form.names, {})
        return draw_section(sheet, part, errors=errors, told=True), 422
    attach(runtime(), draft, me().id, now(), document=document, upload=upload)
    flash(t("apply.attached", name=upload.filename))
    return _back(draft, part, document)


@blueprint.post("/drafts/<int(max=9223372036854775807):draft>/files/<document>/remove")
def detach_file(draft: int, document: str) -> ResponseReturnValue:
    part = sheet_of(draft_here(draft)).part_with(document)
    detach(runtime(), draft, me().id, now(), document=document)
    flash(t("apply.detached"))
    return _back(draft, part, document)


def _chosen(spec: DocumentSpec, file: FileStorage | None) -> FileStorage:
    """Raises Invalid when none was chosen, or one of a kind that the document is not."""
    if file is None or not file.filename:
        raise Invalid(FieldProblem(spec.name, "document_required"))
    if file.filename.rpartition(".")[2].lower() not in spec.accept:
        raise Invalid(FieldProblem(spec.name, "file_type", {"accept": list(spec.accept)}))
    return file


def _nonce() -> str | None:
    return request.form.get("nonce") or None


def _back(draft: int, part: Part, document: str) -> ResponseReturnValue:
    here = url_for("apply.section", draft=draft, section=part.key, back=request.args.get("back"))
    return redirect(f"{here}#f-{document}", 303)
