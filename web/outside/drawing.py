"""The link's page as it stands: English unless somebody chose otherwise in this browser."""

from __future__ import annotations

from typing import Final

from flask import g, render_template, request, url_for

from web.cases.saying import HELP
from web.controls import Drawing, draw
from web.language import COOKIE, language
from web.outside.browser import seal
from web.outside.sending import ANSWER, NOTHING, TEXTS, Sent
from web.site import now, runtime
from web.speaking import refusal_sentences, t
from workflow.core.errors import Refused
from workflow.services.choices import choices_for
from workflow.services.guest_page import GuestPage
from workflow.texts.writing import LANGUAGES

RENEWED: Final = "renewed"
DONE: Final = frozenset({*TEXTS, RENEWED})
"""After what a note stands on the page; an answer has a receipt."""


def drawn(
    page: GuestPage | None,
    token: str,
    *,
    sent: Sent = NOTHING,
    refused: Refused | None = None,
    at: str = "",
    note: str = "",
) -> str:
    """`at` is the field that the refusal is about. Without a page: a link that never was."""
    edits = page.edits if page is not None else ()
    drawing = Drawing(choices_for(runtime(), edits, now()), sent.errors) if edits else Drawing()
    return render_template(
        "outside/page.html",
        page=page,
        token=token,
        sent=sent,
        controls=draw(edits, sent.raw, drawing),
        refused=refusal_sentences(refused, page.names if page is not None else None) if refused is not None else [],
        at=at,
        note=t(f"outside.done_{note}") if note else "",
        seal=seal,
        others=[(it, url_for("outside.show", token=token, lang=it)) for it in LANGUAGES if it != language()],
        problems=[
            (f"f-{sent.what}-{path}" if path in OWN else f"f-{path}", said) for path, said in sent.errors.items()
        ],
        **HELP,
    )


OWN: Final = frozenset({"name", "address", "reason", ANSWER})
"""Fields that several forms of the page have."""


def note_of(done: str) -> str:
    return done if done in DONE else ""


def english_first() -> None:
    """Whoever comes from outside chose no language yet; what they choose is kept as on every page."""
    chosen = {request.args.get("lang"), request.cookies.get(COOKIE)}
    if not chosen & set(LANGUAGES):
        g.language = "en"
