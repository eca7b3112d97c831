"""Several approvals at once: each case by itself, nothing twice, and what could not be done is said."""

from collections.abc import Mapping

import pytest

from tests.services.test_races import state_of, together
from tests.support.batches import agree, file_batch, publish_batch
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Command
from workflow.core.errors import Invalid
from workflow.services.act import Done, act
from workflow.services.case_page import open_case
from workflow.services.inbox_page import Wanted, open_inbox
from workflow.services.together import MOST, Card, Decided, Given, Left, Ref, approve_each, look_at, read_refs

CHIEF = LOGINS["chief"]


@pytest.fixture
def desk(office: Office) -> Office:
    publish_batch(office)
    return office


def refs_of(desk: Office, person: int = CHIEF) -> tuple[Ref, ...]:
    items = open_inbox(desk.runtime, person, NOW, Wanted()).items
    return tuple(Ref(it.number, it.task) for it in items if it.together)


def waiting(desk: Office, count: int) -> list[Done]:
    return [agree(desk, file_batch(desk, f"Case {place}")) for place in range(count)]


def seen_by(desk: Office, refs: tuple[Ref, ...], person: int = CHIEF) -> Mapping[Ref, Given]:
    return {it.ref: it.given for it in look_at(desk.runtime, person, refs, NOW) if isinstance(it, Card)}


def approve(desk: Office, seen: Mapping[Ref, Given], nonce: str = "form", person: int = CHIEF) -> list[str]:
    """How each ended: done, or the codes that say why not."""
    answers = approve_each(desk.runtime, person, seen, nonce, NOW)
    return ["done" if isinstance(it, Decided) else " ".join(why.code for why in it.why) for it in answers]


def test_a_card_says_what_is_decided(desk: Office):
    (case,) = waiting(desk, 1)
    (card,) = look_at(desk.runtime, CHIEF, refs_of(desk), NOW)
    assert isinstance(card, Card)
    assert (card.ref.number, card.title.en, card.answer.en, card.state.en) == (
        case.number, "Case 0", "Approve", "Decision",
    )  # fmt: skip
    assert [line.value for line in card.summary] == ["Case 0"]
    assert [label.en for label in card.binds] == ["Subject", "Amount"]
    assert card.due_at is not None


def test_each_case_is_approved_in_a_step_of_its_own_that_says_so(desk: Office):
    cases = waiting(desk, 3)
    assert approve(desk, seen_by(desk, refs_of(desk))) == ["done"] * 3
    assert {state_of(desk, case) for case in cases} == {"done"}
    (note,) = open_case(desk.runtime, cases[0].number, CHIEF, NOW).events[0].notes
    assert note.code == "note_together"


def test_a_second_click_is_answered_as_the_first_and_does_nothing(desk: Office):
    (case, _) = waiting(desk, 2)
    seen = seen_by(desk, refs_of(desk))
    assert approve(desk, seen) == approve(desk, seen) == ["done", "done"]
    assert approve(desk, seen, "another form") == ["case_closed", "case_closed"]
    assert len(open_case(desk.runtime, case.number, CHIEF, NOW).past) == 4


def test_one_that_was_decided_meanwhile_keeps_none_of_the_others_back(desk: Office):
    first, second = waiting(desk, 2)
    refs = refs_of(desk)
    seen = seen_by(desk, refs)
    act(desk.runtime, first.case, Command("return", CHIEF, input={"reason": "no"}), NOW)
    answers = {it.ref.number: it for it in approve_each(desk.runtime, CHIEF, seen, "form", NOW)}
    refused = answers[first.number]
    assert isinstance(refused, Left)
    assert [why.code for why in refused.why] == ["task_closed"]
    assert isinstance(answers[second.number], Decided)
    assert (state_of(desk, first), state_of(desk, second)) == ("draft", "done")


def test_what_is_not_what_was_seen_is_left_and_said(desk: Office):
    waiting(desk, 1)
    (answer,) = approve_each(
        desk.runtime, CHIEF, dict.fromkeys(refs_of(desk), Given("approve", "another")), "form", NOW
    )
    assert isinstance(answer, Left)
    assert answer.moved


def test_two_who_approve_the_same_cases_at_once_approve_each_once(desk: Office):
    waiting(desk, 12)
    seen = seen_by(desk, refs_of(desk))
    answers = together([lambda: approve(desk, seen, "one"), lambda: approve(desk, dict(reversed(seen.items())), "two")])
    one, two = answers
    assert isinstance(one, list)
    assert isinstance(two, list)
    assert [{it, other} for it, other in zip(one, reversed(two), strict=True)] == [{"done", "case_closed"}] * 12


def test_a_process_that_does_not_allow_it_is_decided_alone(desk: Office):
    agree(desk, file_batch(desk, "Alone", "pair"))
    assert refs_of(desk) == ()
    (item,) = open_inbox(desk.runtime, CHIEF, NOW, Wanted()).items
    ref = Ref(item.number, item.task)
    (left,) = look_at(desk.runtime, CHIEF, (ref,), NOW)
    assert isinstance(left, Left)
    assert approve(desk, {ref: Given("approve", "made up")}) == ["not_together"]


def test_nothing_else_than_an_approval_is_given_so(desk: Office):
    case = file_batch(desk, "Case")
    assert approve(desk, {Ref(case.number, 2): Given("withdraw", "")}, person=LOGINS["clerk"]) == ["not_together"]
    assert state_of(desk, case) == "votes"


def test_the_case_itself_refuses_what_comes_in_by_this_door_and_may_not(desk: Office):
    case = agree(desk, file_batch(desk, "Case"))
    given = Command("return", CHIEF, input={"reason": "no"}, door="together")
    assert together([lambda: act(desk.runtime, case.case, given, NOW)]) == ["not_together"]


def test_what_is_not_ones_own_is_not_approved(desk: Office):
    waiting(desk, 1)
    refs = refs_of(desk)
    for login, title in (("clerk", "Case 0"), ("clerk.2", None)):
        (left,) = look_at(desk.runtime, LOGINS[login], refs, NOW)
        assert isinstance(left, Left)
        assert (left.title.en if left.title else None) == title
    assert approve(desk, dict.fromkeys(refs, Given("approve", "")), person=LOGINS["clerk"]) == ["not_yours"]


def test_opinions_go_together_too(desk: Office):
    case = file_batch(desk, "Opinion")
    first = LOGINS["first"]
    assert approve(desk, seen_by(desk, refs_of(desk, first), first), person=first) == ["done"]
    assert open_case(desk.runtime, case.number, first, NOW).past[-1].outcome == "agree"


@pytest.mark.parametrize("given", [["nothing"], ["/1"], ["x/-1"], ["x/²"], [f"x/{n}" for n in range(MOST + 1)]])
def test_what_no_form_says_is_not_read(given: list[str]):
    with pytest.raises(Invalid):
        read_refs(given)


def test_each_is_named_once():
    assert read_refs(["a/b/1", "a/b/1", "c/2"]) == (Ref("a/b", 1), Ref("c", 2))
