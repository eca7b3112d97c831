"""What stands around every page: ways to the other pages, the count of what waits, the session's end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app, g, request, url_for

from web.access import SAFE_METHODS
from web.assets import address_of
from web.forgery import FIELD
from web.language import html_language, in_other_languages, language
from web.site import is_demo, me, new_nonce, now, page_session, runtime, site, visitor
from web.speaking import FOR_TEMPLATES
from web.typed import local_path
from workflow import __version__
from workflow.services.inbox import count_tasks


@dataclass(frozen=True, slots=True)
class Way:
    """To a page; shown when that page exists."""

    endpoint: str
    icon: str
    on_phone: bool = True
    in_header: bool = True

    @property
    def word(self) -> str:
        return f"nav.{self.endpoint.partition('.')[0]}"

    @property
    def current(self) -> bool:
        return request.blueprint == self.endpoint.partition(".")[0]


WAYS: Final = (
    Way("today.home", "day"),
    Way("inbox.tasks", "tray"),
    Way("apply.catalogue", "plus"),
    Way("search.results", "search", in_header=False),
    Way("mine.cases", "folder"),
    Way("partners.register", "globe", on_phone=False),
    Way("agreements.register", "clip", on_phone=False),
    Way("visits.month", "two", on_phone=False),
)
ACCOUNT: Final = (
    ("registers.index", "nav.registers"),
    ("mailbox.letters", "nav.mailbox"),
    ("me.delegation", "nav.delegation"),
    ("auth.password", "shell.password"),
)


def furnish(app: Flask) -> None:
    """Give the templates what they all need."""
    app.jinja_env.globals.update(
        FOR_TEMPLATES,
        asset=_asset,
        exists=_exists,
        is_demo=is_demo,
        lang=language,
        html_lang=html_language,
        new_nonce=new_nonce,
        other_languages=in_other_languages,
        version=__version__,
        visitor=visitor,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_around)


def landing(wanted: str | None = None) -> str:
    """Where one goes after signing in: to a page of this site that was asked for, else to the start."""
    path = local_path(wanted)
    if path != "/":
        return path
    return url_for("today.home" if _exists("today.home") else "status.page")


def _around() -> dict[str, Any]:
    """Only for pages with the shell; fragments never ask."""
    return {
        "ways": _ways,
        "account_ways": _account_ways,
        "waiting": _waiting,
        "session_ends": _session_ends,
        "csrf_field": FIELD,
        "changes": request.method not in SAFE_METHODS,
    }


def _exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def _asset(name: str) -> str:
    return address_of(site().assets, name)


def _ways() -> list[Way]:
    if visitor() is None:
        return []
    return [way for way in WAYS if _exists(way.endpoint)]


def _account_ways() -> list[tuple[str, str]]:
    there = [(endpoint, word) for endpoint, word in ACCOUNT if _exists(endpoint)]
    return [(url_for(endpoint), word) for endpoint, word in there if is_demo() or not endpoint.startswith("mailbox.")]


def _waiting() -> int:
    """Tasks of whoever is signed in; asked once per request."""
    if "waiting" not in g:
        g.waiting = count_tasks(runtime(), me().id, now())
    return int(g.waiting)


def _session_ends() -> int | None:
    """Seconds until the session ends by itself."""
    found = page_session().found
    return int((found.ends_at - now()).total_seconds()) if found is not None and found.live else None
