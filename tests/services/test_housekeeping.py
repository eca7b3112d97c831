"""Rows that have served are dropped in small pieces; what a promise needs stays."""

from datetime import timedelta

import pytest

from tests.store.writing import change, rows
from tests.support.office import LOGINS, NOW
from workflow.core.case import Command
from workflow.services.act import start
from workflow.services.case_page import open_case
from workflow.services.drafts import Sent, begin_draft, open_draft, save_section
from workflow.services.housekeeping import ANSWERS_KEPT, LOOKS_KEPT, PIECE, Housekeeper
from workflow.services.sessions import KEPT_FOR, begin_session, find_session, keep_form
from workflow.services.submitting import submit_draft
from workflow.store import sessions

CLERK = LOGINS["clerk"]
DAY = timedelta(days=1)
MANY = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) SELECT i FROM n) AS n",
    "postgresql": "generate_series(1, {0}) AS n(i)",
}
FORMS = """
INSERT INTO form_uses (actor, nonce, body_sha256, answer, at)
  SELECT i % 3 + 1, '{2}' || i, 'x', '{{}}', '2026-01-01T00:00:00.000000Z' FROM {1}
"""


@pytest.fixture
def tidy(office, tmp_path):
    """All pieces of one round; how many there were."""
    keeper = Housekeeper(office.runtime, tmp_path)

    def done(now):
        pieces = 0
        while keeper.do_piece(now):
            pieces += 1
        return pieces

    return done


def many(database, statement, count, *more):
    change(database, statement.format(count, MANY[database.dialect].format(count), *more))


def test_answers_of_forms_go_after_thirty_days_in_pieces(office, tidy):
    done = office.start(nonce="n")
    many(office.runtime.database, FORMS, 2 * PIECE + 7, "old-")
    assert tidy(NOW + ANSWERS_KEPT) == 2
    assert rows(office.runtime.database, "SELECT nonce FROM form_uses") == [("n",)]
    assert office.start(nonce="n").number == done.number
    tidy(NOW + ANSWERS_KEPT + DAY)
    assert rows(office.runtime.database, "SELECT nonce FROM form_uses") == []


def test_a_sent_draft_never_becomes_a_second_case(office, tidy):
    draft = begin_draft(office.runtime, "pair", CLERK, NOW)
    form = open_draft(office.runtime, draft, CLERK, NOW).form
    section = form.definition.sections[0].key if form.definition.sections else "all"
    save_section(office.runtime, draft, CLERK, NOW, section=section, typed={"subject": "主旨", "amount": "1"}, seen=0)
    number = submit_draft(office.runtime, draft, CLERK, NOW)
    tidy(NOW + 10 * ANSWERS_KEPT)
    with pytest.raises(Sent) as sent:
        open_draft(office.runtime, draft, CLERK, NOW)
    assert sent.value.number == number


def test_a_form_kept_for_its_person_outlives_its_session_by_a_week(office, tidy):
    token = begin_session(office.runtime, CLERK, NOW)
    keep_form(office.runtime, token, {"address": "/x"})
    tidy(NOW + KEPT_FOR)
    assert find_session(office.runtime, token, NOW + KEPT_FOR).kept == {"address": "/x"}
    tidy(NOW + KEPT_FOR + DAY)
    assert find_session(office.runtime, token, NOW) is None


def test_failures_to_sign_in_and_uploads_go_by_their_time(office, tidy):
    database = office.runtime.database
    with database.transaction() as connection:
        sessions.count_attempt(connection, "login:x", NOW, since=NOW - DAY, counted_from=5)
    change(
        database,
        "INSERT INTO uploads (id, person_id, sha256, size, filename, media_type, at)"
        f" VALUES ('u', 5, '{'a' * 64}', 1, 'a.pdf', 'x', '2026-09-01T01:00:00.000000Z')",
    )
    tidy(NOW)
    assert rows(database, "SELECT 1 FROM uploads, sign_in_attempts") == [(1,)]
    tidy(NOW + DAY + timedelta(seconds=1))
    assert rows(database, "SELECT id FROM uploads UNION SELECT subject FROM sign_in_attempts") == []


def test_what_was_seen_of_a_case_stays_until_a_year_after_its_end(office, tidy):
    running, over = office.start(), office.start()
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        office.act(over, login, action)
    for done in (running, over):
        open_case(office.runtime, done.number, CLERK, NOW)
    tidy(NOW + LOOKS_KEPT - DAY)
    assert len(rows(office.runtime.database, "SELECT case_id FROM looks")) == 2
    tidy(NOW + LOOKS_KEPT + DAY)
    assert rows(office.runtime.database, "SELECT case_id FROM looks") == [(running.case,)]


def test_evidence_is_not_touched(office, tidy):
    office.act(office.start(), "first", "agree")
    tables = ("history", "decisions", "outgoing", "documents", "numbers", "tasks")
    count = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    before = rows(office.runtime.database, count)
    tidy(NOW + timedelta(days=9999))
    assert rows(office.runtime.database, count) == before


def test_one_who_is_interrupted_goes_on_where_he_was(office, tmp_path):
    many(office.runtime.database, FORMS, 2 * PIECE + 7, "old-")
    later = NOW + 2 * ANSWERS_KEPT
    first = Housekeeper(office.runtime, tmp_path)
    assert first.do_piece(later)
    left = len(rows(office.runtime.database, "SELECT 1 FROM form_uses"))
    assert left == PIECE + 7
    second = Housekeeper(office.runtime, tmp_path)
    while second.do_piece(later) or first.do_piece(later):
        pass
    assert rows(office.runtime.database, "SELECT 1 FROM form_uses") == []


def test_a_command_repeated_within_its_time_is_done_once(office, tidy):
    command = Command("", CLERK, input={"subject": "主旨", "amount": "1"}, nonce="api")
    first = start(office.runtime, "pair", command, NOW)
    tidy(NOW + ANSWERS_KEPT - DAY)
    assert start(office.runtime, "pair", command, NOW + ANSWERS_KEPT - DAY).number == first.number
