"""From a form of the link's page to what is done by the link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request

from web.controls import error_sentences
from web.outside.browser import secret_of
from web.reading_forms import read_form
from web.references import settled
from web.site import now, runtime, site
from web.speaking import t
from workflow.core.case import FileView
from workflow.core.errors import FieldProblem, Invalid, NotFound
from workflow.core.guests import ASK_QUESTION, COMMENT, WRONG_PERSON
from workflow.services.choices import choices_for
from workflow.services.guest_page import GuestForm, GuestPage, act_by_link
from workflow.services.uploads import find_files, take_upload

ANSWER: Final = "answer"
TEXTS: Final = frozenset({COMMENT, ASK_QUESTION, WRONG_PERSON})
KEPT: Final = "uploaded."


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came. `what` is `answer` or one of TEXTS, `code` the answer that was chosen; `uploads` are the files
    that were taken, by document their id and name; `errors` by field."""

    what: str = ""
    code: str = ""
    name: str = ""
    address: str = ""
    reason: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    faults: tuple[FieldProblem, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, page: GuestPage, error: Invalid) -> Sent:
        """The same with what must be corrected."""
        said = error_sentences(error.problems, page.edits, page.names, self.raw)
        own = {
            ("name", "required"): t("outside.name_missing"),
            ("answer", "required"): t("outside.answer_missing"),
            ("reason", "required"): t("outside.text_missing"),
        }
        missing = {it.field: own[it.field, it.code] for it in error.problems if (it.field, it.code) in own}
        return replace(self, errors={**said, **missing})


NOTHING: Final = Sent()


def read_sent(page: GuestPage, what: str) -> Sent:
    """Raises NotFound for what no form of the page is for."""
    if what != ANSWER and what not in TEXTS:
        raise NotFound("form", what)
    sent = Sent(
        what=what,
        code=request.form.get("guest_answer", ""),
        name=request.form.get("guest_name", ""),
        address=request.form.get("guest_address", ""),
        reason=request.form.get("guest_reason", ""),
        raw=read_form(request.form, page.edits) if what == ANSWER else {},
    )
    return _with_files(page, sent) if what == ANSWER and page.door.known else sent


def send(page: GuestPage, token: str, sent: Sent) -> None:
    """Raises what `act_by_link` raises; with a file that cannot be taken nothing is done."""
    if sent.what == ANSWER and not sent.code:
        raise Invalid(FieldProblem("answer", "required"), *sent.faults)
    files = _files(page, sent)
    given = settled(page.edits, sent.raw, choices_for(runtime(), page.edits, now()))
    reason = {"reason": sent.reason} if sent.reason.strip() else {}
    form = GuestForm(
        sent.code if sent.what == ANSWER else sent.what,
        sent.name,
        sent.address,
        {**given, **reason},
        files,
        request.form.get(f"saw.{sent.code}") if sent.what == ANSWER else None,
        request.form.get("nonce"),
        request.remote_addr or "",
        request.user_agent.string,
    )
    act_by_link(runtime(), token, secret_of(), form, now())


def _with_files(page: GuestPage, sent: Sent) -> Sent:
    """With the files of the request taken, so that they need not be chosen again; bound to the link."""
    taken: dict[str, tuple[str, str]] = {}
    faults: list[FieldProblem] = []
    for spec in page.uploads:
        file = request.files.get(spec.name)
        if file is None or not file.filename:
            continue
        try:
            holder = -page.door.link.id
            upload = take_upload(runtime(), site().settings.files, holder, file.filename, file.stream, now=now())
            taken[spec.name] = (upload.id, upload.filename)
        except Invalid as error:
            faults.extend(replace(problem, field=spec.name) for problem in error.problems)
    return replace(sent, uploads={**dict(_kept()), **taken}, faults=tuple(faults))


def _kept() -> Iterator[tuple[str, tuple[str, str]]]:
    for name, value in request.form.items():
        if name.startswith(KEPT):
            upload, _, filename = value.partition("/")
            yield name.removeprefix(KEPT), (upload, filename)


def _files(page: GuestPage, sent: Sent) -> Mapping[str, FileView]:
    wanted = {name: upload for name, (upload, _) in sent.uploads.items()}
    found = find_files(runtime(), -page.door.link.id, wanted, now())
    if sent.faults:
        raise Invalid(*sent.faults)
    return found
