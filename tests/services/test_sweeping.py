"""Stored files that nobody refers to go; one that anybody may yet refer to stays, whatever happens meanwhile."""

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from tests.support.clinic import CAREFUL
from tests.support.office import FILES, LOGINS, NOW
from workflow.adapters.file_sweeping import aside_of, folders_of, held_in, note, take_away, tidy_up
from workflow.adapters.files import store, verify
from workflow.core.case import Command, FileView
from workflow.services.act import start
from workflow.services.drafts import attach, begin_draft, copy_case, delete_draft, detach
from workflow.services.housekeeping import Housekeeper
from workflow.services.publishing import publish
from workflow.services.sweeping import GRACE, QUARANTINE, sweep_folder, unreferred
from workflow.services.uploads import take_upload

CLERK = LOGINS["clerk"]
PDF = b"%PDF-1.7 a plan"
HOUR = timedelta(hours=1)
TODAY = datetime.now(UTC)
"""Files have the time of the machine."""


@pytest.fixture
def careful(office):
    """The office with a process that takes a file."""
    publish(office.runtime, {**FILES, "pair.yaml": CAREFUL.encode()}, by=0, now=NOW)
    return office


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def sweep(careful, root):
    def swept(now):
        return sum(sweep_folder(careful.runtime, folder, now) for folder in folders_of(root))

    return swept


@pytest.fixture
def sweep_for_long(sweep):
    """As many rounds as it takes for everything that may go."""

    def swept():
        return sum(sweep(TODAY + GRACE + n * QUARANTINE + HOUR) for n in range(3))

    return swept


def keep(root, content=PDF):
    return store(root, BytesIO(content)).sha256


def take(office, root, content=PDF):
    return take_upload(office.runtime, root, CLERK, "plan.pdf", BytesIO(content), now=NOW)


def file_of(sha256):
    return {"paper": FileView("paper", 0, sha256, len(PDF), "plan.pdf", "application/pdf")}


def begin(office, sha256):
    command = Command("", CLERK, input={"subject": "主旨", "amount": "1"}, files=file_of(sha256))
    return start(office.runtime, "pair", command, NOW)


def test_a_file_without_a_row_goes_when_it_was_seen_twice_a_day_apart(sweep, root):
    sha256 = keep(root)
    assert sweep(TODAY + GRACE - HOUR) == 0
    seen = TODAY + GRACE + HOUR
    assert [sweep(seen), sweep(seen + QUARANTINE - HOUR)] == [0, 0]
    assert verify(root, sha256)
    assert sweep(seen + QUARANTINE) == 1
    assert not verify(root, sha256)
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_what_an_upload_a_draft_or_a_document_names_stays(careful, sweep_for_long, root):
    uploaded = take(careful, root, PDF + b"1").sha256
    draft = begin_draft(careful.runtime, "pair", CLERK, NOW)
    attached = take(careful, root, PDF + b"2")
    attach(careful.runtime, draft, CLERK, NOW, document="paper", upload=attached)
    documented = keep(root, PDF + b"3")
    begin(careful, documented)
    spare = keep(root, PDF + b"4")
    assert sweep_for_long() == 1
    kept = {sha256: verify(root, sha256) for sha256 in (uploaded, attached.sha256, documented, spare)}
    assert list(kept.values()) == [True, True, True, False]


def test_a_copied_draft_deleted_leaves_the_file_of_the_case(careful, sweep_for_long, root):
    sha256 = keep(root)
    copy = copy_case(careful.runtime, begin(careful, sha256).number, CLERK, NOW)
    delete_draft(careful.runtime, copy, CLERK)
    assert sweep_for_long() == 0
    assert verify(root, sha256)


def test_the_files_of_a_deleted_draft_and_of_a_replaced_place_go_with_their_uploads(careful, root):
    draft = begin_draft(careful.runtime, "pair", CLERK, NOW)
    for content in (b"1", b"2"):
        attach(careful.runtime, draft, CLERK, NOW, document="paper", upload=take(careful, root, PDF + content))
    detach(careful.runtime, draft, CLERK, NOW, document="paper")
    delete_draft(careful.runtime, draft, CLERK)
    keeper = Housekeeper(careful.runtime, root)
    for rounds in range(3):
        while keeper.do_piece(TODAY + GRACE + rounds * QUARANTINE + HOUR):
            pass
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_a_case_that_starts_while_its_draft_is_deleted_keeps_its_file(careful, sweep, root):
    """One request has read the digest from the draft, another deletes the draft, the sweep sees neither."""
    upload = take(careful, root)
    draft = begin_draft(careful.runtime, "pair", CLERK, NOW)
    attach(careful.runtime, draft, CLERK, NOW, document="paper", upload=upload)
    delete_draft(careful.runtime, draft, CLERK)
    Housekeeper(careful.runtime, root).do_piece(TODAY + GRACE + HOUR)
    seen = TODAY + GRACE + HOUR
    assert sweep(seen) == 0
    begin(careful, upload.sha256)
    assert [sweep(seen + n * QUARANTINE) for n in (1, 2, 3)] == [0, 0, 0]
    assert verify(root, upload.sha256)


def test_bytes_handed_in_again_after_they_were_noted_begin_anew(sweep, root):
    sha256 = keep(root)
    seen = TODAY + GRACE + HOUR
    sweep(seen)
    (held,) = held_in(folders_of(root)[0])
    keep(root)
    os.utime(held.path, ((seen + HOUR).timestamp(),) * 2)
    assert [sweep(seen + QUARANTINE + n * HOUR) for n in range(1, 24)] == [0] * 23
    assert verify(root, sha256)
    assert sweep(seen + 2 * QUARANTINE + 2 * HOUR) == 1


def test_bytes_handed_in_between_judging_and_taking_are_put_back(root):
    sha256 = keep(root)
    (held,) = held_in(folders_of(root)[0])
    os.utime(held.path, ns=(held.stored - 10**9,) * 2)
    (judged,) = held_in(folders_of(root)[0])
    note(judged, TODAY)
    keep(root)
    assert not take_away(judged)
    assert verify(root, sha256)
    assert [path.name for path in held.path.parent.iterdir()] == [held.path.name]


def test_two_who_take_the_same_file_away_do_not_stumble(root):
    keep(root)
    (held,) = held_in(folders_of(root)[0])
    assert [take_away(held), take_away(held)] == [True, False]


def test_a_file_set_aside_by_a_clock_that_was_killed_is_back_and_judged_anew(careful, sweep, root):
    named, spare = keep(root, PDF + b"1"), keep(root, PDF + b"2")
    seen = TODAY + GRACE + HOUR
    sweep(seen)
    for folder in folders_of(root):
        for held in held_in(folder):
            held.path.rename(aside_of(held.path))
    begin(careful, named)
    assert sweep(seen + QUARANTINE) == 1
    assert (verify(root, named), verify(root, spare)) == (True, False)


def test_bytes_handed_in_again_after_the_clock_was_killed_stay_as_they_are(root):
    sha256 = keep(root)
    (held,) = held_in(folders_of(root)[0])
    held.path.rename(aside_of(held.path))
    aside_of(held.path).write_bytes(b"damaged")
    keep(root)
    tidy_up(held.path.parent)
    assert verify(root, sha256)
    assert not aside_of(held.path).exists()


def test_no_note_is_left_of_a_file_that_went(sweep, root):
    keep(root)
    seen = TODAY + GRACE + HOUR
    sweep(seen)
    (held,) = held_in(folders_of(root)[0])
    held.path.unlink()
    sweep(seen + HOUR)
    assert list(held.path.parent.iterdir()) == []


def test_a_file_half_stored_by_somebody_who_was_killed_goes_after_a_day(careful, root):
    root.mkdir()
    (root / ".incoming-x").write_bytes(b"half")
    keeper = Housekeeper(careful.runtime, root)
    for hours, left in ((23, True), (25, False)):
        while keeper.do_piece(TODAY + timedelta(hours=hours)):
            pass
        assert (root / ".incoming-x").exists() == left


def test_where_nothing_was_ever_stored_there_is_nothing_to_do(root):
    assert folders_of(root) == ()


def test_what_nobody_names_is_counted_at_once(careful, root):
    begin(careful, keep(root, PDF + b"1"))
    spare = keep(root, PDF + b"2")
    with careful.runtime.database.report() as connection:
        assert frozenset().union(*unreferred(connection, root)) == {spare}
