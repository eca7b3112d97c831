"""Cases are joined and split through the page of the case, without scripts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.joint import begin_joint, publish_joint
from tests.support.office import Office
from tests.web.browsing import form_to, sign_in, submit
from tests.web.cases.test_acting import opened, path
from workflow.services.act import Done


@pytest.fixture
def cases(desk: Office) -> tuple[Done, Done]:
    publish_joint(desk)
    return begin_joint(desk), begin_joint(desk, "clerk.2")


@pytest.fixture
def first(client: FlaskClient, cases) -> FlaskClient:
    return sign_in(client, "first")


def joins(client: FlaskClient, case: Done, number: str):
    return submit(client, opened(client, case), path(case, "merge"), into=number, reason="the same partner")


def test_a_case_is_joined_and_each_page_leads_to_the_other(first, cases):
    lead, case = cases
    assert "is decided with the leading case" in opened(first, case).text
    assert joins(first, case, lead.number).status_code == 303
    page = opened(first, case).text
    assert "Joined to another case" in page
    assert f'href="{path(lead)}"' in page
    assert f'href="{path(case)}"' in opened(first, lead).text
    assert f"{case.number} was joined to this case" in opened(first, lead).text


def test_a_number_that_cannot_lead_is_corrected_with_what_was_typed_kept(first, cases):
    _, case = cases
    answer = joins(first, case, "nothing")
    assert answer.status_code == 422
    form = form_to(answer, path(case, "merge"))
    assert (form.fields["into"], form.fields["reason"]) == ("nothing", "the same partner")


def test_a_case_is_split_again(first, cases):
    lead, case = cases
    joins(first, case, lead.number)
    answer = submit(first, opened(first, case), path(case, "split"), reason="another matter")
    assert answer.status_code == 303
    page = opened(first, case).text
    assert f"Split from {lead.number}" in page
    assert "It is your turn" in page


def test_the_other_applicant_reads_where_his_matter_is_decided_and_no_more(client, cases):
    lead, case = cases
    joins(sign_in(client, "first"), case, lead.number)
    page = opened(sign_in(client, "clerk.2"), case).text
    assert f"{lead.number} " in page
    assert f'href="{path(lead)}"' not in page
