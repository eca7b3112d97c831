"""Letters to people outside: what they say, that they come once, and that they never open a dead link."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.office import LOGINS, NOW, Office
from tests.support.outside import NAME, PARTNER, PDF, SUMMER, Outside, begin_letter, link_in, publish_letters
from workflow.core.canonical import sha256_hex
from workflow.core.errors import NotDelivered
from workflow.core.letters import AnyLetter, GuestLetter
from workflow.services.case_page import open_case
from workflow.services.delivering import Deliverer, deliver_once
from workflow.services.doctor import check
from workflow.texts.guest_mails import write_guest_mail

BASE = "https://example.edu"


@pytest.fixture
def letter(office: Office, tmp_path: Path) -> Outside:
    publish_letters(office)
    return begin_letter(office, tmp_path)


def delivered(letter: Outside, now=SUMMER, *failures: Exception) -> list[GuestLetter]:
    """What goes outside until `now`."""
    found: list[AnyLetter] = []
    left = list(failures)

    def send(one: AnyLetter) -> None:
        if left and isinstance(one, GuestLetter):
            raise left.pop(0)
        found.append(one)

    while deliver_once(Deliverer(letter.runtime, send, "here"), now):
        pass
    return [it for it in found if isinstance(it, GuestLetter)]


def test_the_invitation_waits_until_the_step_cannot_be_undone_and_comes_once(letter: Outside):
    assert delivered(letter, NOW + timedelta(seconds=59)) == []
    (sent,) = delivered(letter)
    assert (sent.kind, sent.address, sent.token) == ("guest_invitation", PARTNER, letter.token())
    assert delivered(letter) == []


def test_a_letter_that_is_sent_again_has_the_same_address_in_it(letter: Outside):
    broken = NotDelivered("busy", permanent=False)
    (again,) = delivered(letter, SUMMER + timedelta(hours=1), broken) or delivered(letter, SUMMER + timedelta(hours=2))
    assert link_in(write_guest_mail(again, BASE)[1]) == letter.token()


def test_english_comes_first_then_chinese_with_one_address_and_the_time_zone(letter: Outside):
    subject, text = write_guest_mail(delivered(letter)[0], BASE)
    assert text.index("asks you for an answer") < text.index("請您答覆")
    assert text.count("://") == 1
    assert "Taipei time, UTC+8" in text
    assert letter.done.number not in subject
    assert "窗口" not in subject


def test_no_letter_opens_a_link_that_is_over(letter: Outside):
    letter.by_desk("agreed", replied_on="2026-09-01", files=letter.file())
    assert delivered(letter) == []


def test_a_link_that_was_replaced_or_revoked_before_it_went_is_not_sent(letter: Outside):
    letter.by_desk("send_link", reason="please see clause 3")
    (sent,) = delivered(letter)
    assert (sent.token, sent.note) == (letter.token(-1), "please see clause 3")
    assert "> please see clause 3" in write_guest_mail(sent, BASE)[1]
    letter.by_desk("send_link", now=SUMMER)
    letter.by_desk("revoke_link", reason="no", now=SUMMER)
    assert delivered(letter, SUMMER + timedelta(minutes=5)) == []


def test_the_code_goes_to_the_address_of_the_link_and_is_not_stored(letter: Outside):
    there = letter.asked()
    codes = [it for it in delivered(letter) if it.kind == "guest_code"]
    assert [it.address for it in codes] == [PARTNER]
    assert codes[0].code == there.code()
    door = there.page().door
    assert door.code is not None
    assert there.code() not in str(door.code)


def test_each_act_is_receipted_with_the_digest_of_what_was_handed_in(letter: Outside):
    letter.entered().act("counter", files=letter.file(), input={"reason": "clause 3 ://evil"})
    (receipt,) = [it for it in delivered(letter) if it.kind == "guest_receipt"]
    _, text = write_guest_mail(receipt, BASE)
    assert sha256_hex(PDF) in text
    assert "We propose changes" in text
    assert "://" not in text


def test_the_desk_is_told_of_a_question_by_whom_it_was_asked(letter: Outside):
    found: list[AnyLetter] = []
    letter.entered().act("ask_question", input={"reason": "until when?"})
    while deliver_once(Deliverer(letter.runtime, found.append, "here"), SUMMER + timedelta(minutes=5)):
        pass
    (asked,) = [it for it in found if it.kind == "guest_question"]
    assert not isinstance(asked, GuestLetter)
    assert (asked.address, asked.reason) == ("first@example.edu", "until when?")
    assert asked.by is not None
    assert asked.by.en == NAME


def test_a_letter_that_nobody_takes_is_shown_to_the_desk_and_to_whoever_looks_after_incidents(letter: Outside):
    delivered(letter, SUMMER, NotDelivered("no such mailbox", permanent=True))
    page = open_case(letter.runtime, letter.done.number, LOGINS["first"], SUMMER)
    assert [(line.address, line.state) for line in page.outside.lines] == [(PARTNER, "failed")]
    assert check(letter.runtime, SUMMER).ok
