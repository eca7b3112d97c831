"""PDFs drawn by a process of their own: limited, one document at a time, kept warm for some and then replaced."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from workflow.core.errors import PdfFailed

DOCUMENTS_PER_PROCESS: Final = 20
"""Each document leaves some memory behind."""

PATIENCE: Final = 10.0
"""Seconds that a document waits for the one before it."""

START_SECONDS: Final = 30.0
LONGEST_HTML: Final = 16 * 1024 * 1024
PACKAGES: Final = "libpangoft2-1.0-0 libharfbuzz-subset0"

_HANDED_ON: Final = ("HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
_CHILD: Final = (sys.executable, "-I", "-m", "workflow.adapters.pdf_child")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside a PDF."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """`missing` are characters that no font had; where they stand the page shows an empty box."""

    pdf: bytes
    missing: tuple[str, ...]


class PdfDrawer:
    """Safe for many threads. `environ` is what the drawing process may know of ours; no secret is among it."""

    def __init__(self, environ: Mapping[str, str] | None = None, *, seconds: int = 20) -> None:
        known = os.environ if environ is None else environ
        self._environ = {name: known[name] for name in _HANDED_ON if name in known}
        self._seconds = seconds
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._bury: weakref.finalize[..., PdfDrawer] | None = None
        self._drawn = 0

    def draw(self, html: str, enclosed: Sequence[Enclosed] = ()) -> Drawn:
        """Raises PdfFailed."""
        page = html.encode()
        if len(page) > LONGEST_HTML:
            raise PdfFailed("pdf_too_large")
        if not self._one_at_a_time.acquire(timeout=PATIENCE):
            raise PdfFailed("pdf_busy")
        try:
            return self._draw(page, enclosed)
        except BaseException:
            self._end()
            raise
        finally:
            self._one_at_a_time.release()

    def close(self) -> None:
        """End the process, if there is one. The next document starts another."""
        with self._one_at_a_time:
            self._end()

    def _draw(self, page: bytes, enclosed: Sequence[Enclosed]) -> Drawn:
        if self._drawn >= DOCUMENTS_PER_PROCESS:
            self._end()
        process = self._warm()
        files = [{"name": it.name, "description": it.description, "size": len(it.content)} for it in enclosed]
        head = json.dumps({"html": len(page), "files": files, "seconds": self._seconds}).encode() + b"\n"
        with _within(process, self._seconds):
            _send(process, head + page + b"".join(it.content for it in enclosed))
            answer, pdf = _answer(process)
        self._drawn += 1
        return Drawn(pdf, tuple(answer["missing"]))

    def _warm(self) -> subprocess.Popen[bytes]:
        """The running process, or a new one that has loaded its libraries and fonts."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        pipe, folder = subprocess.PIPE, tempfile.mkdtemp(prefix="qianhe-pdf-")
        process = subprocess.Popen(
            _CHILD,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            env={**self._environ, "TMPDIR": folder},
            start_new_session=True,
        )
        # also when our own process ends
        self._process, self._bury = process, weakref.finalize(self, _bury, process, folder)
        with _within(process, START_SECONDS):
            _answer(process)
        return process

    def _end(self) -> None:
        if self._bury is not None:
            self._bury()
        self._process, self._bury, self._drawn = None, None, 0


def _bury(process: subprocess.Popen[bytes], folder: str) -> None:
    """End the process and remove what it may have left: a killed one does not tidy up."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _within(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Kill the process when it takes longer; whoever waits for it then sees the end of its answers."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, kill)
    timer.start()
    try:
        yield
    except _Gone:
        process.wait()
        over_time = late.is_set() or process.returncode == -signal.SIGXCPU
        raise (PdfFailed("pdf_timeout", seconds=int(seconds)) if over_time else PdfFailed("pdf_crashed")) from None
    finally:
        timer.cancel()


class _Gone(Exception):
    """The process ended in the middle of a request."""


def _send(process: subprocess.Popen[bytes], content: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(content)
        process.stdin.flush()
    except OSError:
        raise _Gone from None


def _answer(process: subprocess.Popen[bytes]) -> tuple[dict[str, Any], bytes]:
    """Raises PdfFailed for what the process itself tells, _Gone when it tells nothing any more."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise _Gone
    head = json.loads(line)
    if "error" in head:
        raise _told(head["error"], head["detail"])
    body = process.stdout.read(head.get("pdf", 0))
    if len(body) < head.get("pdf", 0):
        raise _Gone
    return head, body


def _told(code: str, detail: str) -> PdfFailed:
    params = {"pdf_library_missing": {"packages": PACKAGES}, "pdf_failed": {"detail": detail}}
    return PdfFailed(code, **params.get(code, {}))
