"""The questions asked all day find their rows by index, however many cases are over.

PostgreSQL may read whole tables here, as it may not in production: that it still does not is what is asked.
"""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.store.writing import change, written
from tests.support.steps import MORNING, start
from workflow.store import candidates, cases, looks, mentions, outgoing, tables, timers
from workflow.store.forgetting import forget_forms, forget_oldest

FINISHED = """
INSERT INTO timers (case_id, seq, task_seq, rule, visit, due_at, next_try, settled_at, result)
  SELECT 5, n.i, 1, 'timeout', 1, {0}, {0}, {0}, 'left' FROM n;
INSERT INTO outgoing
    (key, case_id, position, kind, recipient, facts, created_at, not_before, next_try, settled_at, result)
  SELECT 'x' || n.i, 5, n.i, 'sent', 1, '{{}}', {0}, {0}, {0}, {0}, 'sent' FROM n;
INSERT INTO looks (person_id, case_id, version, at, content) SELECT 1, n.i, 1, {0}, '{{}}' FROM n;
INSERT INTO title_terms (term, case_id) SELECT '=umit.at', n.i * 1000 FROM n;
INSERT INTO candidates (principal, due_at, case_id, task_seq) SELECT 'other@' || n.i, {0}, 5, 1 FROM n;
INSERT INTO tasks (case_id, seq, visit, state, key, branch, kind, holders, opened_at, closed_at, cause)
  SELECT 5, n.i, 1, 's', 'k', 'k', 'decide', '[]', {0}, {0}, 'left' FROM n;
INSERT INTO people (id, login, name_zh, name_en, email, language, active)
  VALUES (1, 'x', 'x', 'x', 'x@example.edu', 'en', {1});
INSERT INTO sessions (digest, person_id, data, started_at, seen_at)
  SELECT substr('{2}' || n.i, length('' || n.i) + 1), 1, '{{}}', {0}, {0} FROM n;
INSERT INTO sign_in_attempts (subject, failures, since) SELECT 'login:' || n.i, 1, {0} FROM n;
INSERT INTO uploads (id, person_id, sha256, size, filename, media_type, at)
  SELECT 'u' || n.i, 1, '{2}', 1, 'a.pdf', 'x', {0} FROM n;
INSERT INTO form_uses (actor, nonce, body_sha256, answer, at) SELECT 1, 'n' || n.i, 'x', '{{}}', {0} FROM n
"""
MADE_UP = {"id": "n.i * 1000", "number": "NULL", "applicant": "n.i"}
COLUMNS = [column.name for column in tables.cases.columns]
OVER = {"id": "n.i * 1000 + 1", "number": "NULL", "closed_at": "c.started_at", "outcome": "'approved'"}


def copied(changed):
    return f"INSERT INTO cases ({', '.join(COLUMNS)}) SELECT {', '.join(changed.get(it, f'c.{it}') for it in COLUMNS)}"


OTHERS, OF_ONE = copied(MADE_UP), copied(OVER)
NUMBERS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n) AS n",
    "postgresql": "generate_series(10, 3000) AS n(i)",
}


@pytest.fixture
def old(database):
    """A few open cases and many rows of what is over."""
    written(database, *(start(case) for case in range(5, 9)))
    active = "true" if database.dialect == "postgresql" else "1"
    text = FINISHED.format("'2026-01-01T00:00:00.000000Z'", active, "a" * 64).replace(
        "FROM n", f"FROM {NUMBERS[database.dialect]}"
    )
    for statement in text.split(";"):
        change(database, statement)
    change(database, f"{OTHERS} FROM cases AS c, {NUMBERS[database.dialect]} WHERE c.id = 5")
    change(database, "ANALYZE")
    return database


@pytest.fixture
def plan(old):
    """How the database would find what a question asks for."""

    def of(ask):
        plans = []
        with old.transaction() as connection:
            if old.dialect == "postgresql":
                connection.driver.execute("SET LOCAL enable_seqscan = on")
            explain = "EXPLAIN " if old.dialect == "postgresql" else "EXPLAIN QUERY PLAN "

            def note(_connection, cursor, statement, parameters, *_rest):
                plans.append("\n".join(str(row) for row in cursor.execute(explain + statement, parameters).fetchall()))

            event.listen(connection.sql, "before_cursor_execute", note)
            ask(connection)
        return plans[0]

    return of


def test_due_timers_are_found_by_the_index_of_those_still_armed(plan):
    assert "ix_timers_due" in plan(lambda connection: timers.claim_due(connection, MORNING + timedelta(days=9)))


def test_letters_to_send_are_found_by_the_index_of_those_unsent(plan):
    found = plan(lambda connection: outgoing.claim(connection, "a", MORNING, timedelta(seconds=20)))
    assert "ix_outgoing_due" in found
    assert "Seq Scan" not in found


def test_an_inbox_reads_only_the_first_rows_of_each_principal(plan):
    found = plan(lambda connection: candidates.inbox(connection, ["dean@eng", "#11"], [11]))
    assert "pk_candidates" in found or "SEARCH candidates USING PRIMARY KEY (principal=?" in found
    assert not re.search(r"SCAN (candidates|t|c)\b|Seq Scan", found)


def test_an_inbox_is_counted_by_the_same_index(plan):
    found = plan(lambda connection: candidates.count(connection, ["dean@eng", "#11"], [11]))
    assert "pk_candidates" in found or "SEARCH candidates USING PRIMARY KEY (principal=?" in found


def test_ones_own_cases_are_found_by_their_index_newest_first(plan):
    found = plan(lambda connection: cases.of_applicant(connection, 11, closed=True))
    assert "ix_cases_applicant" in found
    assert not re.search(r"USE TEMP B-TREE|Seq Scan|->  Sort", found)


def test_ones_running_cases_are_found_among_very_many_that_are_over(old, plan):
    change(old, f"{OF_ONE} FROM cases AS c, {NUMBERS[old.dialect]} WHERE c.id = 5")
    change(old, "ANALYZE")
    found = plan(lambda connection: cases.of_applicant(connection, 11, closed=False))
    assert "ix_cases_running" in found
    assert "Seq Scan" not in found


def test_cases_that_name_a_row_of_a_register_are_found_by_the_code(plan):
    found = plan(lambda connection: mentions.cases_with(connection, {"agreement": ("partner",)}, "umit.at", most=50))
    assert "pk_title_terms" in found or "SEARCH title_terms USING PRIMARY KEY (term=?)" in found
    assert not re.search(r"SCAN cases|Seq Scan on cases", found)


def test_what_one_has_seen_is_found_by_its_key(plan):
    found = plan(lambda connection: looks.versions(connection, 11, [5, 6]))
    assert "pk_looks" in found or "SEARCH looks USING PRIMARY KEY" in found


@pytest.mark.parametrize(
    ("table", "index"),
    [
        ("sessions", "ix_sessions_seen_at"),
        ("sign_in_attempts", "ix_sign_in_attempts_since"),
        ("uploads", "ix_uploads_at"),
    ],
)
def test_what_has_served_is_found_by_its_time(plan, table, index):
    assert index in plan(lambda connection: forget_oldest(connection, table, MORNING, most=5))


def test_used_forms_are_gone_through_by_their_key(plan):
    found = plan(lambda connection: forget_forms(connection, (1, "n2000"), MORNING, 50))
    assert "pk_form_uses" in found or "SEARCH form_uses USING PRIMARY KEY" in found
    assert not re.search(r"SCAN form_uses\b|Seq Scan|TEMP B-TREE|->  Sort", found)
