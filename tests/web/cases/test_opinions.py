"""What deciders, units and whoever answers their remarks have said, where the next one reads it."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.support.clinic import CAREFUL
from tests.support.office import FILES, NOW, Office
from tests.web.browsing import form_to, sign_in, submit
from tests.web.cases.paperwork import begin_answered
from workflow.services.publishing import publish


@pytest.fixture
def summed_up(desk: Office):
    """Waiting for the decision, with an objection that was answered."""
    case = begin_answered(desk)
    desk.act(case, "first", "agree")
    desk.act(case, "second", "disagree", reason="too dear")
    desk.act(case, "chief", "submit", answers={"second": "We found a sponsor"})
    return case


def opened(client: FlaskClient, login: str, case):
    return sign_in(client, login).get(quote(f"/cases/{case.number}"))


def test_the_answer_to_a_remark_stands_beside_it(client, summed_up):
    table = opened(client, "chief", summed_up).text.partition('id="opinions"')[2]
    assert table.index("too dear") < table.index("We found a sponsor")


def test_a_decider_finds_the_usual_note_written_and_may_change_it(client, summed_up):
    page = opened(client, "chief", summed_up)
    at = quote(f"/cases/{summed_up.number}/approve")
    assert form_to(page, at).fields["reason"] == "As proposed"
    answer = submit(client, page, at, reason="")
    assert answer.status_code == 422
    assert "Write the decision note" in answer.text
    assert form_to(answer, at).fields["reason"] == ""
    assert submit(client, answer, at, reason="Go on").status_code == 303


def test_what_an_answer_brought_stands_in_the_path_and_where_the_next_one_looks_first(client, desk):
    publish(desk.runtime, {**FILES, "pair.yaml": CAREFUL.encode()}, by=0, now=NOW)
    case = desk.start()
    for login in ("first", "second"):
        desk.act(case, login, "agree")
    desk.act(case, "chief", "defer", until="2026-12-01")
    page = opened(client, "clerk", case).text
    path = page.partition('<ol class="path">')[2].partition("</ol>")[0]
    before = page.partition('id="attached"')[2].partition("</section>")[0]
    assert ("1 Dec 2026" in path, "1 Dec 2026" in before) == (True, True)


def test_whoever_is_asked_reads_what_the_answer_covers(client, desk):
    case = begin_answered(desk)
    assert "Your decision covers: Subject." in unescape(opened(client, "first", case).text)


def test_english_pages_quote_steps_in_english(client, summed_up):
    text = opened(client, "chief", summed_up).text.partition("case-grid")[2].partition("</form>")[0]
    assert "The case ends here (“Done”)" in unescape(text)
