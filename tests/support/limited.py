"""A child process that reads definitions, guards and times under limits: 256 MB of memory, one second each.

As a program it answers each line of its input, a kind and a text as JSON, with `ok` or with what went wrong.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from tests.reading.small_request import FILES, PROCESS
from workflow.core.expression_types import BOOL, DECIMAL, TEXT, enum_of
from workflow.core.expressions import BadExpression, EvaluationFailed, compile_guard
from workflow.core.findings import has_errors
from workflow.core.timerules import BadTimeRule, parse_time_rule
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import findings_of

ROOT: Final = Path(__file__).parents[2]
MOST_MEMORY: Final = 256 * 1024 * 1024
LONGEST: Final = 1.0
"""Seconds of the processor's time: how busy the machine is otherwise counts for nothing."""
SCHEMA: Final = MappingProxyType(
    {
        "data.amount": DECIMAL,
        "data.kind": enum_of("visit", "event"),
        "data.subject": TEXT,
        "authority.meeting": BOOL,
    }
)
VALUES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "data": {"amount": Decimal("1e20"), "kind": "visit", "subject": "x" * 4000},
        "authority": {"meeting": True},
    }
)


class Limited:
    """The child; one that dies is replaced by the next question."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()

    def answer(self, kind: str, text: str) -> str:
        """`ok`, what was raised, or how the child died: `-27` when the second was over."""
        child = self._child = self._child or _started()
        assert child.stdin is not None
        assert child.stdout is not None
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps([kind, text]) + "\n")
            child.stdin.flush()
        said = child.stdout.readline().strip()
        if not said:
            self._child = None
            child.communicate()
            return str(child.returncode)
        return said


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.limited"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _process(text: str) -> None:
    library = read_folder({**FILES, PROCESS: text.encode("utf-8", "surrogatepass")})
    if not has_errors(library.findings):
        findings_of(library)


def _guard(text: str) -> None:
    with suppress(BadExpression, EvaluationFailed):
        compile_guard(text, SCHEMA).truth(VALUES)


def _time(text: str) -> None:
    for percent in (True, False):
        with suppress(BadTimeRule):
            parse_time_rule(text, percent=percent)


def _too_large(_text: str) -> None:
    bytearray(MOST_MEMORY)


def _too_long(_text: str) -> None:
    while True:
        pass


_KINDS: Final[Mapping[str, Callable[[str], None]]] = MappingProxyType(
    {"process": _process, "guard": _guard, "time": _time, "memory": _too_large, "time_over": _too_long}
)
"""The last two show that the limits hold."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    for line in sys.stdin:
        kind, text = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            _KINDS[kind](text)
            said = "ok"
        except Exception as error:  # whatever is raised is a finding, and told as one
            said = f"{type(error).__name__}: {error}".replace("\n", " ")[:500]
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(said + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
