"""A search reads the cases of the asker and the rarest piece of a title, whatever else there is."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event

from tests.store.writing import change, written
from tests.support.steps import APPLICANT, start
from workflow.store import registers
from workflow.store.searching import Question, find_cases, rarest_first
from workflow.store.steps import load_cases

MANY = """
INSERT INTO cases (id, process, applicant, applicant_post, applicant_unit, title_zh, title_en, data, documents, salts,
    definition, stopped_days, path, visits, version, state, visit, tasks_opened, decisions_made, timers_set, head)
  SELECT n.i, 'agreement', 99, 'x', 'y', '協議', 'x', '{{}}', '{{}}', '{{}}', 'd', 0, '[]', '{{}}', 1, 's', 1, 0, 0, 0,
    'h' FROM {0};
INSERT INTO title_terms (term, case_id) SELECT '協議', n.i FROM {0}
"""
NUMBERS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n) AS n",
    "postgresql": "generate_series(10, 3000) AS n(i)",
}
ASKED = Question(
    ["協議", "示範"], ["示範", "協議"], ["國約-7"], APPLICANT, ["dean@eng", "#11"], ["agreement"], "國約-7"
)


@pytest.fixture
def full(database):
    """A few cases of one applicant among many of another."""
    written(database, *(start(case) for case in range(5, 9)))
    for statement in MANY.format(NUMBERS[database.dialect]).split(";"):
        change(database, statement)
    change(database, "ANALYZE")
    return database


def plans(database, ask):
    found = []
    with database.transaction() as connection:
        if database.dialect == "postgresql":
            connection.driver.execute("SET LOCAL enable_seqscan = on")
        explain = "EXPLAIN " if database.dialect == "postgresql" else "EXPLAIN QUERY PLAN "

        def note(_connection, cursor, statement, parameters, *_rest):
            found.append("\n".join(str(row) for row in cursor.execute(explain + statement, parameters).fetchall()))

        event.listen(connection.sql, "before_cursor_execute", note)
        ask(connection)
    return found[0]


def test_cases_are_found_by_index_among_many(full):
    plan = plans(full, lambda connection: find_cases(connection, ASKED, most=50))
    assert not re.search(
        r"SCAN (c|t|cases|decisions|candidates|title_terms)\b(?! USING)|Seq Scan on (cases|title)", plan
    )
    assert "pk_title_terms" in plan or "SEARCH t USING PRIMARY KEY (term=?)" in plan


ROWS = """
INSERT INTO register_rows (register, code, version, data, changed_at, changed_by)
  SELECT '{1}', 'c' || n.i, 1, '{{}}', '2026-01-01T00:00:00.000000Z', 1 FROM {0}
"""


def test_the_rows_of_one_register_are_read_by_their_key_among_those_of_others(full):
    change(full, ROWS.format(NUMBERS[full.dialect], "places"))
    change(full, ROWS.format("(SELECT 1 AS i) AS n", "partners"))
    change(full, "ANALYZE")
    plan = plans(full, lambda connection: registers.rows(connection, "partners"))
    assert "pk_register_rows" in plan or "SEARCH register_rows USING PRIMARY KEY (register=?)" in plan


def test_the_case_with_the_whole_number_comes_first(database):
    written(database, *(start(case) for case in range(5, 8)))
    change(database, "UPDATE cases SET number = '國約-' || id")
    asked = Question(["約"], [], [], APPLICANT, ["#11"], [], "國約-6")
    with database.snapshot() as connection:
        assert find_cases(connection, asked, most=2) == (6, 7)


def test_the_rarest_piece_comes_first(full):
    with full.snapshot() as connection:
        assert rarest_first(connection, ["協議", "示範", "沒有"]) == ("沒有", "示範", "協議")


def test_all_words_and_numbers_count(full):
    with full.snapshot() as connection:
        assert find_cases(connection, ASKED, most=2) == (7, 8)
        views = load_cases(connection, (8, 7, 1))
    assert [view.id for view in views] == [8, 7]


def test_who_has_more_cases_than_are_read_finds_the_old_ones_by_the_pieces_of_their_titles(full):
    change(full, "UPDATE cases SET title_zh = '舊案' WHERE id = 10")
    change(full, "INSERT INTO title_terms (term, case_id) VALUES ('舊案', 10)")
    asked = Question(["舊案"], ["舊案"], [], 99, ["#99"], [])
    with full.snapshot() as connection:
        assert find_cases(connection, asked, most=2) == (10,)
        assert find_cases(connection, replace(asked, person=98), most=2) == ()
        assert find_cases(connection, replace(asked, words=["舊"], terms=[]), most=2) == ()


def test_whoever_holds_no_post_finds_what_is_his_own(database):
    with database.snapshot() as connection:
        asked = Question(("x",), (), (), person=1, principals=(), processes=())
        assert find_cases(connection, asked, most=5) == ()
