from dataclasses import replace
from datetime import timedelta

from tests.store.writing import written
from tests.support.steps import APPLICANT, DEAN, LAWYER, MORNING, TITLE, case_life, following, start
from workflow.core.case import Holder
from workflow.store import candidates


def inbox(database, *principals, persons=(LAWYER,), **options):
    with database.snapshot() as connection:
        return candidates.inbox(connection, principals, persons, **options)


def count(database, *principals, persons=(LAWYER,), **options):
    with database.snapshot() as connection:
        return candidates.count(connection, principals, persons, **options)


def test_an_inbox_shows_what_is_due_first_and_what_has_no_due_moment_last(database):
    written(database, start(5, due=MORNING + timedelta(days=2)), start(6, due=MORNING + timedelta(days=1)))
    first, second, *_ = case_life(7)
    written(database, first, second)
    assert [(row.case_id, row.task) for row in inbox(database, "dean@eng", "finance@eng")] == [(6, 1), (5, 1), (7, 3)]


def test_a_row_says_all_that_a_list_shows(database):
    written(database, start(5))
    (row,) = inbox(database, "dean@eng")
    assert (row.number, row.process, row.title, row.applicant) == ("國約-5", "agreement", TITLE, APPLICANT)
    assert (row.state, row.visit, row.key, row.kind, row.version) == ("state_1", 1, "dean", "decide", 1)
    assert (row.opened_at, row.due_at, row.claimed_by) == (MORNING, MORNING + timedelta(days=3), None)


def test_a_task_found_under_two_principals_is_one_row(database):
    first = start(5)
    both = replace(first.after.tasks[0], holders=(Holder(post="dean", unit="eng"), Holder(person=DEAN)))
    written(database, first, following(first.after, touched=(both,)))
    (row,) = inbox(database, "dean@eng", f"#{DEAN}", "nobody@eng", "dean@eng")
    assert row.principals == (f"#{DEAN}", "dean@eng")
    assert count(database, "dean@eng", f"#{DEAN}") == 1


def test_what_somebody_else_has_claimed_is_not_shown(database):
    first, second, third, *_ = case_life(5)
    written(database, first, second, third)
    assert [row.claimed_by for row in inbox(database, "legal@eng", persons=(LAWYER,))] == [LAWYER]
    assert inbox(database, "legal@eng", persons=(DEAN,)) == ()
    assert count(database, "legal@eng", persons=(DEAN,)) == 0


def test_a_closed_task_is_in_no_inbox(database):
    written(database, *case_life(5))
    assert inbox(database, "dean@eng", "legal@eng", "finance@eng", f"#{LAWYER}") == ()


def test_pages_follow_each_other_without_gap_or_repeat(database):
    written(database, *(start(case) for case in range(1, 8)))
    first = inbox(database, "dean@eng", most=3)
    second = inbox(database, "dean@eng", most=3, after=first[-1].place())
    third = inbox(database, "dean@eng", most=3, after=second[-1].place())
    assert [row.case_id for row in (*first, *second, *third)] == list(range(1, 8))
    assert inbox(database, "dean@eng", after=third[-1].place()) == ()


def test_counting_stops_where_nobody_reads_on(database):
    written(database, *(start(case) for case in range(1, 6)))
    assert count(database, "dean@eng") == 5
    assert count(database, "dean@eng", most=3) == 3


def test_nobody_has_an_empty_inbox(database):
    assert inbox(database) == ()
    assert count(database) == 0
