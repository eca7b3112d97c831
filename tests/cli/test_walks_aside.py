"""Ways off the straight one: deputies, lateness, the two ends before a decision, going back, and doing things twice."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest

from tests.cli.running import Desk
from tests.cli.walking import UNIVERSITY, Walk, begin

OFFICER = "oia_cooperation_officer"
COLLEGE = {"level": "college", "lead_unit": "coe", "our_signer": "dean"}


@pytest.fixture
def proposal(desk: Desk) -> Walk:
    return begin(desk, "faculty.me")


def assert_sound(walk: Walk) -> None:
    assert walk.desk.answer("doctor")["findings"] == []


def mails(desk: Desk, *, now: str) -> list[EmailMessage]:
    """What `deliver --once` wrote by then, oldest first."""
    desk.answer("deliver", "--once", "--now", now)
    found = sorted((desk.instance / "mail").iterdir(), key=lambda path: path.name)
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]


def test_a_deputy_acts_for_the_dean_as_long_as_he_stands_in(desk):
    walk = begin(desk, "college_intl_coordinator.coe", **COLLEGE)
    walk.go(f"""
        09-02 10:00  {OFFICER}    approve  checked  -> unit_approval
        09-12 00:10  faculty.coe  approve           -> refused unknown_case
        09-11 23:50  faculty.coe  approve           -> negotiation
    """)
    (decision,) = [it for it in walk.show()["decisions"] if it["state"] == "unit_approval"]
    assert (decision["actor"], decision["on_behalf_of"], decision["capacity"]) == ("faculty.coe", "dean.coe", "deputy")
    assert "faculty.coe for dean.coe" in desk.run("case", "show", walk.number).stdout
    assert_sound(walk)


def test_nobody_stands_in_for_himself(desk):
    walk = begin(desk, "faculty.coe", **COLLEGE)
    walk.go(f"""
        09-02 10:00  {OFFICER}    approve  checked  -> unit_approval
        09-02 11:00  faculty.coe  approve           -> refused self_approval
    """)
    assert_sound(walk)


def test_an_overdue_check_climbs_to_the_head_and_moves_to_the_chief_secretary(desk, proposal):
    desk.answer("clock", "--once", "--now", "2026-09-09T09:00")
    proposal.go(f"09-09 09:10  {OFFICER}  claim  -> oia_precheck")
    desk.answer("clock", "--once", "--now", "2026-09-14T09:00")
    proposal.go("09-14 09:10  oia_cooperation_head  approve  -> refused checklist: not_checked")
    desk.answer("clock", "--once", "--now", "2026-09-17T09:00")
    rules = [entry["rule"] for entry in proposal.show()["history"] if entry["action"] == "fire"]
    assert [rule for rule in rules if not rule.startswith("remind")] == ["escalate.1", "escalate.2", "escalate.3"]
    (task,) = proposal.show("--now", "2026-09-17T09:10")["tasks"]
    assert ([holder["post"] for holder in task["holders"]], task["overdue"]) == (["chief_secretary"], True)
    proposal.go("09-17 10:10  chief_secretary  approve  checked  -> unit_approval")
    assert_sound(proposal)


def test_those_who_are_told_of_lateness_get_it_by_mail(desk, proposal):
    desk.answer("clock", "--once", "--now", "2026-09-17T09:00")
    told = {(mail["To"], mail["Subject"][:9]) for mail in mails(desk, now="2026-09-17T09:10")}
    assert told >= {
        (f"{OFFICER}@example.edu", "[OIA][提醒]"),
        ("oia_cooperation_head@example.edu", "[OIA][上報]"),
        ("chief_secretary@example.edu", "[OIA][上報]"),
    }
    assert desk.answer("clock", "--once", "--now", "2026-09-17T09:20")["fired"] == 0
    assert len(mails(desk, now="2026-09-17T09:30")) == len(mails(desk, now="2026-09-17T09:40"))


def test_a_rejection_ends_the_case_and_tells_the_applicant(desk, proposal):
    proposal.go(f"""
        09-01 10:00  {OFFICER}   reject                  -> refused reason: required
        09-01 10:10  {OFFICER}   reject    not_a_school  -> rejected
        09-01 10:20  {OFFICER}   approve   checked       -> refused case_closed
        09-01 10:30  faculty.me  withdraw  look_again    -> refused case_closed
    """)
    last = mails(desk, now="2026-09-01T11:00")[-1]
    assert last["To"] == "faculty.me@example.edu"
    assert "對方不是正式學校" in last.get_content()
    assert_sound(proposal)


def test_an_applicant_withdraws_and_nobody_else_does(desk, proposal):
    ended = proposal.go(f"""
        09-01 10:00  {OFFICER}   withdraw  their_president_left  -> refused not_yours
        09-01 10:10  faculty.me  withdraw                        -> refused reason: required
        09-01 10:20  faculty.me  withdraw  their_president_left  -> cancelled
    """)
    assert (ended["outcome"], ended["tasks"]) == ("cancelled", [])
    assert desk.answer("tasks", "--as", OFFICER, "--now", "2026-09-01T11:00")["total"] == 0
    assert_sound(proposal)


def test_a_decision_is_undone_within_a_minute_and_taken_back_with_a_reason_after_it(proposal):
    proposal.go(f"""
        09-01 10:00     {OFFICER}      approve    checked     -> unit_approval
        09-01 10:00:59  dept_chair.me  undo                   -> refused not_yours
        09-01 10:00:59  {OFFICER}      undo                   -> oia_precheck
        09-01 10:05     {OFFICER}      approve    checked     -> unit_approval
        09-01 10:06:01  {OFFICER}      undo                   -> refused too_late
        09-01 10:07     {OFFICER}      take_back              -> refused reason: required
        09-01 10:08     {OFFICER}      take_back  look_again  -> oia_precheck
        09-01 10:09     {OFFICER}      approve    checked     -> unit_approval
        09-01 10:10     dept_chair.me  approve                -> unit_approval
        09-01 10:11     {OFFICER}      take_back  look_again  -> refused not_yours
    """)
    assert_sound(proposal)


def test_what_was_undone_is_never_mailed(desk, proposal):
    proposal.go(f"""
        09-01 10:00     {OFFICER}  approve  checked  -> unit_approval
        09-01 10:00:30  {OFFICER}  undo              -> oia_precheck
    """)
    assert "dept_chair.me@example.edu" not in {mail["To"] for mail in mails(desk, now="2026-09-01T12:00")}


def test_the_same_key_twice_is_one_act_and_the_same_act_without_it_is_refused(desk, proposal):
    checked = desk.put("checked.json", {"checklist": "all"})
    words = ("case", "act", proposal.number, "approve", "--as", OFFICER, "--data", checked, "--now", "2026-09-01T10:00")
    first = desk.answer(*words, "--key", "once")
    assert desk.answer(*words, "--key", "once")["version"] == first["version"]
    assert desk.answer(*words, code=1)["refusals"][0]["code"] == "not_yours"
    assert len(proposal.show()["history"]) == 2
    assert_sound(proposal)


def test_what_changed_since_it_was_seen_is_stale(desk):
    walk = begin(desk, OFFICER, **UNIVERSITY)
    second = f"{OFFICER}.2"
    shown = walk.show("--as", second, "--now", "2026-09-01T10:00")
    saw = next(offer["saw"] for offer in shown["actions"] if offer["action"] == "approve")
    walk.go(f"""
        09-01 10:00     {second}  approve  checked  -> negotiation
        09-01 10:00:30  {second}  undo              -> oia_precheck
    """)
    checked = desk.put("checked.json", {"checklist": "all"})
    words = ("case", "act", walk.number, "approve", "--as", second, "--data", checked, "--now", "2026-09-01T11:00")
    assert desk.answer(*words, "--saw", saw, code=1)["refusals"][0]["code"] in {"stale", "task_closed"}
    assert_sound(walk)
