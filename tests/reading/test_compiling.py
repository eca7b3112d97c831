from __future__ import annotations

from decimal import Decimal

import pytest

from tests.reading.small_request import definition_with
from workflow.core.definition import Deadline, Join, State
from workflow.core.durations import Duration
from workflow.core.effects import EffectRule
from workflow.core.further import VisitBound

DEFINITION = definition_with()
STATES = DEFINITION.states


def outcomes(state: State, slot: int = 0) -> dict[str, bool]:
    return {outcome.code: outcome.completes for outcome in state.branches[0].slots[slot].outcomes}


def test_an_edit_state_asks_one_person_and_offers_what_next_names() -> None:
    (branch,) = STATES["draft"].branches
    (slot,) = branch.slots
    assert (branch.key, slot.key, slot.actor, slot.kind) == ("main", "main", "applicant", "edit")
    assert [it.code for it in slot.outcomes] == ["submit", "discard"]
    assert "quote" in slot.edits


def test_approving_offers_return_and_reject_as_far_as_they_lead_somewhere() -> None:
    assert outcomes(STATES["review"]) == {"approve": True, "return": False, "reject": False}
    without = definition_with("return: [draft], reject: rejected", "reject: rejected").states["review"]
    assert list(outcomes(without)) == ["approve", "reject"]


def test_own_outcomes_of_an_approval_stand_beside_return_and_reject() -> None:
    assert outcomes(STATES["decision"]) == {"approve": True, "defer": True, "return": False, "reject": False}
    defer = STATES["decision"].branches[0].slots[0].outcomes[1]
    assert [(it.name, it.type, it.required) for it in defer.input] == [("until", "date", True)]


def test_people_asked_in_order_are_slots_of_one_branch_named_by_their_actors() -> None:
    state = definition_with("by: [decider]", "by: [head, decider]").states["decision"]
    assert [[slot.key for slot in branch.slots] for branch in state.branches] == [["head", "decider"]]


def test_people_asked_together_are_branches() -> None:
    vote = "by: [head, president]\n    vote: {rule: count, count: 1, order: parallel}"
    state = definition_with("by: [decider]", vote).states["decision"]
    assert [branch.key for branch in state.branches] == ["head", "president"]
    assert state.join == Join("count", 1)


def test_in_a_vote_nobody_rejects_alone_and_the_words_say_so() -> None:
    vote = "by: [head, president]\n    vote: {rule: percent, percent: 50, order: parallel, veto: [head], settle: all}"
    state = definition_with("by: [decider]", vote).states["decision"]
    assert state.join == Join("percent", 50, ("head",), early=False)
    assert outcomes(state) == {"approve": True, "defer": True, "return": False, "reject": True}
    assert {it.code: it.label.en for it in state.branches[0].slots[0].outcomes}["reject"] == "Against"


def test_slots_of_a_parallel_branch_are_numbered_when_there_are_several() -> None:
    keys = [[slot.key for slot in branch.slots] for branch in STATES["cosign"].branches]
    assert keys == [["officer"], ["chiefs.1", "chiefs.2"]]
    assert {slot.kind for branch in STATES["cosign"].branches for slot in branch.slots} == {"opinion"}


def test_an_opinion_that_leaves_the_block_does_not_complete_its_branch() -> None:
    assert outcomes(STATES["cosign"]) == {
        "agree": True,
        "agree_with_changes": True,
        "disagree": False,
        "not_ours": True,
    }


def test_a_branch_binds_its_own_fields_or_those_of_the_block() -> None:
    assert [branch.slots[0].binds for branch in STATES["cosign"].branches] == [("amount", "quote"), ("subject",)]


def test_a_move_back_is_typed_and_its_answer_completes_nothing() -> None:
    edge = STATES["partner_answer"].edge("counter")
    assert edge is not None
    assert (edge.back, edge.keep, edge.resume) == (True, "by_hash", "rewalk")
    assert outcomes(STATES["partner_answer"]) == {"agreed": True, "counter": False, "timeout": True}


def test_a_list_of_targets_lets_the_actor_pick_where_to_return() -> None:
    edge = STATES["decision"].edge("return")
    assert edge is not None
    assert (edge.to, edge.back, edge.resume) == (("draft", "review"), True, "choose")


@pytest.mark.parametrize(
    ("state", "within"), [("review", Duration(3, "wd")), ("partner_answer", Duration(30, "cd")), ("draft", None)]
)
def test_a_state_takes_the_deadline_of_the_file_unless_it_has_its_own(state: str, within: Duration | None) -> None:
    deadline = STATES[state].deadline
    assert deadline is not None
    assert deadline.within == within


def test_without_any_deadline_the_state_says_nothing_rather_than_none() -> None:
    assert definition_with("  deadline: {class: speed}\n", "").states["review"].deadline is None
    assert STATES["draft"].deadline == Deadline()


def test_the_speed_of_the_file_sets_the_limit_of_its_class() -> None:
    slow = definition_with("speed: urgent", "speed: ordinary").states["review"].deadline
    assert slow is not None
    assert slow.within == Duration(6, "wd")


def test_escalating_only_is_no_answer_of_the_clock() -> None:
    assert STATES["cosign"].deadline == Deadline(Duration(3, "wd"))
    partner = STATES["partner_answer"].deadline
    assert partner is not None
    assert (partner.timeout, partner.clock) == ("timeout", "stopped")


def test_reminders_are_repeated_after_the_deadline_up_to_their_number() -> None:
    ladder = STATES["review"].branches[0].slots[0].ladder
    assert [(rung.at.source, rung.does) for rung in ladder] == [
        ("50%", "remind"),
        ("due", "remind"),
        ("due + 1wd", "remind"),
        ("due + 2wd", "remind"),
        ("due+2wd", "notify"),
        ("due+5wd", "move"),
    ]
    assert len({rung.key for rung in ladder}) == len(ladder)


def test_a_task_without_deadline_has_no_ladder() -> None:
    assert STATES["draft"].branches[0].slots[0].ladder == ()


def test_waiting_for_a_moment_asks_nobody() -> None:
    state = STATES["deferred"]
    assert (state.branches, state.deadline) == ((), None)
    assert state.until is not None
    assert state.until.anchor == ("input", "until")


def test_the_outside_party_is_named_and_the_desk_holds_the_task() -> None:
    state = STATES["partner_answer"]
    assert state.party is not None
    assert (state.party.zh, state.branches[0].slots[0].actor, state.sees) == (
        "夥伴學校",
        "officer",
        ("subject", "quote"),
    )


def test_reasons_are_asked_where_the_file_says_so() -> None:
    reasons = {it.code for it in STATES["review"].branches[0].slots[0].outcomes if it.reason}
    assert reasons == {"return", "reject"}
    own = definition_with("    requires: {checklist", "    reason_for: [approve]\n    requires: {checklist").states[
        "review"
    ]
    assert {it.code for it in own.branches[0].slots[0].outcomes if it.reason} == {"approve"}


def test_visits_are_bound_by_the_default_unless_the_state_has_its_own() -> None:
    assert STATES["review"].visits == VisitBound(5, "cancelled")


def test_an_effect_names_an_operation_and_what_it_is_given() -> None:
    (effect,) = STATES["filing"].effects
    assert effect == EffectRule(
        "finish",
        "registers.put",
        register="records",
        row="number",
        given=(("about", "subject"), ("partner", "partner")),
        fixed=(("kind", "visit"),),
    )


def test_amounts_are_exact_and_choices_have_their_labels() -> None:
    fields = {spec.name: spec for spec in DEFINITION.fields}
    assert (fields["amount"].default, fields["amount"].minimum) == (Decimal(0), Decimal(0))
    assert [(it.code, it.label.en) for it in fields["kind"].options] == [("visit", "Visit"), ("event", "Event")]
    assert (fields["costs"].min_length, [it.name for it in fields["costs"].fields]) == (1, ["item", "price", "note"])


def test_guards_may_read_the_outputs_of_the_authority_table() -> None:
    guard = definition_with("data.kind == 'event'", "authority.meeting").states["cosign"].branches[1].when
    assert guard is not None
    assert guard.truth({"data": {}, "authority": {"meeting": True}})


def test_what_may_happen_at_any_time_is_kept() -> None:
    assert DEFINITION.withdraw is not None
    assert DEFINITION.take_back is not None
    assert (DEFINITION.withdraw.before, DEFINITION.take_back.within, DEFINITION.comment) == (
        "decision",
        Duration(5, "wd"),
        True,
    )
