"""The process that draws PDFs: it gets pages as HTML, reaches no network, and may be killed at any moment.

One request after the other on standard input, one answer each on standard output. A request is a line of JSON
`{"html": bytes, "files": [{"name", "description", "size"}], "seconds": n}` followed by the bytes that it counts; an
answer is `{"pdf": bytes, "missing": [characters that no font has]}` and its bytes, or `{"error", "detail"}`. The
first line of all answers is `{"ready": true}`, or the error for which nothing can be drawn.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

MEMORY: Final = 2 * 1024**3
"""Bytes of address space, libraries and fonts included."""

LARGEST_FILE: Final = 64 * 1024**2
IDLE: Final = 300
"""Seconds without a request after which the process ends by itself."""

FORBIDDEN: Final = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")
_MISSING: Final = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)$")

Json = dict[str, Any]
Draw = Callable[[str, list[tuple[Json, bytes]]], bytes]


def main() -> None:
    """Answer until the other side is gone or asks nothing for a while."""
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    _limit()
    try:
        draw = _drawing()
    except (ImportError, OSError) as problem:
        _answer(answers, {"error": "pdf_library_missing", "detail": str(problem)[:500]})
        return
    sys.addaudithook(_stay_inside)
    gc.freeze()
    gc.disable()  # a document makes a million objects, and what it leaves is collected after the answer
    _answer(answers, {"ready": True})
    while (line := _next_line(given)) and _serve(json.loads(line), given, answers, draw):
        gc.collect()


def _limit() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
    ):
        resource.setrlimit(limit, (value, value))


def _stay_inside(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def _next_line(given: BinaryIO) -> bytes:
    """Empty when nobody asks any more; the alarm, which nothing handles, ends the process."""
    signal.alarm(IDLE)
    try:
        return given.readline()
    finally:
        signal.alarm(0)


def _serve(request: Json, given: BinaryIO, answers: BinaryIO, draw: Draw) -> bool:
    """Whether the process can go on; after an error its memory is not to be trusted."""
    html = given.read(request["html"]).decode()
    files = [(file, given.read(file["size"])) for file in request["files"]]
    _allow_seconds(request["seconds"])
    try:
        with _noting_missing() as missing:
            made = draw(html, files)
    except MemoryError:
        _answer(answers, {"error": "pdf_too_large", "detail": ""})
        return False
    except Exception as problem:
        _answer(answers, {"error": "pdf_failed", "detail": f"{type(problem).__name__}: {problem}"[:500]})
        return False
    _answer(answers, {"pdf": len(made), "missing": sorted(missing)}, made)
    return True


def _allow_seconds(seconds: int) -> None:
    """Of processor time from now on, for one document."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(answers: BinaryIO, head: Json, body: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + body)
    answers.flush()


@contextmanager
def _noting_missing() -> Iterator[set[str]]:
    """The characters for which a box was drawn: only the log tells them."""
    found: set[str] = set()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told = _MISSING.match(record.getMessage())
            if told:
                found.add(chr(int(told[1], 16)))

    log, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    log.addHandler(listener)
    try:
        yield found
    finally:
        log.removeHandler(listener)


# long because what the native libraries give exists in here only
def _drawing() -> Draw:
    """Raises ImportError or OSError when a library that the machine must have is not there."""
    # Imported here, because the native libraries are looked for at import and their lack is an answer.
    import pylopdf_fonts_zh_tw
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    shipped = Path(pylopdf_fonts_zh_tw.__file__).parent
    fonts = {path.as_uri(): path for path in shipped.glob("*.otf")}

    class OnlyFonts(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Nothing but the fonts, and any other address ends the drawing."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in fonts:
                raise FatalURLFetchingError(f"not a font: {url[:200]}")
            return URLFetcherResponse(url, fonts[url].read_bytes(), {"Content-Type": "font/otf"})

    fetcher = OnlyFonts(allow_redirects=False, allowed_protocols=("file",), fail_on_errors=True)
    faces = FontConfiguration()
    style = CSS(string=font_faces(shipped), font_config=faces, url_fetcher=fetcher)

    def draw(html: str, files: list[tuple[Json, bytes]]) -> bytes:
        attached = [
            Attachment(
                string=content, name=file["name"], description=file["description"], relationship="Supplement",
                url_fetcher=fetcher,
            )
            for file, content in files
        ]  # fmt: skip
        page = HTML(string=html, url_fetcher=fetcher)
        try:
            made: bytes = page.write_pdf(
                stylesheets=[style], font_config=faces, attachments=attached, pdf_variant="pdf/a-3a"
            )
        except FatalURLFetchingError as problem:
            raise PermissionError(str(problem)) from None
        return made

    return draw


def font_faces(shipped: Path) -> str:
    """`Official` for text and `Official` bold for headings.

    The shipped fonts have no bold and none is made up: bold is their sans face.
    """
    faces = ((400, "NotoSerifTC-Regular.otf"), (700, "NotoSansTC-Regular.otf"))
    return "\n".join(
        f"@font-face {{ font-family: Official; font-weight: {weight}; src: url('{(shipped / file).as_uri()}') }}"
        for weight, file in faces
    )


if __name__ == "__main__":
    main()
