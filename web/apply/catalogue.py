"""What one can apply for, what is needed for it, and the beginning of a draft."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.apply.area import blueprint
from web.cases.saying import HELP
from web.pictures import drawn
from web.site import me, now, runtime
from workflow.core.form import DocumentSpec
from workflow.core.picture import picture_of
from workflow.core.sections import documents_of, start_entries
from workflow.services.drafts import begin_draft, copy_case, list_drafts
from workflow.services.filing import Form, Hat, expected_way, find_form, list_forms


@blueprint.get("/apply")
def catalogue() -> str:
    words = request.args.get("q", "").strip()
    forms = list_forms(runtime(), me().id, now())
    found = [form for form in forms if _matches(form, words)]
    return render_template(
        "apply/catalogue.html",
        words_typed=words,
        total=len(forms),
        open_forms=[form for form in found if form.may_start],
        other_forms=[form for form in found if not form.may_start],
        drafts=[] if words else list_drafts(runtime(), me().id, now()),
    )


@blueprint.get("/apply/<process>")
def start(process: str) -> str:
    """What the request is, before anything is filled in."""
    form = find_form(runtime(), process, me().id, now())
    hat = form.hats[0] if form.hats else None
    return render_template(
        "apply/start.html",
        form=form,
        documents=_documents(form),
        required=form.definition.states[form.definition.start].requires.documents,
        way=expected_way(runtime(), form, me().id, now(), hat=hat, data={}),
        drafts=[it for it in list_drafts(runtime(), me().id, now()) if it.form.definition.process == process],
        **HELP,
    )


@blueprint.get("/apply/<process>/picture.svg")
def picture(process: str) -> Response:
    return drawn(picture_of(find_form(runtime(), process, me().id, now()).definition))


@blueprint.post("/apply/<process>")
def begin(process: str) -> ResponseReturnValue:
    nonce = request.form.get("nonce") or None
    draft = begin_draft(runtime(), process, me().id, now(), hat=read_hat(), nonce=nonce)
    return redirect(url_for("apply.hub", draft=draft), 303)


@blueprint.post("/cases/<number>/copy")
def copy(number: str) -> ResponseReturnValue:
    """A new draft with what an old case holds."""
    draft = copy_case(runtime(), number, me().id, now(), nonce=request.form.get("nonce") or None)
    return redirect(url_for("apply.hub", draft=draft), 303)


def read_hat() -> Hat | None:
    """The post and unit that the form says, if it says one."""
    post, _, unit = request.form.get("hat", "").partition("@")
    return (post, unit) if post and unit else None


def _documents(form: Form) -> tuple[DocumentSpec, ...]:
    return documents_of(form.definition, start_entries(form.definition))


def _matches(form: Form, words: str) -> bool:
    """Every word must stand somewhere in what the process says of itself, in either language."""
    definition = form.definition
    texts = [definition.title, definition.help, *(spec.label for spec in definition.fields)]
    options = [option.label for spec in definition.fields for option in spec.options]
    said = " ".join(f"{text.zh} {text.en}" for text in (*texts, *options)).casefold()
    return all(word in said or word in definition.process for word in words.casefold().split())
