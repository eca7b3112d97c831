"""Asking others on the page of a case, without scripts."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.support.asking import publish_asking
from tests.support.office import Office
from tests.web.browsing import Clock, form_to, sign_in, submit
from tests.web.cases.test_acting import opened, path


@pytest.fixture
def case(desk: Office):
    """Waiting for the chief."""
    publish_asking(desk)
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    return case


@pytest.fixture
def chief(client: FlaskClient, case):
    return sign_in(client, "chief")


def asked(client: FlaskClient, case, action: str, **typed: str):
    return submit(client, opened(client, case), path(case, action), **typed)


def test_more_actions_stand_behind_a_fold_with_what_they_do(chief, case):
    page = opened(chief, case).text
    assert "More actions" in page
    assert "Somebody prepares an opinion. You still decide when it is there." in page
    assert "Ask another unit" not in page


def test_a_colleague_is_asked_by_the_name_that_was_typed(chief, case):
    answer = asked(chief, case, "request_info", who="clerk (demo)", reason="Which one?")
    assert (answer.status_code, answer.location) == (303, path(case))
    page = opened(chief, case).text
    assert "An answer is awaited from clerk (demo)" in page
    assert "What you asked for (1)" in page
    clerk = sign_in(chief, "clerk")
    page = opened(clerk, case).text
    assert "Chief, Office asks you for information" in page
    assert "Which one?" in page
    assert submit(clerk, opened(clerk, case), path(case, "answered"), reason="This one.").status_code == 303


def test_a_post_is_chosen_as_well_as_a_person(chief, case):
    assert asked(chief, case, "delegate", who="Head, School (head@school)").status_code == 303
    head = sign_in(chief, "head")
    assert "Chief, Office asks you to prepare an opinion" in head.get("/inbox").text


def test_who_cannot_be_asked_comes_back_with_the_field_and_what_was_typed(chief, case):
    answer = asked(chief, case, "add_signer", who="clerk", position="before", reason="have a look")
    assert answer.status_code == 422
    assert "This case concerns this person" in answer.text
    form = form_to(answer, path(case, "add_signer"))
    assert (form.fields["who"], form.fields["reason"]) == ("clerk (demo) (clerk)", "have a look")


def test_each_form_has_controls_of_its_own(chief, case):
    page = opened(chief, case).text
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_a_signer_is_removed_with_a_reason(chief, case):
    asked(chief, case, "add_signer", who="head", position="before")
    page = opened(chief, case)
    assert submit(chief, page, path(case, "remove_signer"), reason="").status_code == 422
    assert submit(chief, page, path(case, "remove_signer"), reason="not needed").status_code == 303
    assert "What you asked for" not in opened(chief, case).text


def test_a_question_is_undone_within_a_minute(chief, case, clock: Clock):
    asked(chief, case, "request_info", who="clerk", reason="Which one?")
    page = opened(chief, case)
    assert submit(chief, page, path(case, "undo")).status_code == 303
    assert "It is your turn" in opened(chief, case).text


def test_the_unit_that_was_added_stands_in_the_table_of_opinions(client, desk):
    publish_asking(desk)
    case = desk.start()
    first = sign_in(client, "first")
    assert asked(first, case, "add_unit", unit="school").status_code == 303
    assert "0 of 3 have answered" in opened(first, case).text


def test_whoever_is_asked_hands_in_the_file_that_the_state_lets_him(chief, case):
    asked(chief, case, "request_info", who="clerk", reason="The signed copy?")
    clerk = sign_in(chief, "clerk")
    file = (BytesIO(b"%PDF-1.7 signed"), "signed.pdf")
    answer = submit(clerk, opened(clerk, case), path(case, "answered"), reason="Here.", paper=file)
    assert answer.status_code == 303
    assert "signed.pdf" in opened(clerk, case).text
