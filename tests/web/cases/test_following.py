"""A case and the one that follows from it, each on the page of the other."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.following import approved, publish_followed, to_decision
from tests.support.office import Office
from tests.web.browsing import sign_in, submit
from tests.web.cases.test_acting import opened, path

CHILD = "追-115-001"


@pytest.fixture
def followed(desk: Office) -> Office:
    publish_followed(desk)
    return desk


def test_each_case_leads_to_the_other_and_their_histories_say_so(client: FlaskClient, followed: Office):
    done = approved(followed, subject="協議")
    clerk = sign_in(client, "clerk")
    parent = opened(clerk, done).text
    child = clerk.get(f"/cases/{CHILD}").text
    assert f"{CHILD} Watch: 協議</a>" in parent.partition("Following case")[2]
    assert f"{done.number} 協議</a>" in child.partition("Follows from")[2]
    assert "A following case has begun" in parent
    assert "Begin the following case" in child
    assert "goes on at 30 Aug 2027" in child


def test_who_may_not_know_the_following_case_reads_nothing_of_it(client: FlaskClient, followed: Office):
    done = approved(followed)
    first = sign_in(client, "first")
    assert CHILD not in opened(first, done).text
    assert first.get(f"/cases/{CHILD}").status_code == 404


def test_a_decision_that_the_following_case_refuses_names_the_field(client: FlaskClient, followed: Office):
    done = to_decision(followed, subject="這個主旨比追蹤案所能容納的字數還要長")
    chief = sign_in(client, "chief")
    answer = submit(chief, opened(chief, done), path(done, "approve"), reason="well done")
    assert answer.status_code == 409
    assert "cannot begin with what stands here: Subject. Nothing was changed." in answer.text
    assert "well done" in answer.text
