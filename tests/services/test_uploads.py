"""Files handed in ahead of the command that uses them."""

from datetime import timedelta
from io import BytesIO

import pytest

from tests.support.office import LOGINS, NOW
from workflow.adapters.files import LARGEST, verify
from workflow.core.errors import Invalid, Refused
from workflow.services.uploads import find_files, take_upload

PDF = b"%PDF-1.7\n"
CLERK, CHIEF = LOGINS["clerk"], LOGINS["chief"]


@pytest.fixture
def take(office, tmp_path):
    def taken(content=PDF, name="plan.pdf", person=CLERK, now=NOW, nonce=None):
        return take_upload(office.runtime, tmp_path, person, name, BytesIO(content), now=now, nonce=nonce)

    return taken


def codes(refused):
    return [(it.field, it.code) for it in refused.value.problems]


def test_a_file_is_kept_under_its_digest_and_found_by_its_person(office, take, tmp_path):
    upload = take()
    assert verify(tmp_path, upload.sha256)
    found = find_files(office.runtime, CLERK, {"draft": upload.id}, NOW + timedelta(hours=23))
    assert [(it.name, it.sha256, it.filename) for it in found.values()] == [("draft", upload.sha256, "plan.pdf")]


def test_an_upload_of_somebody_else_is_unknown(office, take):
    with pytest.raises(Invalid) as refused:
        find_files(office.runtime, CHIEF, {"draft": take().id, "other": "nothing"}, NOW)
    assert codes(refused) == [("draft", "unknown_file"), ("other", "unknown_file")]


def test_an_upload_can_be_used_for_a_day(office, take):
    with pytest.raises(Invalid):
        find_files(office.runtime, CLERK, {"draft": take().id}, NOW + timedelta(hours=25))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ", "plan.pdf", "file_wrong_content"),
        (b"", "plan.pdf", "file_empty"),
        (PDF, "plan.exe", "file_unknown_ending"),
        (PDF + b" " * LARGEST, "plan.pdf", "file_too_large"),
        (PDF, "plan\x00.pdf", "control_characters"),
        (PDF, "a" * 300 + ".pdf", "too_long"),
        (PDF, "folder/", "required"),
    ],
)
def test_what_is_no_honest_file_is_refused_and_not_kept(take, tmp_path, content, name, code):
    before = set(tmp_path.rglob("*"))
    with pytest.raises(Invalid) as refused:
        take(content, name)
    assert codes(refused) == [("file", code)]
    assert set(tmp_path.rglob("*")) == before


def test_the_folders_of_a_file_name_are_dropped(take):
    assert take(name="C:\\papers\\plan.pdf").filename == "plan.pdf"


def test_a_repeat_with_the_same_nonce_is_the_same_upload(take):
    assert take(nonce="a") == take(nonce="a", now=NOW + timedelta(hours=1))
    assert take(nonce="b").id != take().id


def test_a_nonce_of_another_file_is_refused_and_of_another_person_is_his_own(take):
    upload = take(nonce="a")
    with pytest.raises(Refused):
        take(b"%PDF-1.7 other", nonce="a")
    assert take(nonce="a", person=CHIEF).id != upload.id
