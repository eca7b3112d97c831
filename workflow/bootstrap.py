"""The composition root: the one place that knows every part."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from workflow.adapters.deriving import deriver
from workflow.adapters.holidays_tw import layer_from_document
from workflow.adapters.layouts.memo import LAYOUT, draw_memo
from workflow.adapters.layouts.papers import draw_papers
from workflow.adapters.mail import sender_for
from workflow.adapters.mail_building import Sender
from workflow.adapters.pdf import PdfDrawer
from workflow.adapters.posting import poster
from workflow.adapters.signing import load_key, public_pem, sign
from workflow.config import CHECKOUT, Settings
from workflow.core.errors import QianheError
from workflow.core.letters import AnyLetter, Letter
from workflow.services.case_papers import Press, case_paper
from workflow.services.catalogue import Catalogue
from workflow.services.delivering import Deliverer
from workflow.services.rendering import Renderer
from workflow.services.runtime import People, Runtime
from workflow.store.engine import Database, open_database
from workflow.store.migrating import newest_version, schema_version

SHIPPED: Final = CHECKOUT / "definitions"
"""The definitions that come with the product."""

_SQLITE: Final = "sqlite:///"
_LOG: Final = logging.getLogger(__name__)


class NotReady(QianheError):
    """Codes: `no_database`, `old_database`, each with `place`, which never shows a password."""

    def __init__(self, code: str, *, place: str) -> None:
        super().__init__(code, place)
        self.code = code
        self.params = {"place": place}


@contextmanager
def new_runtime(settings: Settings) -> Iterator[Runtime]:
    """Whatever the state of the database, for those who make it ready."""
    embedded = _embedded(settings)
    if embedded is not None:
        embedded.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    catalogue = Catalogue(layer_from_document)
    database = open_database(settings.database_url)
    try:
        derive = deriver(settings.secret_key)
        yield Runtime(database, catalogue, People(catalogue), os.urandom, derive=derive)
    finally:
        database.dispose()


@contextmanager
def open_runtime(settings: Settings) -> Iterator[Runtime]:
    """On a database that is ready. Raises NotReady, StoreError."""
    embedded = _embedded(settings)
    if embedded is not None and not embedded.is_file():
        raise NotReady("no_database", place=place_of(settings))
    with new_runtime(settings) as runtime:
        _require_schema(runtime.database, settings)
        yield runtime


def deliverer(settings: Settings, runtime: Runtime) -> Deliverer:
    """What sends outgoing letters to where the settings say. Raises BadMailUrl."""
    sender = Sender(settings.mail_from, settings.mail_domain)
    send = poster(sender_for(settings.mail_url), sender, settings.base_url, files_root(settings))
    return Deliverer(runtime, send, _owner(), _printing(runtime, cache(lambda: new_press(settings))))


def renderer(settings: Settings, runtime: Runtime) -> Renderer:
    """What draws frozen documents; its process starts with the first one and ends with it."""
    return Renderer(runtime, draw_papers, PdfDrawer().draw, files_root(settings), settings.base_url, _owner())


def _owner() -> str:
    """By which leases tell this process from others."""
    return f"{socket.gethostname()}.{os.getpid()}"


def _printing(runtime: Runtime, press: Callable[[], Press]) -> Callable[[AnyLetter, datetime], None]:
    """Whoever is told that a case has ended will want its paper: it is drawn while the letter is on its way."""

    def draw(letter: AnyLetter, now: datetime) -> None:
        if not isinstance(letter, Letter) or letter.outcome is None or letter.number is None:
            return
        try:
            case_paper(runtime, press(), letter.number, now)
        except QianheError as problem:
            # It is drawn when it is asked for, and whoever asks is told then.
            _LOG.warning("the paper of %s is not drawn ahead: %s", letter.number, problem)

    return draw


def new_press(settings: Settings) -> Press:
    """What draws the papers of cases; its process starts with the first one and ends with the press. Raises BadKey."""
    key = load_key(settings.signing_key)
    return Press(
        lay_out=draw_memo,
        lay_out_sheets=draw_papers,
        layout=LAYOUT,
        draw=PdfDrawer().draw,
        sign=lambda content: sign(key, content),
        public_key=public_pem(key),
        folder=settings.instance / "papers",
        files=files_root(settings),
        base_url=settings.base_url,
    )


def files_root(settings: Settings) -> Path:
    """Where uploaded and rendered files are kept."""
    return settings.files


def place_of(settings: Settings) -> str:
    """The database as people name it, without user and password."""
    return settings.database_url.removeprefix(_SQLITE).rpartition("@")[2]


def _embedded(settings: Settings) -> Path | None:
    """The file of an embedded database."""
    url = settings.database_url
    return Path(url.removeprefix(_SQLITE).partition("?")[0]) if url.startswith(_SQLITE) else None


def _require_schema(database: Database, settings: Settings) -> None:
    with database.snapshot() as connection:
        found = schema_version(connection)
    if found != newest_version():
        raise NotReady("no_database" if found is None else "old_database", place=place_of(settings))
