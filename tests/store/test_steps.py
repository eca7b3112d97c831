from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.writing import count, rows, view, written
from tests.support.steps import (
    DATA,
    MORNING,
    TITLE,
    case_life,
    closed,
    decision,
    following,
    sha,
    start,
    task,
    timer,
)
from workflow.store.errors import NonceUsed, Violated
from workflow.store.steps import load_case, write_step
from workflow.store.values import FormUse


def test_a_case_loaded_after_each_step_is_what_the_step_said(database):
    for step in case_life(5):
        written(database, step)
        assert view(database, 5) == step.after


def test_a_case_is_found_by_its_number_and_what_does_not_exist_is_none(database):
    written(database, start(5, number="國約-115-001"))
    assert view(database, "國約-115-001").id == 5
    with database.step() as connection:
        assert load_case(connection, "國約-115-002") is None
        assert load_case(connection, 6) is None


def test_a_step_on_a_version_that_has_passed_writes_nothing_at_all(database):
    first, second, *_ = case_life(5)
    written(database, first, second)
    tables = ("tasks", "candidates", "decisions", "timers", "outgoing", "history", "documents", "form_uses")
    before = [count(database, table) for table in tables]
    with database.step() as connection:
        assert not write_step(connection, second, form_use=FormUse(1, "n", sha("body"), {}))
    assert [count(database, table) for table in tables] == before
    assert view(database, 5) == second.after


def test_the_first_step_of_a_case_cannot_happen_twice(database):
    written(database, start(5))
    with pytest.raises(Violated):
        written(database, start(5, number="other"))
    assert count(database, "history") == 1


def test_two_cases_cannot_have_one_number(database):
    written(database, start(5, number="國約-115-001"))
    with pytest.raises(Violated):
        written(database, start(6, number="國約-115-001"))
    assert count(database, "cases") == 1


def test_a_repeat_with_the_same_nonce_is_refused_and_finds_the_answer(database):
    first, second, *_ = case_life(5)
    written(database, first, form_use=FormUse(11, "n-1", sha("body"), {"number": "國約-5"}))
    with pytest.raises(NonceUsed):
        written(database, second, form_use=FormUse(11, "n-1", sha("body"), {"number": "twice"}))
    with database.step() as connection:
        loaded = load_case(connection, 5, actor=11, nonce="n-1")
        assert load_case(connection, 5, actor=12, nonce="n-1").answered is None
    assert loaded.view == first.after
    assert (loaded.answered.body_sha256, loaded.answered.answer) == (sha("body"), {"number": "國約-5"})


def test_what_one_step_makes_and_ends_is_written_in_its_last_form(database):
    first = start(5)
    made = task(2, 1, "desk")
    answer = decision(1, made)
    step = following(
        first.after,
        opened=(made,),
        closed=(closed(made),),
        decisions=(answer,),
        voided={1: "taken_back"},
        timers_set=(timer(2, 2, 1),),
        timers_settled={2: "left"},
    )
    written(database, first, step)
    assert view(database, 5) == step.after
    assert count(database, "candidates WHERE task_seq = 2") == 0


def test_a_timer_can_be_set_again_by_the_step_that_settles_it(database):
    first = start(5)
    later = timer(2, 1, 1, due=MORNING + timedelta(days=9))
    step = following(first.after, timers_settled={1: "extended"}, timers_set=(later,))
    written(database, first, step)
    assert view(database, 5).timers == (later,)


def test_the_same_timer_cannot_be_armed_twice(database):
    first = start(5)
    written(database, first)
    with pytest.raises(Violated):
        written(database, following(first.after, timers_set=(timer(2, 1, 1),)))


def test_a_task_touched_without_change_of_its_holders_keeps_its_candidates(database):
    first = start(5)
    written(database, first, following(first.after, touched=(replace(first.after.tasks[0], claimed_by=12),)))
    assert rows(database, "SELECT principal, claimed_by FROM candidates") == [("dean@eng", 12)]


def test_data_comes_back_as_it_was_written_and_a_step_without_change_leaves_it(database):
    first, second, *_ = case_life(5)
    written(database, first, second)
    assert view(database, 5).data == DATA
    assert rows(database, "SELECT title_zh, number FROM cases") == [(TITLE.zh, "國約-5")]


def test_a_title_can_change_with_a_later_step(database):
    first, second, *_ = case_life(5)
    written(database, first)
    with database.step() as connection:
        write_step(connection, second, title=replace(TITLE, zh="新名"))
    assert rows(database, "SELECT title_zh, title_en FROM cases") == [("新名", TITLE.en)]


def test_what_is_raised_in_a_step_leaves_nothing_of_it(database):
    def refused_after_writing():
        with database.step() as connection:
            connection.begin()
            write_step(connection, start(5), title=TITLE)
            raise LookupError

    with pytest.raises(LookupError):
        refused_after_writing()
    assert count(database, "cases") == 0
