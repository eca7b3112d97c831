"""Short slices of all programs in shuffled order, so that what else the machine does touches them alike."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.clients import Clients, Slice


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the slices. `cpu_ms` is processor time of the client per step, what lies between steps included."""

    steps_per_s: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float


def interleaved(programs: Mapping[str, Clients], slices: int, seconds: float) -> dict[str, Figures]:
    """Every program runs `seconds` in each of the `slices`."""
    order, shuffled = list(programs), random.Random(slices)
    found: dict[str, list[Figures]] = {name: [] for name in programs}
    for _ in range(slices):
        shuffled.shuffle(order)
        for name in order:
            found[name].append(figures(programs[name].run(seconds)))
    return {name: middle(each) for name, each in found.items()}


def figures(each: Sequence[Slice]) -> Figures:
    """Of one slice. A client's rate is steps by the time inside them: what it did in between is no step."""
    steps = sorted(step for one in each for step in one.steps)
    return Figures(
        steps_per_s=sum(len(one.steps) / sum(one.steps) for one in each),
        p50_ms=1000 * steps[len(steps) // 2],
        p95_ms=1000 * steps[len(steps) * 95 // 100],
        cpu_ms=1000 * sum(one.processor for one in each) / len(steps),
    )


def middle(each: Sequence[Figures]) -> Figures:
    return Figures(
        steps_per_s=median(one.steps_per_s for one in each),
        p50_ms=median(one.p50_ms for one in each),
        p95_ms=median(one.p95_ms for one in each),
        cpu_ms=median(one.cpu_ms for one in each),
    )
