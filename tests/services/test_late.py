"""An answer that was accepted late: said in the path, on paper and in the history, and late for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.memos import Fact
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.documents import memo_of
from workflow.services.naming import Names
from workflow.services.publishing import publish
from workflow.services.showing import see_case, show_case

GRACE = PAIR.replace("version: 1", "version: 2", 1).replace(
    "    deadline: none\n    next: {submit: votes}\n",
    "    deadline: {within: 3wd, grace: 4wd, timeout: discard}\n    next: {submit: votes, discard: cancelled}\n",
    1,
)
LATER = NOW + timedelta(days=7)


@pytest.fixture
def case(office: Office) -> Done:
    """Returned to the clerk, who has sent it again two working days late."""
    publish(office.runtime, {**FILES, "pair.yaml": GRACE.encode()}, by=0, now=NOW)
    case = office.start()
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "return")):
        office.act(case, login, action, reason="因故")
    office.act(case, "clerk", "submit", now=LATER)
    return case


def test_the_path_and_the_history_say_so(office: Office, case: Done):
    page = open_case(office.runtime, case.number, LOGINS["chief"], LATER)
    assert [it.late for it in page.past if it.outcome == "submit"] == [None, 2]
    assert [note.code for note in page.events[0].notes] == ["note_late", "note_carried"]
    shown = show_case(office.runtime, case.number, LATER)
    assert [it["late"] for it in shown["decisions"] if it["outcome"] == "submit"] == [None, 2]


def test_the_memorandum_says_it_beside_the_signature(office: Office, case: Done):
    with office.runtime.database.snapshot() as connection:
        seen = see_case(office.runtime, connection, case.case, LATER)
    memo = memo_of(seen, Names(seen.world.directory, seen.process.definition))
    (submitted,) = memo.signatures
    assert (submitted.place, submitted.further) == ("草擬", (Fact("收件", "逾期 2 個工作天"),))
