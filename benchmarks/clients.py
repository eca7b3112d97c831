"""Clients of a program, each a process of its own with its own connection, told over a pipe what to do."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import Any, Final, Protocol

from benchmarks.engine import Engine
from benchmarks.reference import Limit, Plain, PlainSqlite

WARM_UP: Final = 5
"""Cases that every client runs before anything is measured."""


class Program(Protocol):
    def run_case(self, times: list[float]) -> None: ...

    def faults(self) -> list[str]: ...

    def close(self) -> None: ...


PROGRAMS: Final[Mapping[str, Callable[[str], Program]]] = {
    "limit": Limit,
    "plain": Plain,
    "engine": Engine,
    "plain_sqlite": PlainSqlite,
}


@dataclass(frozen=True, slots=True)
class Slice:
    """What one client did in one slice: the seconds of every step, and of processor time in all."""

    steps: Sequence[float]
    processor: float


@dataclass(frozen=True, slots=True)
class Clients:
    """Several clients of one program on one database."""

    pipes: Sequence[Pipe]

    def run(self, seconds: float) -> list[Slice]:
        """All of them at once, each for so long and to the end of its last case."""
        for pipe in self.pipes:
            pipe.send(seconds)
        return [pipe.recv() for pipe in self.pipes]

    def faults(self) -> list[str]:
        self.pipes[0].send("faults")
        found: list[str] = self.pipes[0].recv()
        return found


@contextmanager
def clients(program: str, url: str, count: int) -> Iterator[Clients]:
    """Started, warmed up and connected on entry, stopped on exit."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    pairs = [context.Pipe() for _ in range(count)]
    processes = [context.Process(target=serve, args=(theirs, program, url)) for _, theirs in pairs]
    for process, (_, theirs) in zip(processes, pairs, strict=True):
        process.start()
        theirs.close()
    for ours, _ in pairs:
        ours.recv()
    try:
        yield Clients([ours for ours, _ in pairs])
    finally:
        for (ours, _), process in zip(pairs, processes, strict=True):
            ours.close()
            process.join()


def serve(pipe: Pipe, name: str, url: str) -> None:
    """The life of one client: ends when the other side of the pipe is closed."""
    with closing(PROGRAMS[name](url)) as program:
        for _ in range(WARM_UP):
            program.run_case([])
        pipe.send("ready")
        while (wanted := _next(pipe)) is not None:
            pipe.send(program.faults() if wanted == "faults" else measured(program, wanted))


def _next(pipe: Pipe) -> Any:
    try:
        return pipe.recv()
    except EOFError:
        return None


def measured(program: Program, seconds: float) -> Slice:
    times: list[float] = []
    begun, processor = time.perf_counter(), time.process_time()
    while time.perf_counter() - begun < seconds:
        program.run_case(times)
    return Slice(times, time.process_time() - processor)
