"""The measurement behind `python -m benchmarks papers`: the PDF of a case, drawn anew by a process that is warm."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from pypdf import PdfReader

from benchmarks.pages.models import NOW, live_through, settings_on
from benchmarks.pages.processor import children_of, seconds_of
from benchmarks.sheets import LAYOUTS, PROOF, sheet
from workflow.adapters.layouts.papers import draw_papers
from workflow.adapters.pdf import PdfDrawer
from workflow.bootstrap import new_press, open_runtime
from workflow.config import Settings
from workflow.services.case_papers import Press, case_paper
from workflow.services.runtime import Runtime

ROUNDS: Final = 15
MEASURED: Final = ("pool", "chair")


def papers(rounds: int = ROUNDS) -> dict[str, Any]:
    """Of two cases of the demo: milliseconds on the clock, and of processor time here and in the drawing process."""
    with TemporaryDirectory() as folder:
        settings = settings_on("", Path(folder))
        models = live_through(settings)
        with open_runtime(settings) as runtime:
            cases = {name: _measured(settings, runtime, models[name], rounds) for name in MEASURED}
    return {"load": round(os.getloadavg()[0], 1)} | cases | {"documents": documents(rounds)}


def documents(rounds: int) -> dict[str, dict[str, int]]:
    """Of one document of each layout in both languages: milliseconds by a process that is warm, on the clock and of its
    processor time."""
    drawer = PdfDrawer()
    drawer.draw(draw_papers([sheet("memo")], PROOF))
    found = {}
    for layout in LAYOUTS:
        html = draw_papers([sheet(layout), sheet(layout, "en")], PROOF)
        times = [_times(lambda html=html: drawer.draw(html)) for _ in range(rounds)]
        warm, _, child = zip(*times, strict=True)
        found[layout] = {"warm_ms": round(1000 * median(warm)), "child_cpu_ms": round(1000 * median(child))}
    drawer.close()
    return found


def _measured(settings: Settings, runtime: Runtime, case: int, rounds: int) -> dict[str, Any]:
    with runtime.database.snapshot() as connection:
        number = str(connection.run(f"SELECT number FROM cases WHERE id = {case}", ())[0][0])
    drawer = PdfDrawer()
    press = replace(new_press(settings), draw=drawer.draw)
    begun = time.perf_counter()
    content = _drawn(runtime, press, number)
    cold = time.perf_counter() - begun
    times = [_times(lambda: _drawn(runtime, press, number)) for _ in range(rounds)]
    drawer.close()
    return {
        "pages": len(PdfReader(BytesIO(content)).pages),
        "bytes": len(content),
        "cold_ms": round(1000 * cold),
        **{
            name: round(1000 * median(each))
            for name, each in zip(("warm_ms", "cpu_ms", "child_cpu_ms"), zip(*times, strict=True), strict=True)
        },
    }


def _drawn(runtime: Runtime, press: Press, number: str) -> bytes:
    shutil.rmtree(press.folder, ignore_errors=True)
    return case_paper(runtime, press, number, NOW).content


def _times(work: Callable[[], object]) -> tuple[float, float, float]:
    clock, own, other = time.perf_counter(), time.process_time(), seconds_of(children_of(os.getpid())) or 0.0
    work()
    theirs = seconds_of(children_of(os.getpid())) or 0.0
    return time.perf_counter() - clock, time.process_time() - own, theirs - other
