"""Handing on, holding, putting off, urging and telling on the page of a case, without scripts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.governing import publish_governed
from tests.support.office import Office
from tests.web.browsing import form_to, sign_in, submit
from tests.web.cases.test_acting import opened, path


@pytest.fixture
def case(desk: Office):
    publish_governed(desk)
    return desk.start()


@pytest.fixture
def first(client: FlaskClient, case):
    return sign_in(client, "first")


def done(client: FlaskClient, case, action: str, **typed: str):
    return submit(client, opened(client, case), path(case, action), **typed)


def test_a_task_is_handed_on_to_a_colleague_of_the_list(first, case):
    page = opened(first, case).text
    assert "It is then theirs alone" in page
    answer = done(first, case, "transfer", who="second", reason="on leave")
    assert (answer.status_code, answer.location) == (303, path(case))
    assert "on leave" in opened(first, case).text
    second = sign_in(first, "second")
    assert "Handed over by first" in opened(second, case).text


def test_a_hold_says_until_when_and_is_ended_by_a_button(first, case):
    assert done(first, case, "hold", until="2026-09-03", reason="waits for a paper").status_code == 303
    page = opened(first, case).text
    assert "On hold until 3 Sep 2026" in page
    assert done(first, case, "resume").status_code == 303
    assert "On hold until 3 Sep 2026" not in opened(first, case).text.partition('id="history"')[0]


def test_a_day_that_cannot_be_is_corrected_with_what_was_typed_kept(first, case):
    answer = done(first, case, "hold", until="2026-12-24", reason="waits")
    assert answer.status_code == 422
    form = form_to(answer, path(case, "hold"))
    assert (form.fields["until"], form.fields["reason"]) == ("2026-12-24", "waits")
    assert "or earlier" in answer.text


def test_more_time_is_asked_for_and_granted_with_the_days_in_sight(first, case):
    assert done(first, case, "extend", days="7", reason="two partners").status_code == 303
    chief = sign_in(first, "chief")
    page = opened(chief, case)
    assert "asks you for more time" in page.text
    assert "Asks for 7 days more" in page.text
    assert submit(chief, page, path(case, "approve")).status_code == 303
    again = opened(sign_in(chief, "first"), case).text
    assert "Extended" in again
    assert "Extension by 7 days" in again


def test_why_something_cannot_be_done_is_said(first, case):
    done(first, case, "extend", days="7", reason="two partners")
    assert "was asked for and is not decided yet" in opened(first, case).text


def test_the_applicant_urges_once_and_reads_when_again(first, case):
    clerk = sign_in(first, "clerk")
    assert done(clerk, case, "remind").status_code == 303
    assert "The next one is possible from 2 Sep 2026" in opened(clerk, case).text


def test_a_post_is_told_and_notes_it(first, case):
    assert done(first, case, "inform", who="Head, School (head@school)").status_code == 303
    assert "Told of this case (1)" in opened(first, case).text
    head = sign_in(first, "head")
    assert done(head, case, "acknowledge").status_code == 303
    assert "Noted by" in opened(sign_in(head, "first"), case).text


def test_the_owner_holds_a_task_of_others_and_is_not_asked_to_answer_it(first, case):
    chief = sign_in(first, "chief")
    page = opened(chief, case)
    assert "is with First, Office" in page.text
    assert "Your task" not in page.text
    assert submit(chief, page, path(case, "hold"), until="2026-09-03", reason="waits").status_code == 303


def test_the_class_of_speed_is_changed_and_the_history_says_what_moved(first, case):
    assert done(first, case, "change_speed", speed="most_urgent", reason="the minister comes").status_code == 303
    page = opened(first, case).text
    assert "Most urgent" in page
    assert "Ordinary became Most urgent" in page
    assert "Due 2 Sep 2026 instead of 9 Sep 2026" in page


def test_each_control_has_an_id_of_its_own(first, case):
    page = opened(first, case).text
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_the_reason_of_what_is_no_decision_is_not_written_by_us(first, case, desk):
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    chief = sign_in(first, "chief")
    form = form_to(opened(chief, case), path(case, "hold"))
    assert form.fields["reason"] == ""
