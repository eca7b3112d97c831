"""補簽: a consent given by word of mouth is recorded afterwards, says so, and counts from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import NOW, back, changed, does, new, opened, process
from tests.core.engine.test_speed import days
from workflow.core.deciding import offers
from workflow.core.durations import Duration
from workflow.core.errors import Invalid
from workflow.core.further import RetroactiveRule

RULE = RetroactiveRule(Duration(3, "wd"))
UNKNOWN = [("retroactive_by", "unknown_field"), ("retroactive_on", "unknown_field")]
ORAL = {"retroactive_on": "2026-08-28", "retroactive_by": "院長（電話）"}


def before_chair(rule=RULE):
    return new(changed("review", retroactive=rule))


def wrong(play, login="chair", action="approve", **given):
    with pytest.raises(Invalid) as raised:
        does(play, login, action, **given)
    return [(it.field, it.code) for it in raised.value.problems]


def test_it_is_kept_with_the_decision_and_in_the_history():
    play = does(before_chair(), "chair", "approve", **ORAL)
    given = play.view.decisions[-1]
    assert (given.retroactive, given.consented, given.outcome) == (date(2026, 8, 28), "院長（電話）", "approve")
    assert play.steps[-1].facts["retroactive"] == "2026-08-28"
    assert "retroactive" not in new().steps[-1].facts


def test_clocks_begin_when_it_is_recorded():
    play = does(before_chair(), "chair", "approve", **ORAL)
    assert play.view.decisions[-1].at == NOW
    assert days(play) == days(does(before_chair(), "chair", "approve")) == {"dean": "2026-09-04"}


def test_day_person_and_reason_belong_together():
    assert wrong(before_chair(), retroactive_on="2026-08-28") == [("retroactive_by", "required")]
    assert wrong(before_chair(), retroactive_by="dean") == [("retroactive_on", "required")]
    assert wrong(before_chair(), reason="", **ORAL) == [("reason", "required")]


@pytest.mark.parametrize(("day", "code"), [("2026-08-26", "too_small"), ("2026-09-02", "too_large")])
def test_it_is_neither_too_long_ago_nor_still_to_come(day, code):
    assert wrong(before_chair(), **{**ORAL, "retroactive_on": day}) == [("retroactive_on", code)]


def test_only_consents_are_recorded_afterwards():
    assert sorted(wrong(before_chair(), action="return", **ORAL)) == UNKNOWN


def test_a_rejection_is_no_consent_wherever_it_leads():
    ways = (*edges(approve="cosign", reject="consolidate"), back("return", "draft"))
    play = new(changed("review", retroactive=RULE, edges=ways))
    assert sorted(wrong(play, action="reject", **ORAL)) == UNKNOWN


def test_where_the_state_does_not_allow_it_nothing_is_taken():
    assert sorted(wrong(new(), **ORAL)) == UNKNOWN


def test_only_those_whom_the_definition_names_may():
    play = before_chair(replace(RULE, by=("dean",)))
    assert wrong(play, **ORAL)[0][1] == "unknown_field"
    assert does(does(play, "chair", "approve"), "dean", "approve", **ORAL).view.decisions[-1].retroactive


def test_the_offer_says_what_may_be_given():
    play = before_chair()
    chair = play.world.directory.by_login["chair"]
    made = offers(play.process, play.view, chair, play.world, now=play.now)
    asked = {offer.action: [it.field for it in offer.input] for offer in made}
    assert asked["approve"] == ["retroactive_on", "retroactive_by", "reason"]
    assert asked["return"] == ["resume", "reason"]


def test_a_request_is_made_after_the_fact():
    definition = process().definition
    draft = replace(definition.states["draft"], retroactive=RULE)
    late = process(states={**definition.states, "draft": draft})
    play = new(late, reason="urgent", **ORAL)
    assert play.view.decisions[0].retroactive == date(2026, 8, 28)
    assert [task.opened_at for task in opened(play)] == [NOW]
    assert "retroactive_on" not in play.view.data
