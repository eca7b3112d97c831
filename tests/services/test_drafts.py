from datetime import timedelta

import pytest

from tests.support.office import FILES, LOGINS, NOW, PAIR, open_office
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.services.choices import choices_for
from workflow.services.drafts import (
    Overtaken,
    Sent,
    begin_draft,
    copy_case,
    delete_draft,
    list_drafts,
    open_draft,
    save_section,
)
from workflow.services.filing import expected_way, find_form, list_forms
from workflow.services.publishing import publish
from workflow.services.showing import show_case
from workflow.services.submitting import check_draft, submit_draft

BY_UNIT = (
    PAIR.replace("process: pair", "process: by_unit")
    .replace("actors:\n", "  place: {type: unit, label: {zh-TW: 單位, en: Unit}, required: true}\nactors:\n")
    .replace("edits: [subject, amount]", "edits: [subject, amount, place]")
    .replace("chief: {post: chief, of: office, label: {zh-TW: 主管, en: Chief}}",
             "chief: {post: chief, of: data.place, label: {zh-TW: 經理, en: Manager}}")
    .replace("sample: {subject: 試}", "sample: {subject: 試, place: office}")
    .replace("對-", "位-")
)  # fmt: skip
CLERK, FIRST = LOGINS["clerk"], LOGINS["first"]
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def desk(database):
    return open_office(database)


@pytest.fixture
def begun(desk):
    return begin_draft(desk.runtime, "pair", CLERK, NOW)


def save(desk, draft, seen=0, now=NOW, **typed):
    return save_section(desk.runtime, draft, CLERK, now, section="part-1", typed=typed, seen=seen)


def test_what_was_typed_is_kept_valid_or_not(desk, begun):
    save(desk, begun, subject="  ", amount="much")
    assert open_draft(desk.runtime, begun, CLERK, NOW).typed == {"subject": "  ", "amount": "much"}


def test_a_draft_is_its_owners_alone(desk, begun):
    for person in (FIRST, LOGINS["clerk.2"]):
        with pytest.raises(NotFound):
            open_draft(desk.runtime, begun, person, NOW)
        delete_draft(desk.runtime, begun, person)
        assert list_drafts(desk.runtime, person, NOW) == ()
    assert [it.id for it in list_drafts(desk.runtime, CLERK, NOW)] == [begun]


def test_a_second_click_begins_no_second_draft(desk):
    first, second = (begin_draft(desk.runtime, "pair", CLERK, NOW, nonce="once") for _ in range(2))
    assert first == second
    assert len(list_drafts(desk.runtime, CLERK, NOW)) == 1


def test_another_window_is_not_overwritten_unseen(desk, begun):
    save(desk, begun, subject="first window")
    with pytest.raises(Overtaken) as overtaken:
        save(desk, begun, subject="second window")
    assert overtaken.value.draft.typed["subject"] == "first window"
    seen = overtaken.value.draft.turn_of("part-1")
    assert save(desk, begun, seen=seen, subject="second window").typed["subject"] == "second window"


def test_the_same_again_overtakes_nothing(desk, begun):
    save(desk, begun, subject="same")
    assert save(desk, begun, subject="same").turn_of("part-1") == 2


def test_a_draft_becomes_one_case_however_often_it_is_sent(desk, begun):
    save(desk, begun, subject="主旨", amount="7")
    numbers = {submit_draft(desk.runtime, begun, CLERK, LATER) for _ in range(3)}
    assert len(numbers) == 1
    assert show_case(desk.runtime, numbers.pop(), LATER)["data"] == {"subject": "主旨", "amount": "7"}
    assert list_drafts(desk.runtime, CLERK, LATER) == ()
    with pytest.raises(Sent):
        open_draft(desk.runtime, begun, CLERK, LATER)


def test_what_is_missing_is_told_and_the_draft_stays(desk, begun):
    save(desk, begun, amount="much")
    draft = open_draft(desk.runtime, begun, CLERK, NOW)
    checked = check_draft(draft, choices_for(desk.runtime, draft.form.definition.fields, NOW).lookups)
    assert {(it.field, it.code) for it in checked.problems} == {("subject", "required"), ("amount", "not_a_number")}
    with pytest.raises(Invalid):
        submit_draft(desk.runtime, begun, CLERK, NOW)
    assert open_draft(desk.runtime, begun, CLERK, NOW).typed == {"amount": "much"}


def test_who_may_not_start_begins_no_draft(desk):
    with pytest.raises(Refused):
        begin_draft(desk.runtime, "pair", FIRST, NOW)
    with pytest.raises(NotFound):
        begin_draft(desk.runtime, "nothing", CLERK, NOW)


def test_a_hat_must_be_one_that_is_held(desk):
    with pytest.raises(Refused):
        begin_draft(desk.runtime, "pair", CLERK, NOW, hat=("chief", "office"))
    draft = begin_draft(desk.runtime, "pair", CLERK, NOW, hat=("clerk", "office"))
    assert open_draft(desk.runtime, draft, CLERK, NOW).hat == ("clerk", "office")


def test_an_old_case_can_be_copied_by_whoever_may_see_and_start(desk):
    done = desk.start(subject="again", amount="9")
    draft = open_draft(desk.runtime, copy_case(desk.runtime, done.number, CLERK, NOW), CLERK, NOW)
    assert draft.typed == {"subject": "again", "amount": "9"}
    with pytest.raises(Refused):
        copy_case(desk.runtime, done.number, FIRST, NOW)
    with pytest.raises(NotFound):
        copy_case(desk.runtime, done.number, LOGINS["clerk.2"], NOW)


def test_the_catalogue_tells_who_may_start(desk):
    (mine,), (theirs,) = (list_forms(desk.runtime, person, NOW) for person in (CLERK, FIRST))
    assert (mine.may_start, theirs.may_start, theirs.why_not) == (True, False, "posts")
    (early,) = list_forms(desk.runtime, CLERK, NOW.replace(year=2025))
    assert (early.may_start, early.why_not) == (False, "later")


def test_the_way_is_told_before_anything_is_filled_in(desk):
    form = find_form(desk.runtime, "pair", CLERK, NOW)
    way = expected_way(desk.runtime, form, CLERK, NOW, hat=form.hats[0], data={})
    assert [step.state.en for step in way] == ["Votes", "Decision", "Done"]
    assert [who.en for who in way[0].who] == ["First, Office", "Second, Office"]


def test_who_depends_on_a_unit_that_is_not_chosen_yet_is_named_by_the_role(sqlite):
    desk = open_office(sqlite)
    publish(desk.runtime, {**FILES, "by_unit.yaml": BY_UNIT.encode()}, by=0, now=NOW)
    form = find_form(desk.runtime, "by_unit", CLERK, NOW)
    before = expected_way(desk.runtime, form, CLERK, NOW, hat=form.hats[0], data={})
    after = expected_way(desk.runtime, form, CLERK, NOW, hat=form.hats[0], data={"place": "office"})
    assert ([who.en for who in before[1].who], [who.en for who in after[1].who]) == (["Manager"], ["Chief, Office"])
