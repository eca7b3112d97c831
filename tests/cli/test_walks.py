"""Whole ways of an agreement, as each post walks them at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Desk
from tests.cli.walking import UNIVERSITY, Walk, begin

TO_DECISION = """
    09-02 09:10  oia_cooperation_officer    approve  checked  -> refused self_approval
    09-02 09:20  oia_cooperation_officer.2  approve  checked  -> negotiation
    09-08 11:00  oia_cooperation_officer.2  agreed   reply    -> internal_memo
    09-08 12:00  oia_cooperation_officer.2  submit   memo     -> cosign
    09-08 13:00  secretary_review           agree             -> cosign
    09-08 13:30  oia_cooperation_head       agree             -> consolidate
    09-08 14:00  oia_cooperation_officer.2  submit            -> review
    09-08 15:00  oia_dean                   approve           -> review
    09-08 15:10  oia_dean                   approve           -> refused not_yours
    09-08 16:00  chief_secretary            approve           -> review
    09-08 16:30  vp_admin                   approve           -> decision
    09-08 16:40  president                  approve           -> refused reason: required
"""

RETURNED_WITH_OBJECTIONS = """
    09-02 09:20  oia_cooperation_officer.2  approve             checked          -> negotiation
    09-08 11:00  oia_cooperation_officer.2  agreed              reply            -> internal_memo
    09-08 12:00  oia_cooperation_officer.2  submit              memo             -> cosign
    09-08 13:00  secretary_review           disagree                             -> refused reason: required
    09-08 13:00  secretary_review           disagree            clause_missing   -> cosign
    09-08 13:10  registrar                  agree                                -> cosign
    09-08 13:20  acc_officer                agree                                -> cosign
    09-08 13:30  acc_head                   agree_with_changes  name_the_source  -> cosign
    09-08 13:40  aca_dean                   agree                                -> cosign
    09-08 13:50  oia_cooperation_head       agree                                -> consolidate
    09-08 14:00  oia_cooperation_officer.2  submit  -> refused answers.legal: required, answers.accounting: required
    09-08 14:10  oia_cooperation_officer.2  submit              both_answered    -> review
    09-08 15:00  oia_dean                   approve                              -> review
    09-08 16:00  chief_secretary            approve                              -> review
    09-08 16:30  vp_admin                   approve                              -> decision
    09-08 17:00  president                  return              to_consolidate   -> consolidate
    09-09 09:00  oia_cooperation_officer.2  submit              more_money       -> review
"""

TO_IN_FORCE = """
    10-21 10:00  seal_keeper                signed   sealed        -> signing
    10-22 10:00  oia_cooperation_officer.2  signed   signed_there  -> archiving
    10-22 11:00  oia_cooperation_officer.2  finish                 -> refused {missing}
    10-22 11:10  oia_cooperation_officer.2  finish   filing        -> in_force
    10-22 11:20  oia_cooperation_officer.2  finish   filing        -> refused case_closed
""".format(
    missing="validity.valid_from: required, validity.valid_until: required, original_location: required, "
    "signed: document_required"
)


@dataclass(frozen=True)
class ServedDesk(Desk):
    """An installation whose database is a server."""

    url: str = ""

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "QIANHE_DATABASE_URL": self.url}


@pytest.fixture(params=["sqlite", "postgresql"])
def either_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    if request.param == "sqlite":
        ready: Desk = request.getfixturevalue("desk")
        return ready
    made = ServedDesk(tmp_path / "instance", url=request.getfixturevalue("postgresql_url"))
    made.make_ready()
    return made


def assert_sound(walk: Walk) -> None:
    assert walk.desk.answer("doctor")["findings"] == []


def test_an_agreement_of_the_university_comes_into_force(either_desk):
    walk = begin(either_desk, "oia_cooperation_officer", **UNIVERSITY)
    walk.go(TO_DECISION)
    walk.go("09-09 09:00  president  approve  as_proposed  -> signing")
    walk.go(TO_IN_FORCE)
    shown = walk.show()
    assert (shown["outcome"], shown["tasks"], set(walk.statuses().values())) == ("approved", [], {"live"})
    assert {document["name"] for document in shown["documents"]} >= {"draft", "memo", "signed", "summary_card"}
    assert_sound(walk)
    record = either_desk.instance.parent / "record.json"
    either_desk.answer("audit", "export", walk.number, record)
    assert either_desk.answer("audit", "verify", record)["problems"] == []
    forged = either_desk.put(
        "forged.json", record.read_bytes().replace('"value":"如擬"'.encode(), '"value":"緩議"'.encode())
    )
    codes = {problem["code"] for problem in either_desk.answer("audit", "verify", forged, code=1)["problems"]}
    assert codes == {"commitment_differs", "signature_differs"}


def test_an_agreement_of_a_department_asks_its_chair_and_then_its_dean(desk):
    walk = begin(desk, "faculty.me")
    walk.go("""
        09-01 10:00  dean.coe                 approve           -> refused unknown_case
        09-01 10:00  oia_cooperation_officer  approve           -> refused checklist: not_checked
        09-01 10:10  oia_cooperation_officer  approve  checked  -> unit_approval
        09-01 10:20  dean.coe                 approve           -> refused unknown_case
        09-14 10:00  dept_chair.me            approve           -> unit_approval
        09-14 10:10  dept_chair.ee            approve           -> refused unknown_case
        09-14 11:00  dean.coe                 approve           -> negotiation
    """)
    assert walk.open() == {"negotiation.main"}
    assert_sound(walk)


def test_only_units_whose_fields_changed_are_asked_again(desk):
    walk = begin(
        desk,
        "oia_cooperation_officer",
        **UNIVERSITY,
        involves_budget=True,
        amount="50000",
        budget_source="系所業務費",
        involves_credit=True,
    )
    walk.go(RETURNED_WITH_OBJECTIONS)
    assert walk.open() == {"review.cosign.accounting.1", "review.cosign.accounting.2"}
    assert {place for place, status in walk.statuses().items() if status == "stale"} == {
        "cosign.accounting.1", "cosign.accounting.2", "review.oia_dean", "review.chief_sec", "review.vp_admin",
    }  # fmt: skip
    walk.go("""
        09-09 10:00  oia_dean         approve               -> refused not_in_this_state
        09-09 10:00  acc_head         agree                 -> review
        09-09 10:10  acc_officer      agree                 -> review
        09-09 11:00  oia_dean         approve               -> review
        09-09 11:10  chief_secretary  approve               -> review
        09-09 11:20  vp_admin         approve               -> decision
        09-09 12:00  president        approve  as_proposed  -> signing
    """)
    assert "stale" not in walk.statuses().values()
    walk.go(TO_IN_FORCE)
    assert_sound(walk)


def test_asking_the_units_again_carries_the_opinions_that_nothing_touched(desk):
    walk = begin(
        desk, "oia_cooperation_officer", **UNIVERSITY, involves_budget=True, amount="50000", budget_source="業務費"
    )
    walk.go("""
        09-02 09:20  oia_cooperation_officer.2  approve    checked     -> negotiation
        09-08 11:00  oia_cooperation_officer.2  agreed     reply       -> internal_memo
        09-08 12:00  oia_cooperation_officer.2  submit     memo        -> cosign
        09-08 13:00  secretary_review           agree                  -> cosign
        09-08 13:20  acc_officer                agree                  -> cosign
        09-08 13:30  acc_head                   agree                  -> cosign
        09-08 13:50  oia_cooperation_head       agree                  -> consolidate
        09-09 09:00  oia_cooperation_officer.2  ask_again  more_money  -> cosign
    """)
    assert walk.open() == {"cosign.accounting.1"}
    assert walk.statuses()["cosign.legal"] == walk.statuses()["cosign.cooperation"] == "carried"
    assert_sound(walk)


def test_a_partner_of_the_mainland_waits_for_the_ministry(desk):
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY, partner="whut.edu.cn", language=["zh_hant"])
    walk.go(TO_DECISION)
    walk.go("""
        09-09 09:00  president                  approve     as_proposed      -> moe_filing
        09-09 10:00  seal_keeper                signed      sealed           -> refused unknown_case
        09-10 10:00  oia_cooperation_officer.2  filed       complete_on_10   -> letter_decision
        09-10 11:00  oia_dean                   issue                        -> refused document_not_ready
    """)
    desk.answer("deliver", "--once", "--now", "2026-09-10T11:30")
    walk.go("""
        09-10 12:00  oia_dean                   issue                        -> moe_wait
        09-15 10:00  oia_cooperation_officer.2  supplement  more_papers      -> moe_filing
        09-20 10:00  oia_cooperation_officer.2  filed       complete_on_20   -> moe_wait
        10-01 10:00  oia_cooperation_officer.2  agreed      ministry_agrees  -> signing
        10-10 10:00  seal_keeper                signed      sealed           -> refused too_early
        10-19 23:59  oia_cooperation_officer.2  signed      signed_there     -> refused too_early
    """)
    walk.go(TO_IN_FORCE)
    assert walk.show()["data"]["moe_complete_on"] == "2026-09-20"
    assert_sound(walk)


def test_after_the_ministrys_thirty_days_the_clock_goes_on_to_the_signing(desk):
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY, partner="whut.edu.cn", language=["zh_hant"])
    walk.go(TO_DECISION)
    walk.go("""
        09-09 09:00  president                  approve  as_proposed     -> moe_filing
        09-10 10:00  oia_cooperation_officer.2  filed    complete_on_10  -> letter_decision
    """)
    desk.answer("deliver", "--once", "--now", "2026-09-10T11:30")
    walk.go("""
        09-10 12:00  oia_dean                   issue                    -> moe_wait
    """)
    desk.answer("clock", "--once", "--now", "2026-10-09T23:00")
    assert walk.show()["state"] == "moe_wait"
    desk.answer("clock", "--once", "--now", "2026-10-11T00:01")
    assert walk.open() == {"signing.ours", "signing.theirs"}
    assert_sound(walk)
