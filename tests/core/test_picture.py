"""What a picture of a process shows, and in which order."""

from tests.core.checking import building
from tests.core.engine import stage
from tests.support.shipped import agreement_signing
from workflow.core.picture import picture_of, reading_order


def test_sources_stand_before_targets_and_detours_right_behind_what_leads_to_them():
    found = building.definition(
        building.edit("draft", submit="ask", side="detour"),
        building.approve("ask", approve="approved", reject="rejected"),
        building.edit("detour", submit="ask"),
    )
    assert reading_order(found) == ("draft", "detour", "ask", "approved")


def test_what_not_every_case_passes_stands_aside():
    aside = {box.state for box in picture_of(agreement_signing()).boxes if box.aside}
    assert {"partner_refused", "redraft", "chase", "meeting", "moe_wait"} <= aside
    assert {"negotiation", "signing", "notice"} <= aside  # a termination goes another way
    assert not aside & {"draft", "oia_precheck", "cosign", "decision"}


def test_ways_back_are_told_from_ways_on_and_unsuccessful_ends_are_only_named():
    boxes = {box.state: box for box in picture_of(stage.process().definition).boxes}
    kinds = {(port.code, port.kind): port.targets for port in boxes["decision"].ports}
    assert kinds["return", "back"] == ("consolidate", "review", "draft")
    assert kinds["approve", "next"] == ("done",)
    assert kinds["reject", "end"] == ("rejected",)


def test_a_block_shows_its_branches_and_what_a_live_case_still_waits_for():
    play = stage.replay(stage.new(), "chair approve", "dean approve", "lawyer agree")
    box = picture_of(stage.process().definition, play.view).box("cosign")
    assert box.now
    assert [seat.mark for seat in box.seats] == ["answered", "open"]


def test_a_case_that_ended_stands_in_its_end():
    play = stage.replay(stage.new(), "chair reject")
    shown = picture_of(stage.process().definition, play.view)
    assert [box.state for box in shown.ends if box.now] == ["rejected"]
    assert shown.box("review").count == 1
