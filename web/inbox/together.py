"""Approving several cases at once: the page that shows them, and what became of each."""

from __future__ import annotations

from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from web.cases.saying import HELP, plain
from web.inbox.pages import blueprint
from web.site import me, new_nonce, now, runtime
from web.speaking import NOBODY, problem_sentence, refusal_sentences, t
from workflow.core.errors import FieldProblem, Refused
from workflow.services.together import Card, Decided, Given, Left, Ref, approve_each, look_at, read_refs

SAW: Final = "saw."


@blueprint.get("/inbox/together")
def together() -> str:
    """What was ticked, each to be left out; looking at it changes nothing."""
    return _shown(read_refs(request.args.getlist("chosen")))


@blueprint.post("/inbox/together")
def approve_together() -> ResponseReturnValue:
    refs = read_refs(request.form.getlist("chosen"))
    if not refs:
        shown = (name.removeprefix(SAW) for name in request.form if name.startswith(SAW))
        return _shown(read_refs(list(shown)), nothing=True), 422
    answers = approve_each(
        runtime(), me().id, {ref: _given(ref) for ref in refs}, request.form.get("nonce") or new_nonce(), now()
    )
    return render_template(
        "inbox/together_done.html",
        done=[it for it in answers if isinstance(it, Decided)],
        left=[it for it in answers if isinstance(it, Left)],
        reasons=_reasons,
    )


def _given(ref: Ref) -> Given:
    action, _, saw = request.form.get(f"{SAW}{ref}", "").partition(" ")
    return Given(action, saw)


def _shown(refs: tuple[Ref, ...], *, nothing: bool = False) -> str:
    found = look_at(runtime(), me().id, refs, now())
    return render_template(
        "inbox/together.html",
        cards=[it for it in found if isinstance(it, Card)],
        left=[it for it in found if isinstance(it, Left)],
        nothing=nothing,
        reasons=_reasons,
        plain=plain,
        **HELP,
    )


def _reasons(left: Left) -> list[str]:
    if left.title is None:
        return [t("together.unknown")]
    names = left.names or NOBODY
    said = (
        [problem_sentence(it, names)] if isinstance(it, FieldProblem) else refusal_sentences(Refused(it), names)
        for it in left.why
    )
    return [sentence for each in said for sentence in each]
