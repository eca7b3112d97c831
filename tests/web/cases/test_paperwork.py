"""Ticks and files through the form of the case page: all that is wrong is said at once, and nothing is asked twice."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.support.office import Office
from tests.web.browsing import forms, from_page, sign_in
from tests.web.cases.paperwork import begin_paperwork

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
LINK = re.compile(r'<li><a href="#([^"]+)">([^<]+)</a></li>')
TICKS = ("read", "names", "dates")


@pytest.fixture
def case(desk: Office):
    return begin_paperwork(desk)


@pytest.fixture
def first(client: FlaskClient, case) -> FlaskClient:
    return sign_in(client, "first")


@pytest.fixture
def page(first, case) -> TestResponse:
    return opened(first, case)


def opened(client, case) -> TestResponse:
    return client.get(quote(f"/cases/{case.number}"))


def send(client, page, ticks=(), files=None, *, action="submit", **typed) -> TestResponse:
    """Send the form of a page that has this action; `files` by document their name and content."""
    form = next(it for it in forms(page) if it.action.endswith(f"/{action}"))
    data: MultiDict[str, object] = MultiDict({**form.fields, **typed})
    data.setlist("checklist", list(ticks))
    for name, (filename, content) in (files or {}).items():
        data.add(name, FileStorage(BytesIO(content), filename, name))
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(form.action, data=body, content_type=kind, headers=from_page(page))


def problems(page: TestResponse) -> dict[str, str]:
    """What the summary says, by the id of the control that it leads to."""
    summary = page.text.partition('class="summary"')[2].partition("</div>")[0]
    found = {key: unescape(said) for key, said in LINK.findall(summary)}
    assert all(f'id="{key}"' in page.text for key in found)
    return found


def test_every_missing_tick_is_named_at_once_each_with_its_box(first, page):
    answer = send(first, page, ticks=["names"], note="n", files={"paper": ("p.pdf", PDF)})
    assert answer.status_code == 422
    assert list(problems(answer).values()) == [
        "Confirm “Read” and tick it",
        "Confirm “Dates compared” and tick it",
    ]


def test_fields_ticks_and_files_that_are_missing_are_told_together(first, page):
    answer = send(first, page)
    assert answer.status_code == 422
    assert len(problems(answer)) == 5


@pytest.mark.parametrize(
    ("filename", "content", "said"),
    [
        ("p.exe", b"MZ", "“p.exe” is not an accepted kind of file"),
        ("p.pdf", b"no pdf at all", "The content of “p.pdf” is not pdf"),
        ("p.pdf", b"", "“p.pdf” is empty"),
        ("p.txt", b"words", "The file must be one of: pdf"),
        ("p.pdf", b"%PDF-1.4\n" + bytes(20 * 1024 * 1024), "“p.pdf” is too large; the limit is 20 MB"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_told_together_with_the_rest(first, page, filename, content, said):
    answer = send(first, page, ticks=["read"], files={"paper": (filename, content)})
    assert answer.status_code == 422
    found = problems(answer)
    assert said in found["f-paper"]
    assert len(found) == 4


def test_a_good_file_and_all_that_was_typed_are_kept_while_the_other_file_is_wrong(first, page, case):
    files = {"paper": ("good.pdf", PDF), "reply": ("bad.pdf", b"no pdf")}
    answer = send(first, page, ticks=TICKS, files=files, note="my note", reason="as asked")
    assert list(problems(answer)) == ["f-reply"]
    assert "Received: good.pdf" in answer.text
    form = next(it for it in forms(answer) if it.action.endswith("/submit"))
    assert (form.fields["note"], form.fields["reason"]) == ("my note", "as asked")
    assert answer.text.count('name="checklist"') == len(re.findall(r'name="checklist"[^>]* checked', answer.text))
    assert send(first, answer, ticks=TICKS).status_code == 303
    assert "good.pdf" in opened(first, case).text


def test_nothing_is_done_while_an_optional_file_is_wrong(first, page, case):
    files = {"paper": ("good.pdf", PDF), "reply": ("reply.exe", b"MZ")}
    assert send(first, page, ticks=TICKS, files=files, note="n").status_code == 422
    assert "It is your turn" in opened(first, case).text


def test_the_same_form_may_come_again_with_another_file(first, page):
    send(first, page, ticks=TICKS, files={"paper": ("a.pdf", PDF)})
    first_answer = send(first, page, ticks=TICKS, files={"paper": ("b.pdf", PDF + b"%b")}, note="n")
    assert first_answer.status_code == 303


def test_two_large_files_find_room_in_one_answer(first, page):
    large = PDF + bytes(15 * 1024 * 1024)
    files = {"paper": ("a.pdf", large), "reply": ("b.pdf", large + b"b")}
    assert send(first, page, ticks=TICKS, files=files, note="n").status_code == 303


def test_the_other_button_of_a_form_links_to_the_same_controls(first, page):
    answer = send(first, page, action="stop", files={"paper": ("p.pdf", b"no pdf")})
    assert list(problems(answer)) == ["f-paper"]
