"""What is done on the page of a case, and what is said when it cannot be done."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.support.office import LOGINS, NOW, Office
from tests.web.apply.grants import publish_grants
from tests.web.browsing import Clock, form_to, from_page, sign_in, submit
from workflow.core.case import Command, FileView
from workflow.services.act import Done, start


@pytest.fixture
def case(desk: Office):
    """Waiting for the chief."""
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    return case


@pytest.fixture
def chief(client: FlaskClient, case):
    return sign_in(client, "chief")


def path(case: Done, *more: str) -> str:
    return quote("/".join(("/cases", case.number, *more)))


def opened(client: FlaskClient, case):
    return client.get(path(case))


def head_of(page) -> str:
    """What one reads before anything else, on a phone too."""
    return unescape(page.text.partition("case-grid")[0])


def test_a_decision_leads_back_to_the_case_that_says_so(chief, case):
    answer = submit(chief, opened(chief, case), path(case, "approve"))
    assert (answer.status_code, answer.location) == (303, path(case))
    assert "Done: Approve." in opened(chief, case).text


def test_a_second_press_is_answered_as_the_first(chief, case):
    page = opened(chief, case)
    answers = [submit(chief, page, path(case, "approve")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]


def test_a_return_without_its_reason_comes_back_with_the_field(chief, case):
    answer = submit(chief, opened(chief, case), path(case, "return"), resume="direct")
    assert answer.status_code == 422
    assert "1 thing to correct" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_decision_can_be_undone_for_a_minute(client, desk, clock: Clock):
    case = desk.start()
    first = sign_in(client, "first")
    submit(first, opened(first, case), path(case, "agree"))
    page = opened(first, case)
    assert "You can undo your last decision within 60 seconds." in page.text
    assert submit(first, page, path(case, "undo")).status_code == 303
    assert "It is your turn" in opened(first, case).text
    submit(first, opened(first, case), path(case, "agree"))
    clock.pass_by(minutes=2)
    assert "You can undo" not in opened(first, case).text


def test_what_was_typed_stays_when_the_content_changed_meanwhile(client, desk, case):
    chief = sign_in(client, "chief")
    page = opened(chief, case)
    desk.act(case, "chief", "return", reason="less")
    desk.act(case, "clerk", "submit", subject="主旨", amount="90")
    desk.act(case, "second", "agree")
    answer = submit(chief, page, path(case, "return"), reason="my long opinion")
    assert answer.status_code == 409
    assert "Not sent" in answer.text


def test_whoever_came_second_reads_who_was_faster(client, desk, case):
    page = opened(sign_in(client, "chief"), case)
    desk.act(case, "chief", "reject", reason="no")
    answer = submit(client, page, path(case, "approve"))
    assert answer.status_code == 409
    assert "This case has ended (Rejected)" in answer.text


def test_the_applicant_withdraws_with_a_reason(client, desk):
    case = desk.start()
    clerk = sign_in(client, "clerk")
    assert submit(clerk, opened(clerk, case), path(case, "withdraw")).status_code == 422
    done = submit(clerk, opened(clerk, case), path(case, "withdraw"), reason="not needed")
    assert done.status_code == 303
    assert "This case has ended: Cancelled" in opened(clerk, case).text


def test_a_returned_case_is_changed_and_sent_again_on_its_page(client, desk, case):
    desk.act(case, "chief", "return", reason="less")
    clerk = sign_in(client, "clerk")
    page = opened(clerk, case)
    assert form_to(page, path(case, "submit")).fields["amount"] == "100"
    assert submit(clerk, page, path(case, "submit"), amount="abc").status_code == 422
    assert submit(clerk, page, path(case, "submit"), amount="50").status_code == 303
    assert "50" in opened(clerk, case).text


def test_a_comment_is_seen_by_those_who_see_the_case(client, desk, case):
    clerk = sign_in(client, "clerk")
    submit(clerk, opened(clerk, case), path(case, "comment"), reason="<b>hello</b>")
    assert "&lt;b&gt;hello&lt;/b&gt;" in opened(sign_in(client, "chief"), case).text


def test_nothing_is_done_for_a_stranger_or_an_unknown_action(client, case):
    stranger = sign_in(client, "clerk.2")
    token = form_to(client.get("/status"), "/signout").fields
    data = {**token, "nonce": "n", "reason": "x"}
    assert stranger.post(path(case, "comment"), data=data).status_code == 404
    page = opened(sign_in(client, "chief"), case)
    fields = form_to(page, path(case, "approve")).fields
    answer = client.post(path(case, "explode"), data=fields, headers=from_page(page))
    assert answer.status_code == 409


def test_what_was_sent_is_confirmed_with_its_number(client, desk):
    case = desk.start()
    page = sign_in(client, "clerk").get(path(case, "sent"))
    assert case.number in page.text
    assert "Withdraw it, on its page." in page.text
    assert sign_in(client, "first").get(path(case, "sent")).status_code == 303


def test_a_missing_reason_is_asked_for_by_its_name_and_not_by_a_code(chief, case):
    answer = submit(chief, opened(chief, case), path(case, "return"), resume="direct")
    assert "“reason”" not in answer.text
    assert answer.text.count("Give the reason") >= 2


def test_whoever_gets_a_case_back_reads_first_by_whom_and_why(client, desk, case):
    desk.act(case, "chief", "return", reason="Name the source of the money")
    head = head_of(opened(sign_in(client, "clerk"), case))
    assert "chief (demo) (Chief, Office) returned this for changes" in head
    assert "Name the source of the money" in head


def test_whoever_opens_a_rejected_case_reads_first_by_whom_when_and_why(client, desk, case):
    desk.act(case, "chief", "reject", reason="Outside our field")
    head = head_of(opened(sign_in(client, "clerk"), case))
    assert "The case ended with “Reject” by chief (demo) (Chief, Office) on 1 Sep 2026, 09:00." in head
    assert "Outside our field" in head


def test_a_withdrawn_case_says_so_first_with_the_reason(client, desk):
    case = desk.start()
    desk.act(case, "clerk", "withdraw", reason="The partner gave up")
    desk.act(case, "clerk", "comment", reason="Perhaps next year")
    head = head_of(opened(sign_in(client, "clerk"), case))
    assert "The case ended with “Withdraw” by clerk (demo)" in head
    assert "The partner gave up" in head


def test_an_approved_case_needs_no_word_on_why_it_ended(client, desk, case):
    desk.act(case, "chief", "approve")
    assert "The case ended with" not in opened(sign_in(client, "clerk"), case).text


def test_a_return_that_was_taken_back_is_no_return(client, desk, case):
    desk.act(case, "chief", "return", reason="less")
    desk.act(case, "chief", "take_back", reason="a mistake")
    assert "returned this for changes" not in opened(sign_in(client, "clerk"), case).text


def test_a_long_form_stands_under_the_headings_of_the_definition(client, desk):
    publish_grants(desk)
    paper = FileView("paper", 0, "0" * 64, 3, "p.pdf", "application/pdf")
    given = {"subject": "x", "partner": "tum.de", "plan": [{"item": "y"}]}
    case = start(desk.runtime, "grant", Command("", LOGINS["clerk"], input=given, files={"paper": paper}), NOW)
    for login, action in (("first", "agree"), ("second", "agree")):
        desk.act(case, login, action)
    desk.act(case, "chief", "return", reason="less")
    clerk = sign_in(client, "clerk")
    page = opened(clerk, case)
    assert re.findall(r'form-part"( open)?>\s*<summary>(\w+)', page.text) == [("", "What"), ("", "How"), ("", "Papers")]
    how = page.text.partition("<summary>How")[2].partition("</details>")[0]
    assert "TU Munich (tum.de)" in how
    assert "Germany" in how
    again = submit(clerk, page, path(case, "submit"), **{"terms.months": "-1"})
    assert re.findall(r'form-part"( open)?>\s*<summary>(\w+)', again.text)[:2] == [("", "What"), (" open", "How")]
