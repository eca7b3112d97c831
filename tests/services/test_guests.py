"""Somebody outside answers by a link: through the one door, and only what the link is for."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.office import NOW, Office
from tests.support.outside import NAME, PARTNER, PDF, SUMMER, Outside, begin_letter, publish_letters
from workflow.core.canonical import sha256_hex
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.services.doctor import check
from workflow.services.guest_door import ask_code, find_door, type_code
from workflow.services.guest_links import digest_of
from workflow.services.showing import show_case


@pytest.fixture
def letter(office: Office, tmp_path: Path) -> Outside:
    publish_letters(office)
    return begin_letter(office, tmp_path)


def codes(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


def test_entering_the_state_opens_one_link_and_stores_no_secret(letter: Outside):
    (link,) = letter.links()
    assert (link.address, link.name, link.visit) == (PARTNER, "窗口", 2)
    assert link.token == digest_of(letter.token())
    assert letter.token() not in str(link)
    assert link.expires_at == link.made_at + timedelta(days=14)


def test_the_partner_agrees_with_an_uploaded_file(letter: Outside):
    inside = letter.entered()
    inside.act("agreed", files=inside.file(), input={"remarks": "fine"})
    shown = show_case(letter.runtime, letter.done.case, SUMMER)
    assert shown["state"] == "decision"
    assert shown["data"]["replied_on"] == "2026-09-01"
    assert shown["data"]["remarks"] == "fine"
    (decision,) = shown["decisions"][-1:]
    assert (decision["capacity"], decision["actor"]) == ("partner", None)
    assert decision["guest"] == {"name": NAME, "address": PARTNER, "sent_to": PARTNER}
    assert shown["history"][-1]["actor"] == "guest"
    assert next(it["sha256"] for it in shown["documents"] if it["name"] == "reply") == sha256_hex(PDF)


def test_the_chain_holds_no_name_and_no_address(letter: Outside):
    inside = letter.entered()
    done = inside.act("agreed", files=inside.file())
    assert done.step is not None
    text = done.step.entry.decode()
    assert NAME not in text
    assert PARTNER not in text
    assert set(json.loads(text)["guest"]) == {"link", "proof"}


def test_without_the_typed_code_nothing_is_taken(letter: Outside):
    for browser in (letter, letter.asked()):
        with pytest.raises(Refused) as refused:
            browser.act("agreed", files=letter.file())
        assert codes(refused) == ["code_needed"]
    assert letter.state() == "talk"


def test_the_code_of_another_browser_opens_nothing(letter: Outside):
    one, other = letter.asked(), letter.asked()
    with pytest.raises(Refused) as refused:
        type_code(letter.runtime, letter.token(), other.secret, one.code(), SUMMER)
    assert codes(refused) == ["code_wrong"]
    with pytest.raises(Refused):
        type_code(letter.runtime, letter.token(), None, one.code(), SUMMER)


def test_five_wrong_codes_spoil_the_code(letter: Outside):
    there = letter.asked()
    for _ in range(5):
        with pytest.raises(Refused):
            type_code(letter.runtime, letter.token(), there.secret, "22222222", SUMMER)
    with pytest.raises(Refused) as refused:
        type_code(letter.runtime, letter.token(), there.secret, there.code(), SUMMER)
    assert codes(refused) == ["code_over"]


def test_a_code_works_once_and_for_ten_minutes(letter: Outside):
    there = letter.asked()
    with pytest.raises(Refused):
        type_code(letter.runtime, letter.token(), there.secret, there.code(), SUMMER + timedelta(minutes=10))
    type_code(letter.runtime, letter.token(), there.secret, there.code().lower(), SUMMER)
    with pytest.raises(Refused):
        type_code(letter.runtime, letter.token(), there.secret, there.code(), SUMMER)


def test_codes_are_rationed(letter: Outside):
    for _ in range(5):
        letter.asked()
    with pytest.raises(Refused) as refused:
        letter.asked()
    assert codes(refused) == ["too_many_codes"]
    letter.asked(now=SUMMER + timedelta(minutes=61))


def test_an_answer_is_given_once_and_the_same_form_twice_is_one(letter: Outside):
    inside = letter.entered()
    first = inside.act("agreed", files=inside.file(), nonce="n1")
    again = inside.act("agreed", files=inside.file(), nonce="n1")
    assert (first.version, again.step) == (again.version, None)
    with pytest.raises(Refused) as refused:
        inside.act("declined")
    assert codes(refused) == ["task_closed"]


def test_of_two_browsers_the_first_answer_counts(letter: Outside):
    one, other = letter.entered(), letter.entered()
    one.act("counter", files=letter.file())
    with pytest.raises(Refused):
        other.act("agreed", files=letter.file())
    assert letter.state() == "redraft"


def test_a_link_that_ran_out_can_only_be_renewed_and_goes_to_the_same_address(letter: Outside):
    inside, late = letter.entered(), NOW + timedelta(days=15)
    with pytest.raises(Refused) as refused:
        letter.entered(now=late)
    assert codes(refused) == ["link_over"]
    with pytest.raises(Refused):
        inside.act("agreed", now=late, files=letter.file())
    letter.act("renew_link", now=late)
    old, new = letter.links()
    assert (old.ended_as, new.address) == ("replaced", PARTNER)
    with pytest.raises(Refused) as refused:
        letter.act("renew_link", 0, now=late)
    assert codes(refused) == ["link_ended"]


def test_a_link_that_still_works_is_not_renewed(letter: Outside):
    with pytest.raises(Refused) as refused:
        letter.act("renew_link")
    assert codes(refused) == ["link_not_expired"]


def test_the_desk_revokes_a_link(letter: Outside):
    inside = letter.entered()
    letter.by_desk("revoke_link", reason="wrong address")
    assert letter.page().door.state == "ended"
    with pytest.raises(Refused) as refused:
        inside.act("agreed", files=letter.file())
    assert codes(refused) == ["link_ended"]


def test_the_desk_sends_the_link_to_another_address_with_a_reason(letter: Outside):
    with pytest.raises(Invalid):
        letter.by_desk("send_link", address="other@example.org")
    letter.by_desk("send_link", address="other@example.org", reason="they have moved on")
    old, new = letter.links()
    assert (old.ended_as, new.address, new.name) == ("replaced", "other@example.org", "")


def test_only_the_desk_sends_links(letter: Outside):
    for stranger, refusal in (("second", NotFound), ("clerk", Refused)):
        with pytest.raises(refusal):
            letter.by_desk("send_link", who=stranger)


def test_a_link_of_an_earlier_visit_is_dead(letter: Outside):
    inside = letter.entered()
    inside.act("counter", files=letter.file())
    letter.by_desk("send", subject="再改", files=letter.file("draft"))
    assert len(letter.links()) == 2
    assert letter.page(0).door.state == "answered"
    with pytest.raises(Refused) as refused:
        inside.act("agreed", 0, files=letter.file())
    assert codes(refused) == ["task_closed"]
    assert letter.page(1).door.state == "shut"


def test_the_desk_may_record_the_answer_by_hand_and_the_link_is_over(letter: Outside):
    letter.by_desk("agreed", replied_on="2026-09-01", files=letter.file())
    assert letter.page().door.state == "over"
    assert letter.state() == "decision"


def test_the_wrong_person_says_who_is_right_and_the_link_ends(letter: Outside):
    letter.entered().act("wrong_person", input={"reason": "ask somebody@example.org"})
    assert letter.links()[0].ended_as == "wrong_person"
    entry = show_case(letter.runtime, letter.done.case, SUMMER)["history"][-1]
    assert (entry["action"], entry["reason"]) == ("wrong_person", "ask somebody@example.org")
    assert letter.state() == "talk"


def test_comments_and_questions_leave_the_task_open(letter: Outside):
    inside = letter.entered()
    inside.act("comment", input={"reason": "clause 3?"})
    inside.act("ask_question", input={"reason": "until when?"})
    assert [it["action"] for it in show_case(letter.runtime, letter.done.case, SUMMER)["history"][-2:]] == [
        "comment",
        "ask_question",
    ]
    assert [it.row.action for it in inside.page().acts] == ["comment", "ask_question"]


def test_only_what_is_listed_is_seen_and_filled_in(letter: Outside):
    inside = letter.entered()
    page = inside.page()
    assert [line.path for line in page.lines] == ["subject"]
    assert [spec.name for spec, _ in page.papers] == ["draft"]
    with pytest.raises(Invalid):
        inside.act("agreed", files=letter.file(), input={"secret": "mine"})
    with pytest.raises(Invalid):
        inside.act("agreed", files={**letter.file(), **letter.file("inner")})
    assert letter.page().lines == ()


def test_no_action_beside_those_of_the_link_is_possible(letter: Outside):
    inside = letter.entered()
    for action in ("withdraw", "claim", "send_link", "approve", "submit", "take_back", "migrate", "fire"):
        with pytest.raises(Refused):
            inside.act(action, input={"reason": "x"})
    assert letter.state() == "talk"


def test_a_name_is_asked_for(letter: Outside):
    with pytest.raises(Invalid) as invalid:
        letter.entered().act("agreed", files=letter.file(), name=" ")
    assert [problem.field for problem in invalid.value.problems] == ["name"]


def test_the_invariants_hold_after_every_kind_of_act(letter: Outside):
    inside = letter.entered()
    inside.act("comment", input={"reason": "clause 3?"})
    letter.by_desk("send_link")
    inside = letter.entered()
    inside.act("agreed", files=letter.file())
    assert [it.detail for it in check(letter.runtime, SUMMER).findings] == []


def test_looking_changes_nothing(letter: Outside):
    before = letter.links()
    find_door(letter.runtime, letter.token(), None, SUMMER)
    letter.page()
    assert letter.links() == before
    ask_code(letter.runtime, letter.token(), SUMMER)
    assert letter.links()[0].asked_at == SUMMER
