"""A clock that is killed while it takes files away, and the next one."""

from __future__ import annotations

import multiprocessing
import signal
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from tests.support.office import LOGINS, Office, runtime_on
from workflow.adapters.file_sweeping import folders_of
from workflow.adapters.files import is_there, store, verify
from workflow.services.housekeeping import Housekeeper
from workflow.services.sweeping import GRACE, QUARANTINE
from workflow.store import uploads
from workflow.store.engine import open_database
from workflow.store.uploads import Upload

FILES = 240
KEPT_EVERY = 10
FIRST = datetime.now(UTC) + GRACE + timedelta(hours=1)
SECOND = FIRST + QUARANTINE
"""Files have the time of the machine."""


def keep_house(url: str, root: Path, now: datetime) -> None:
    database = open_database(url)
    keeper = Housekeeper(runtime_on(database), root)
    while keeper.do_piece(now):
        pass
    database.dispose()


def test_a_clock_killed_while_taking_files_away_loses_none_that_somebody_names(
    office: Office, database_url: str, tmp_path: Path
):
    root = tmp_path / "files"
    digests = [store(root, BytesIO(f"{number}".encode())).sha256 for number in range(FILES)]
    named, spare = digests[::KEPT_EVERY], [it for place, it in enumerate(digests) if place % KEPT_EVERY]
    with office.runtime.database.transaction() as connection:
        for sha256 in named:
            uploads.add(connection, Upload(sha256, LOGINS["clerk"], sha256, 1, "a.txt", "text/plain", SECOND))
    keep_house(database_url, root, FIRST)
    office.runtime.database.dispose()
    clock = multiprocessing.get_context("spawn").Process(target=keep_house, args=(database_url, root, SECOND))
    clock.start()
    while clock.is_alive() and all(is_there(root, sha256) for sha256 in spare):
        clock.join(0)
    clock.kill()
    clock.join(20)
    assert clock.exitcode == -signal.SIGKILL
    assert all(verify(root, sha256) for sha256 in named)
    keep_house(database_url, root, SECOND)
    assert [sha256 for sha256 in digests if is_there(root, sha256)] == named
    left = [path for folder in folders_of(root) for path in folder.iterdir()]
    assert len(left) == len(named)
