import gc
import re
from html import unescape
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.web.apply.conftest import begin
from tests.web.apply.grants import give_second_post, publish_grants
from tests.web.apply.test_filing import cases
from tests.web.browsing import form_to, forms, from_page, submit
from workflow.adapters.files import LARGEST
from workflow.services.showing import show_case

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def grant(desk, clerk):
    publish_grants(desk)
    return begin(clerk, "grant")


def attach(filing, content, name="paper.pdf", *, cut=False):
    """Upload from the page; `cut` after half of what was announced."""
    page, to = filing.page("files"), f"{filing.path}/files/paper"
    boundary, body = encode_multipart({**form_to(page, to).fields, "file": FileStorage(BytesIO(content), name)})
    sent = BytesIO(body[: len(body) // 2] if cut else body)
    kind = f"multipart/form-data; boundary={boundary}"
    return filing.client.post(
        to, input_stream=sent, content_type=kind, content_length=len(body), headers=from_page(page)
    )


def shown(filing, section, name):
    return next(form.fields[name] for form in forms(filing.page(section)) if name in form.fields)


def test_every_kind_of_field_goes_into_the_case(desk, clock, grant):
    typed = {
        "subject": "x", "amount": "1,200", "story": "1\r\n2", "since": "115/12/4", "scope": ["", "b"], "urgent": "true",
        "unit": "office", "helper": "First (demo) (first)", "home": "日本", "mail": "a@Example.edu",
    }  # fmt: skip
    assert grant.save("what", **typed).location == f"{grant.path}/how"
    rows = {"plan.0.item": "y", "plan.0.cost": "3", "terms.months": "6"}
    assert grant.save("how", partner="munich", **rows).location == f"{grant.path}/files"
    attach(grant, PDF)
    sent = grant.send()
    case = show_case(desk.runtime, f"補-115-{sent.location.split('-')[-1].partition('/')[0]}", clock.now)
    assert case["data"] == {
        "subject": "x", "amount": "1200", "story": "1\n2", "since": "2026-12-04", "scope": ["b"], "urgent": True,
        "unit": "office", "helper": "first", "home": "JP", "mail": "a@example.edu", "partner": "tum.de",
        "country": "DE", "terms": {"months": 6}, "plan": [{"item": "y", "cost": "3"}],
    }  # fmt: skip
    assert [(it["name"], it["size"]) for it in case["documents"]] == [("paper", len(PDF))]


def test_what_a_chosen_partner_brings_is_shown_and_not_asked(grant):
    grant.save("how", partner="TU Delft")
    page = grant.page("how")
    assert "Netherlands</span>" in page.text
    assert 'name="country"' not in page.text
    assert "TU Delft (tudelft.nl)" in page.text


def test_names_stand_for_codes_wherever_the_values_are_read(grant):
    grant.save("what", subject="x", home="AT")
    grant.save("how", partner="TU Delft", **{"plan.0.item": "y"})
    attach(grant, PDF)
    read = ("TU Delft (tudelft.nl)", "Netherlands", "Austria")
    checked = grant.page("check").text
    case = grant.client.get(grant.send().location.removesuffix("/sent")).text
    assert [name for name in read if name not in checked or name not in case] == []


def folds(page):
    """Whether each field with a condition stands open."""
    return {name: bool(is_open) for name, is_open in re.findall(r'data-needs="([^"]+)"( open)?', page.text)}


def test_a_field_with_a_condition_says_when_it_is_needed_and_opens_when_it_is(grant):
    page = grant.page("what")
    assert "Needed when “Amount” is more than 5,000" in unescape(page.text)
    assert folds(page) == {"source": False}
    grant.save("what", amount="6000")
    assert folds(grant.page("what")) == {"source": True}
    assert "Fill in “Source”" in unescape(grant.page("check").text)
    grant.save("what", amount="1")
    assert "Fill in “Source”" not in unescape(grant.page("check").text)


def test_what_stands_in_a_field_that_is_not_needed_any_more_stays_in_sight(grant):
    grant.save("what", amount="6000", source="the state")
    grant.save("what", amount="1")
    assert folds(grant.page("what")) == {"source": True}


def test_a_save_by_itself_tells_which_fields_are_needed_now(grant):
    page = grant.page("what")
    form = form_to(page, f"{grant.path}/what")
    headers = {**from_page(page), "X-Autosave": "1"}
    told = grant.client.post(form.action, data={**form.fields, "amount": "6000"}, headers=headers).json
    assert told["needed"] == {"source": True}


def test_an_unclear_partner_is_asked_for_again(grant):
    page = grant.save("how", partner="TU")
    assert page.status_code == 422
    assert "Which one do you mean?" in page.text
    assert grant.save("how", page=page, partner=["TU", "tum.de"]).status_code == 303
    assert shown(grant, "how", "partner") == "TU Munich (tum.de)"


def test_a_row_is_added_without_script_and_nothing_is_lost(grant):
    added = grant.save("how", partner="half typed", row="add:plan", **{"plan.0.item": "first"})
    assert added.location.endswith("/how#f-plan.1")
    page = grant.page("how")
    fields = form_to(page, f"{grant.path}/how").fields
    assert (fields["partner"], fields["plan.0.item"], fields["plan.1.item"]) == ("half typed", "first", "")
    grant.save("how", page=page, row="up:plan.1", **{"plan.1.item": "second"})
    assert shown(grant, "how", "plan.0.item") == "second"


def test_a_problem_in_a_row_is_told_at_that_row(grant):
    page = grant.save("how", **{"plan.0.item": "", "plan.0.cost": "", "plan.1.item": "", "plan.1.cost": "much"})
    assert 'id="f-plan.0.cost-error"' in page.text
    grant.save("how", **{"plan.0.item": "", "plan.0.cost": "5"})
    assert "Fill in “Plan, row 1: Item”" in grant.page("check").text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "", "Upload “Paper”"),
        (b"", "paper.pdf", "“paper.pdf” is empty"),
        (b"not a pdf", "paper.pdf", "is not pdf"),
        (PDF, "paper.docx", "must be one of: pdf, txt"),
        (PDF, "paper", "must be one of: pdf, txt"),
        (PDF + b" " * LARGEST, "paper.pdf", "the limit is 20 MB"),
    ],
    ids=["none", "empty", "wrong content", "wrong ending", "no ending", "too large"],
)
def test_a_file_that_is_not_what_it_should_be_is_told_at_its_place(grant, content, name, said):
    page = attach(grant, content, name)
    assert page.status_code == 422
    assert said in page.text
    assert 'href="#f-paper"' in page.text
    assert "Upload “Paper”" in grant.page("check").text


def test_a_file_can_be_replaced_and_removed(grant):
    attach(grant, PDF, "C:\\folder\\first.pdf")
    attach(grant, PDF + b"2", "second.pdf")
    page = grant.page("files")
    assert "second.pdf" in page.text
    assert "first.pdf" not in page.text
    submit(grant.client, page, f"{grant.path}/files/paper/remove")
    assert "second.pdf" not in grant.page("check").text


def test_a_file_has_its_place_only_where_the_form_has_one(grant):
    token = form_to(grant.page("files"), f"{grant.path}/files/paper").fields
    for document in ("memo", "subject", "nothing"):
        data = {**token, "file": (BytesIO(PDF), "x.pdf")}
        assert grant.client.post(f"{grant.path}/files/{document}", data=data).status_code == 404


def test_a_request_larger_than_any_form_is_not_read(grant):
    page = attach(grant, b" " * (22 * 1024 * 1024))
    assert page.status_code == 413
    assert "20 MB" in page.text


# The half of a file that came is closed when the garbage is collected, not before.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_that_was_cut_leaves_nothing_behind(grant):
    assert attach(grant, PDF * 100, cut=True).status_code == 400
    gc.collect()
    assert "Upload “Paper”" in grant.page("check").text


def test_who_holds_two_posts_says_in_which_they_ask(desk, clock, grant):
    give_second_post(desk)
    grant.save("what", subject="x")
    attach(grant, PDF)
    asked = grant.send()
    assert asked.status_code == 422
    assert "Choose in which post you apply" in asked.text
    sent = grant.send(asked, hat="first@office")
    case = show_case(desk.runtime, f"補-115-{sent.location.split('-')[-1].partition('/')[0]}", clock.now)
    assert case["applicant"]["post"] == "first"
    assert 'value="clerk@office"' in grant.client.get("/apply/grant").text


NAMES = st.one_of(
    st.sampled_from(
        ["subject", "plan", "plan.0", "plan.0.item", "terms", "terms.months", "scope", "partner", "seen", "row"]
    ),
    st.text(max_size=12),
)
VALUES = st.one_of(
    st.text(max_size=40), st.sampled_from(["add:plan", "up:plan.0", "0", "-1", "\x00", "\u202e", "9" * 30])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_no_form_breaks_the_pages(grant, pairs):
    page = grant.page("how")
    token = form_to(page, f"{grant.path}/how").fields["csrf_token"]
    sent = [("csrf_token", token), *(pair for pair in pairs if pair[0] != "csrf_token")]
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    answer = grant.client.post(f"{grant.path}/how", data=data, headers=from_page(page))
    assert answer.status_code in {303, 409, 422}
    for place in ("", "/how", "/check"):
        assert grant.client.get(grant.path + place).status_code == 200


def test_a_wrong_form_starts_nothing(desk, grant):
    grant.send(subject="not asked here", hat="nobody@nowhere")
    assert cases(desk) == 0
