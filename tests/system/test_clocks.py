"""Two clocks and four deciders on the same cases: every timer once, nobody blocked, nothing left standing."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta

from tests.support.office import LOGINS, NOW, Office, runtime_on
from workflow.core.case import Command
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.services.act import act
from workflow.services.beating import beat_once
from workflow.services.doctor import check
from workflow.store import history
from workflow.store.engine import open_database
from workflow.store.errors import TryAgain

SECONDS = 10.0
CASES = 120
LATE = NOW + timedelta(days=30)
PEOPLE = ("first", "second", "chief", "head")


def clock(url: str) -> None:
    """Fire whatever is due, whoever else does."""
    runtime = runtime_on(open_database(url))
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        with suppress(TryAgain):
            beat_once(runtime, LATE)


def decider(url: str, cases: list[int], seed: int) -> None:
    """Give random answers to random cases; being refused is part of it."""
    runtime = runtime_on(open_database(url))
    chance = random.Random(seed)  # chance for a test, not for a secret
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        action = chance.choice(("agree", "disagree", "approve", "take_back", "comment", "return"))
        command = Command(action, LOGINS[chance.choice(PEOPLE)], input={"reason": "because"})
        with suppress(Refused, Invalid, NotFound):
            act(runtime, chance.choice(cases), command, NOW + timedelta(seconds=chance.randrange(100)))


def test_two_clocks_and_four_deciders_share_the_work(office: Office, database_url: str):
    cases = [office.start().case for _ in range(CASES)]
    office.runtime.database.dispose()
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=clock, args=(database_url,)) for _ in range(2)]
    workers += [spawn.Process(target=decider, args=(database_url, cases, seed)) for seed in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(SECONDS * 6)
    assert [worker.exitcode for worker in workers] == [0] * 6

    while beat_once(office.runtime, LATE):
        pass
    assert check(office.runtime, LATE).ok
    for case in cases:
        assert set(fired(office, case).values()) <= {1}


def fired(office: Office, case: int) -> Counter[int]:
    """How often each timer of a case was fired, by its seq."""
    with office.runtime.database.snapshot() as connection:
        entries = history.entries(connection, case)
    return Counter(entry.facts["timer"]["seq"] for entry in entries if "timer" in entry.facts)
