"""Control-flow patterns CF24 to CF43: triggers, cancellation, joins that do not wait for all, and the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import back, changed, does, new, open_keys, process, replay, slots, state
from tests.core.engine.test_votes import ballot
from tests.patterns.walking import causes, gives, keys, opened, refusal, walk
from workflow.core.definition import Join
from workflow.core.playing import wait_until
from workflow.core.timerules import parse_time_rule

TO_VOTE = ("theory sound", "practice unsound", "theory_editor unsure")


def test_cf24_persistent_trigger():
    waiting = state("review", "wait", until=parse_time_rule("data.starts"), edges=edges(elapsed="cosign"))
    definition = process(states={**process().definition.states, "review": waiting})
    play = new(definition, starts="2026-08-01")
    assert play.now > datetime(2026, 8, 1, tzinfo=UTC)
    assert open_keys(wait_until(play, play.now)) == ["cosign.legal", "cosign.money"]


def test_cf25_cancel_region():
    block = (
        slots("opinion", "agree return", "legal", branch="legal", binds=("text",)),
        slots("opinion", "agree return", "money", branch="money", binds=("amount",)),
    )
    ways = (*edges(complete="consolidate"), back("return", "draft", resume="rewalk"))
    play = replay(new(changed("cosign", branches=block, edges=ways)), "chair approve", "dean approve", "lawyer return")
    assert (open_keys(play), causes(play)) == (["draft.main"], {"legal": "decided", "money": "returned"})
    assert [d.status for d in play.view.decisions if d.state == "review"] == ["live", "live"]


def test_cf26_cancel_multiple_instance_activity():
    play = walk("paper", *TO_VOTE)
    assert len(opened(play)) == 3
    play = gives(play, "author", "withdraw")
    assert set(causes(play).values()) == {"withdrawn"}
    assert (len(causes(play)), play.view.outcome) == (3, "cancelled")


def test_cf27_complete_multiple_instance_activity():
    play = walk("paper", *TO_VOTE, "programme_chair approve", "general_chair approve")
    assert keys(play) == ["finishing.main"]
    assert causes(play)["publication_chair"] == "not_needed"


def test_cf29_cancelling_discriminator():
    play = replay(new(changed("cosign", stop_at_first=True)), "chair approve", "dean approve", "lawyer disagree")
    assert (open_keys(play), causes(play)["money"]) == (["consolidate.main"], "not_needed")


def test_cf32_cancelling_partial_join():
    play = replay(new(ballot(Join("count", 2), "dean", "legal", "money")), "dean approve", "accountant approve")
    assert (play.view.state, causes(play)) == ("decision", {"money": "decided", "legal": "not_needed"})


def test_cf34_static_partial_join_for_multiple_instances():
    play = new(ballot(Join("count", 1, each=True, early=False), "officer"))
    play = does(play, "officer", "approve")
    assert play.view.state == "review"
    assert does(play, "officer.2", "reject").view.state == "decision"


def test_cf35_cancelling_partial_join_for_multiple_instances():
    play = does(new(ballot(Join("count", 1, each=True), "officer")), "officer", "approve")
    assert (play.view.state, sorted(causes(play).values())) == ("decision", ["decided", "not_needed"])


@pytest.mark.parametrize(("applicant", "enough"), [("staff", 3), ("chair", 2)])
def test_cf36_dynamic_partial_join_for_multiple_instances(applicant, enough):
    """More than half of those who have a vote when it begins: of four, or of three when one of them applies."""
    play = new(ballot(Join("percent", 50), "dean", "legal", "money", "chair"), applicant=applicant)
    for given, who in enumerate(("dean", "lawyer", "accountant")[:enough], start=1):
        play = does(play, who, "approve")
        assert play.view.state == ("decision" if given == enough else "review")


def test_cf43_explicit_termination():
    done = walk("leave", "colleague agree", "lead approve", "officer finish")
    assert (done.view.outcome, opened(done), done.view.timers) == ("approved", [], ())
    assert done.view.closed_at == done.now
    assert refusal(done, "hr_officer", "finish") == "case_closed"
    assert wait_until(done, done.now + timedelta(days=400)).view == done.view
