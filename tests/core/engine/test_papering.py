"""A step goes on on paper: it is recorded who signed, with a scan, and only whoever might have answered has signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.asking_stage import code_of, problem_of
from tests.core.engine.stage import does, new, open_keys, opened, process, replay
from workflow.core.case import Command, FileView
from workflow.core.cast import with_deputy
from workflow.core.deciding import offers
from workflow.core.form import DocumentSpec
from workflow.core.further import PaperRule
from workflow.core.machine import build_process
from workflow.core.playing import act
from workflow.core.text import Text

SCAN = FileView("scan", 1, "5c" * 32, 10, "scan.pdf", "application/pdf")
TODAY = "2026-09-01"


def papered(**more):
    known = process().definition
    documents = {"scan": DocumentSpec("scan", Text("掃描檔", "Scan"), "upload", ("pdf",))}
    return build_process(replace(known, documents=documents, paper=PaperRule("officer", "scan"), **more))


def at_chair():
    return new(papered())


def on_paper(play, login="chair"):
    return does(play, login, "to_paper", place="room 3")


def records(play, signer, outcome="approve", *, by="officer", scan=SCAN, **more):
    given = {"signer": signer, "signed_on": TODAY, **more}
    files = {"scan": scan} if scan is not None else {}
    actor = play.world.directory.by_login[by]
    return act(play, Command(outcome, actor, task=opened(play)[0].seq, input=given, files=files))


def test_what_was_signed_on_paper_counts_as_the_answer_of_whoever_signed():
    play = records(on_paper(at_chair()), "chair")
    given, people = play.view.decisions[-1], play.world.directory.by_login
    assert (given.actor, given.capacity, given.signed) == (people["chair"], "own", "paper")
    assert dict(given.recorded) == {"by": people["officer"], "on": TODAY, "scan": SCAN.sha256}
    assert (play.steps[-1].actor, play.steps[-1].facts["signer"]) == (people["officer"], people["chair"])


def test_it_vouches_for_the_same_as_an_answer_given_here():
    there, here = records(on_paper(at_chair()), "chair").view, does(at_chair(), "chair", "approve").view
    assert there.decisions[-1].binds == here.decisions[-1].binds
    changed = replay(records(records(on_paper(at_chair()), "chair"), "dean"), "lawyer agree", "accountant agree")
    assert open_keys(does(changed, "officer", "submit", amount="9")) == [
        "decision.cosign.money",
        "decision.review.chair",
        "decision.review.dean",
    ]


def test_whoever_holds_the_task_signs_on_the_paper_and_not_here():
    play = on_paper(at_chair())
    assert code_of(does, play, "chair", "approve") == "on_paper"
    assert code_of(does, play, "lawyer", "approve") == "not_yours"
    assert code_of(does, play, "chair", "to_paper", place="room 4") == "on_paper"


@pytest.mark.parametrize(
    ("signer", "problem"),
    [("dean", "signer_not_holder"), ("officer", "signer_not_holder"), ("me", "unknown_reference")],
)
def test_nobody_has_signed_who_could_not_have_answered(signer, problem):
    assert problem_of(records, on_paper(at_chair()), signer) == [("signer", problem)]


def test_the_applicant_has_not_approved_his_own_case_on_paper_either():
    play = new(papered(may_start=("chair",)), applicant="chair")
    play = on_paper(play, "officer")
    holder = opened(play)[0].holders[0].post
    assert holder == "dean"
    assert problem_of(records, play, "chair") == [("signer", "signer_not_holder")]


def test_one_person_does_not_sign_where_two_must():
    play = replay(at_chair(), "chair approve", "dean approve", "lawyer agree", "accountant agree", "officer submit")
    play = replace(
        play, world=replace(play.world, directory=with_deputy(play.world.directory, "dean", "president", play.now))
    )
    assert problem_of(records, on_paper(play, "officer"), "dean") == [("signer", "signer_decided_before")]


def test_a_deputy_signs_on_paper_as_a_deputy():
    play = at_chair()
    directory = with_deputy(play.world.directory, "lawyer", "chair", play.now)
    play = records(on_paper(replace(play, world=replace(play.world, directory=directory))), "lawyer")
    given, people = play.view.decisions[-1], directory.by_login
    assert (given.actor, given.on_behalf_of, given.capacity) == (people["lawyer"], people["chair"], "deputy")


def test_a_recording_wants_its_scan_and_a_day_on_which_it_can_have_been_signed():
    play = on_paper(at_chair())
    assert problem_of(records, play, "chair", scan=None) == [("scan", "document_required")]
    assert problem_of(records, play, "chair", scan=replace(SCAN, filename="scan.exe")) == [("scan", "file_type")]
    assert problem_of(records, play, "chair", signed_on="2026-08-31") == [("signed_on", "too_small")]
    assert problem_of(records, play, "chair", signed_on="2026-09-02") == [("signed_on", "too_large")]
    assert problem_of(records, play, "chair", "reject") == [("reason", "required")]


def test_the_step_stays_on_paper_and_the_next_is_online():
    play = records(on_paper(at_chair()), "chair")
    assert [task.course.paper for task in opened(play)] == ["room 3"]
    assert [holder.principal() for holder in opened(play)[0].holders] == ["dean@college", "officer@office"]
    play = records(play, "dean")
    assert [(task.course.paper, len(task.holders)) for task in opened(play)] == [(None, 1), (None, 1)]


def test_what_is_not_recorded_yet_comes_back_online():
    play = records(on_paper(at_chair()), "chair")
    play = does(play, "officer", "to_online")
    assert [holder.principal() for holder in opened(play)[0].holders] == ["dean@college"]
    play = does(play, "dean", "approve")
    assert [d.signed for d in play.view.decisions[-2:]] == ["paper", ""]
    assert (play.view.state, [task.course.paper for task in opened(play)]) == ("cosign", [None, None])


def test_a_block_comes_back_online_for_those_who_have_not_signed():
    play = replay(at_chair(), "chair approve", "dean approve")
    play = records(on_paper(play, "lawyer"), "lawyer", "agree")
    play = does(play, "accountant", "to_online")
    assert does(play, "accountant", "agree").view.state == "consolidate"


def test_forms_are_never_on_paper_and_only_where_the_definition_says_so():
    assert code_of(does, new(process()), "chair", "to_paper", place="x") == "not_in_this_state"
    play = replay(at_chair(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    assert code_of(does, play, "officer", "to_paper", place="x") == "not_in_this_state"


def test_whoever_recorded_it_takes_it_back_and_the_step_is_on_paper_still():
    play = does(records(on_paper(at_chair()), "chair"), "officer", "take_back")
    assert [task.course.paper for task in opened(play)] == ["room 3"]
    assert open_keys(play) == ["review.chair"]


def test_the_desk_is_offered_what_it_may_do_with_all_that_is_asked_for():
    play = on_paper(at_chair())
    made = offers(play.process, play.view, play.world.directory.by_login["officer"], play.world, now=play.now)
    offered = {offer.action: [it.field for it in offer.input] for offer in made if offer.allowed}
    assert offered["approve"] == ["reason", "signer", "signed_on", "scan"]
    assert "to_online" in offered
    assert not offered.keys() & {"to_paper", "transfer"}


def test_a_signature_of_an_earlier_day_is_judged_by_that_day():
    play = on_paper(at_chair())
    directory = with_deputy(play.world.directory, "lawyer", "chair", play.now + timedelta(days=2))
    later = replace(play, now=play.now + timedelta(days=2), world=replace(play.world, directory=directory))
    assert records(later, "lawyer", signed_on="2026-09-03").view.decisions[-1].recorded["on"] == "2026-09-03"
    assert problem_of(records, later, "lawyer") == [("signer", "signer_not_holder")]
