"""The case page and its forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, flash, make_response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from web.cases.acting import Sent, read_sent, send, wants_row, with_files
from web.cases.forms import NOTHING, Given, TaskForms, asked_fields, forms_of, label_of, problem_links, takes_note
from web.cases.saying import HELP
from web.cases.signing import NotSigned
from web.controls import error_sentences
from web.pictures import drawn
from web.site import me, now, runtime, site
from web.speaking import in_words, refusal_sentences, t
from workflow.core.errors import FieldProblem, Invalid, Refused
from workflow.services.act import Busy
from workflow.services.alike import Like, alike
from workflow.services.bookings import Taken, taken_around
from workflow.services.case_page import CasePage, open_case
from workflow.services.choices import choices_for
from workflow.services.inbox import list_tasks
from workflow.services.papers import open_paper
from workflow.services.picturing import picture_case

blueprint: Final = Blueprint("cases", __name__)

TOLD_OWN: Final = frozenset({"comment", "claim", "release", "undo", "reopen"})
"""Acts of which the page says in words of their own that they were done."""
SANDBOX: Final = "sandbox; default-src 'none'"


@blueprint.get("/cases/<number>")
def show(number: str) -> str:
    return _drawn(open_case(runtime(), number, me().id, now()))


@blueprint.post("/cases/<number>/<action>")
def act(number: str, action: str) -> ResponseReturnValue:
    """Every action; what could not be done comes back on the same page with what was typed."""
    page = open_case(runtime(), number, me().id, now(), look=False)
    sent = read_sent(page.definition, action)
    if wants_row():
        return _drawn(page, sent.given())
    sent = with_files(sent)
    try:
        done = send(page, sent)
    except Invalid as error:
        return _drawn(page, _wrong(page, sent, error)), 422
    except NotSigned as unsigned:
        return _drawn(page, sent.given({"signature": str(unsigned)})), 422
    except Busy:
        raise
    except Refused as error:
        fresh = open_case(runtime(), number, me().id, now())
        return _drawn(fresh, sent.given(), refusal_sentences(error, fresh.names)), 409
    _tell(page, sent)
    return redirect(url_for("cases.show", number=done.number), 303)


@blueprint.get("/cases/<number>/sent")
def sent(number: str) -> ResponseReturnValue:
    """What the applicant reads after sending; later, and for others, the case itself says it."""
    page = open_case(runtime(), number, me().id, now())
    if page.view.applicant != me().id or page.view.closed_at is not None:
        return redirect(url_for("cases.show", number=page.number), 303)
    return render_template("cases/sent.html", page=page, **HELP)


@blueprint.get("/cases/<number>/documents/<name>/<int:version>")
def document(number: str, name: str, version: int) -> ResponseReturnValue:
    paper = open_paper(runtime(), site().settings.files, number, name, version, person=me().id, now=now())
    response = make_response(
        send_file(paper.content, paper.file.media_type, as_attachment=True, download_name=paper.saved_as)
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/cases/<number>/picture.svg")
def picture(number: str) -> Response:
    return drawn(picture_case(runtime(), number, now(), actor=me().id))


def _taken(page: CasePage, forms: Sequence[TaskForms]) -> tuple[Taken, ...]:
    """Whoever is about to hold something reads before he does what is taken."""
    return taken_around(runtime(), page.definition, page.view, me().id, now()) if forms else ()


def _alike(page: CasePage) -> tuple[Like, ...]:
    """For whoever vouches for something that the case refers to."""
    places = {task.at for task in page.panel.tasks if task.open}
    bound = {
        name
        for key, state in page.definition.states.items()
        for branch in state.branches
        for slot in branch.slots
        if f"{key}/{slot.key}" in places
        for name in slot.binds
    }
    if not any(spec.type == "ref" and spec.name in bound for spec in page.definition.fields):
        return ()
    return alike(runtime(), page.definition, page.data, me().id, now(), case=page.view.id)


def _drawn(page: CasePage, given: Given = NOTHING, refused: list[str] | None = None) -> str:
    specs = asked_fields(page)
    forms = forms_of(page, choices_for(runtime(), specs, now(), calendars=page.definition.calendars), given)
    return render_template(
        "cases/case.html",
        page=page,
        forms=forms,
        given=given,
        problems=problem_links(forms, given),
        refused=refused or [],
        following=_following(page),
        taken=_taken(page, forms),
        likes=_alike(page),
        **HELP,
    )


def _wrong(page: CasePage, sent: Sent, error: Invalid) -> Given:
    each = [_by_item(problem) for problem in error.problems]
    errors = error_sentences(each, sent.specs, page.names, sent.raw)
    return sent.given({**errors, **_unanswered(page, errors), **_unreasoned(page, sent, error)})


def _unreasoned(page: CasePage, sent: Sent, error: Invalid) -> dict[str, str]:
    """A reason that is missing, by the words that stand above it."""
    if not any((it.field, it.code) == ("reason", "required") for it in error.problems):
        return {}
    if sent.action == "comment":
        return {"reason": t("case.comment_missing")}
    notes = (takes_note(task, it) for task in page.panel.tasks for it in task.answers if it.action == sent.action)
    return {"reason": t("case.note_missing" if any(notes) else "case.reason_missing")}


def _by_item(problem: FieldProblem) -> FieldProblem:
    """Each tick that is missing as a place of its own, so that all of them are named."""
    item = problem.params.get("item")
    return replace(problem, field=f"{problem.field}.{item}") if problem.code == "not_checked" else problem


def _unanswered(page: CasePage, errors: Mapping[str, str]) -> dict[str, str]:
    """Remarks that were not answered, by the unit that made them."""
    raised = (it for task in page.panel.tasks for answer in task.answers for it in answer.objections)
    named = {f"answers.{it.key}": in_words(it.branch) for it in raised}
    return {path: t("case.objection_needed", branch=named[path]) for path in errors if path in named}


def _tell(page: CasePage, sent: Sent) -> None:
    """Success is a fact; the page says what comes next."""
    answer = page.panel.answer(sent.action, sent.task)
    key = f"case.done_{sent.action}" if sent.action in TOLD_OWN else "case.done"
    flash(t(key, action=label_of(answer) if answer is not None else sent.action))


def _following(page: CasePage) -> dict[str, object] | None:
    """The next task of the reader, once this case wants nothing more of them."""
    undo = page.panel.others.get("undo")
    if page.panel.mine or undo is None or not undo.allowed:
        return None
    tasks = list_tasks(runtime(), me().id, now(), limit=1)["tasks"]
    return dict(tasks[0]) if tasks else None
