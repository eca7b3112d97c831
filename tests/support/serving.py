"""`qianhe serve` and `qianhe demo` as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from tests.cli.running import Desk

SCRIPT: Final = Path(sys.executable).with_name("qianhe")
PATIENCE: Final = 60
"""Seconds until an answer is given up."""


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def running(desk: Desk, port: int, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [SCRIPT, *words],
        env={**os.environ, **desk.env, "PORT": str(port), "QIANHE_BASE_URL": "", **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until_it_listens(process: Any, port: int) -> str:
    """What it says by then: it names its port once that is bound."""
    said = ""
    while f":{port}" not in said:
        line = process.stdout.readline().decode()
        assert line, said
        said += line
    return said
