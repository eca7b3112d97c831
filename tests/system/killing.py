"""A child process that dies at one chosen point of its talk with the database."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

SQLITE_CALLS = frozenset({"execute", "commit", "rollback"})


def is_database_call(event: str, frame: FrameType, called: Any) -> bool:
    """Just before or just after a statement or a COMMIT goes to either database."""
    if event in {"c_call", "c_return"}:
        return called.__name__ in SQLITE_CALLS and type(called.__self__).__module__ == "sqlite3"
    code = frame.f_code
    return code.co_name == "wait" and code.co_filename.endswith("psycopg/connection.py")


def dies_at(point: int, work: Callable[[], object]) -> bool:
    """Run `work` in a forked child that kills itself with SIGKILL at the `point`-th database call from 1.

    False when the child finished before it came that far. `work` must open its connections itself.
    """
    child = os.fork()
    if child == 0:
        _live(point, work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.WEXITSTATUS(status) == 0, "the child failed before it was killed"
    return False


def _live(point: int, work: Callable[[], object]) -> None:
    seen = 0

    def watch(frame: FrameType, event: str, called: Any) -> None:
        nonlocal seen
        if is_database_call(event, frame, called):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.setprofile(watch)
        work()
        sys.setprofile(None)
        os._exit(0)
    finally:
        os._exit(1)
