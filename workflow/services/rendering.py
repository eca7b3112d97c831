"""Draw one frozen document: claimed under a lease, drawn between two transactions, its bytes noted in the history."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from workflow.adapters import files
from workflow.adapters.pdf import Drawn, Enclosed
from workflow.core.case import CLOCK, Command
from workflow.core.errors import Refusal
from workflow.core.memos import Proof
from workflow.core.papers import Sheet
from workflow.core.rendering import RENDERED
from workflow.services.act import MOST_TRIES, Busy, act_within
from workflow.services.composing import sheets_of
from workflow.services.runtime import Runtime
from workflow.store import incidents, renderings
from workflow.store.errors import TryAgain
from workflow.store.renderings import Rendering

LEASE: Final = timedelta(seconds=120)
RENDERING_INCIDENT: Final = "rendering"

LayOut = Callable[[Sequence[Sheet], Proof | None, Collection[str]], str]
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Renderer:
    """`draw` raises PdfFailed; `files` is where documents are kept; `owner` tells this process from others that draw;
    `base_url` has no slash at its end."""

    runtime: Runtime
    lay_out: LayOut
    draw: Callable[[str, Sequence[Enclosed]], Drawn]
    files: Path
    base_url: str
    owner: str


def render_once(renderer: Renderer, now: datetime) -> bool:
    """Draw the version that has waited longest. False when none waits.

    A failure is tried again with growing pauses; the last one opens an incident.
    """
    with renderer.runtime.database.transaction() as connection:
        rendering = renderings.claim(connection, renderer.owner, now, LEASE)
    if rendering is None:
        return False
    try:
        blob = files.store(renderer.files, BytesIO(_drawn(renderer, rendering, now)), limit=files.LARGEST * 4)
        _note(renderer.runtime, rendering, blob, now)
    except Exception as problem:
        _LOG.warning("document %s of case %s was not drawn: %r", rendering.name, rendering.case_id, problem)
        _failed(renderer.runtime, rendering, now, f"{type(problem).__name__}: {problem}"[:500])
    return True


def _drawn(renderer: Renderer, rendering: Rendering, now: datetime) -> bytes:
    """Twice where a character has no font: the second time with its number in its place."""
    with renderer.runtime.database.snapshot() as connection:
        sheets = sheets_of(renderer.runtime, connection, rendering)
    proof = Proof(rendering.code, f"{renderer.base_url}/verify/{rendering.code}", rendering.sha256, now)
    drawn = renderer.draw(renderer.lay_out(sheets, proof, ()), ())
    if drawn.missing:
        drawn = renderer.draw(renderer.lay_out(sheets, proof, drawn.missing), ())
    return drawn.pdf


def _note(runtime: Runtime, rendering: Rendering, blob: files.Blob, now: datetime) -> None:
    """The entry of the history and the end of the job stand or fall together. Raises Busy."""
    given = {"document": rendering.name, "version": rendering.version, "sha256": blob.sha256, "size": blob.size}
    command = Command(RENDERED, CLOCK, input={**given, "number": rendering.number}, door="clock")
    for _ in range(MOST_TRIES):
        try:
            with runtime.database.transaction() as connection:
                if act_within(runtime, connection, rendering.case_id, command, now) is not None:
                    renderings.mark_drawn(connection, rendering, now)
                    return
        except TryAgain:
            continue
    raise Busy(Refusal("busy", {}))


def _failed(runtime: Runtime, rendering: Rendering, now: datetime, error: str) -> None:
    with runtime.database.transaction() as connection:
        if renderings.mark_failed(connection, rendering, now, error) is None:
            key = f"{rendering.case_id}/{rendering.name}/{rendering.version}"
            incidents.open_incident(
                connection, RENDERING_INCIDENT, key, {"error": error}, at=now, case=rendering.case_id
            )
