"""The page of a case that is being voted on."""

from html import unescape

from flask.testing import FlaskClient

from tests.support.ballots import begin_vote, vote
from tests.support.office import Office
from tests.web.browsing import sign_in


def test_the_page_says_how_the_vote_stands_and_offers_the_three_answers(client: FlaskClient, desk: Office):
    case = begin_vote(desk)
    vote(desk, case, "clerk.2", "approve")
    text = unescape(sign_in(client, "clerk").get(f"/cases/{case.number}").text)
    assert "2 votes, 2 in favour needed" in text
    assert "1 in favour, 0 against, 0 abstaining" in text
    assert all(word in text for word in ("In favour", "Against", "Abstain"))


def test_an_abstention_is_shown_as_neither_yes_nor_no(client: FlaskClient, desk: Office):
    case = begin_vote(desk)
    vote(desk, case, "clerk.2", "abstain")
    text = unescape(sign_in(client, "first").get(f"/cases/{case.number}").text)
    assert "Abstain" in text
