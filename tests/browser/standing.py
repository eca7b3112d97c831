"""An installation in which cases stand in every place that a page shows differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.browser.test_together import here
from tests.cli.running import Desk
from tests.cli.walking import UNIVERSITY, begin

TODAY: Final = "2026-10-22T12:00"
WHILE_THE_DEAN_IS_AWAY: Final = "2026-09-09T10:00"
TOUCHING: Final[Mapping[str, object]] = {
    **UNIVERSITY,
    "involves_budget": True,
    "amount": "50000",
    "budget_source": "系所業務費",
    "involves_credit": True,
}

TO_NEGOTIATION = """
    09-02 09:20  oia_cooperation_officer.2  approve             checked          -> negotiation
"""
TO_REDRAFT = f"""{TO_NEGOTIATION}
    09-08 11:00  oia_cooperation_officer.2  counter             reply            -> redraft
"""
TO_MEMO = f"""{TO_NEGOTIATION}
    09-08 11:00  oia_cooperation_officer.2  agreed              reply            -> internal_memo
"""
TO_COSIGN = f"""{TO_MEMO}
    09-08 12:00  oia_cooperation_officer.2  submit              memo             -> cosign
    09-08 13:00  secretary_review           disagree            clause_missing   -> cosign
    09-08 13:10  registrar                  agree                                -> cosign
"""
TO_CONSOLIDATE = f"""{TO_COSIGN}
    09-08 13:20  acc_officer                agree                                -> cosign
    09-08 13:30  acc_head                   agree_with_changes  name_the_source  -> cosign
    09-08 13:40  aca_dean                   agree                                -> cosign
    09-08 13:50  oia_cooperation_head       agree                                -> consolidate
"""
ASKED_AGAIN = f"""{TO_CONSOLIDATE}
    09-08 14:10  oia_cooperation_officer.2  submit              both_answered    -> review
    09-08 15:00  oia_dean                   approve                              -> review
    09-08 16:00  chief_secretary            approve                              -> review
    09-08 16:30  vp_admin                   approve                              -> decision
    09-08 17:00  president                  return              to_consolidate   -> consolidate
    09-09 09:00  oia_cooperation_officer.2  submit              more_money       -> review
"""
TO_SIGNING = f"""{TO_MEMO}
    09-08 12:00  oia_cooperation_officer.2  submit              memo             -> cosign
    09-08 13:00  secretary_review           agree                                -> cosign
    09-08 13:30  oia_cooperation_head       agree                                -> consolidate
    09-08 14:00  oia_cooperation_officer.2  submit                               -> review
    09-08 15:00  oia_dean                   approve                              -> review
    09-08 16:00  chief_secretary            approve                              -> review
    09-08 16:30  vp_admin                   approve                              -> decision
    09-09 09:00  president                  approve             as_proposed      -> signing
"""
TO_ARCHIVING = f"""{TO_SIGNING}
    10-21 10:00  seal_keeper                signed              sealed           -> signing
    10-22 10:00  oia_cooperation_officer.2  signed              signed_there     -> archiving
"""
TO_IN_FORCE = f"""{TO_ARCHIVING}
    10-22 11:10  oia_cooperation_officer.2  finish              filing           -> in_force
"""
OF_THE_OFFICE: Final = {
    "negotiation": TO_NEGOTIATION,
    "redraft": TO_REDRAFT,
    "memo": TO_MEMO,
    "cosign": TO_COSIGN,
    "consolidate": TO_CONSOLIDATE,
    "asked_again": ASKED_AGAIN,
    "signing": TO_SIGNING,
    "archiving": TO_ARCHIVING,
    "in_force": TO_IN_FORCE,
}
OF_A_TEACHER: Final = {
    "new": "",
    "returned": "10-22 10:00  oia_cooperation_officer  return   look_again    -> draft",
    "rejected": "10-22 10:00  oia_cooperation_officer  reject   not_a_school  -> rejected",
    "at_the_chair": "10-22 10:00  oia_cooperation_officer  approve  checked   -> unit_approval",
}


def stand(desk: Desk) -> Mapping[str, str]:
    """The numbers of the cases, by what stands in them."""
    overdue = begin(desk, "faculty.me")
    for day in ("09", "14", "17"):
        desk.answer("clock", "--once", "--now", f"2026-09-{day}T09:00")
    college = {"level": "college", "lead_unit": "coe", "our_signer": "dean"}
    deputy = begin(desk, "faculty.me", at="09-08T09:00", **college)
    deputy.go("09-08 10:00  oia_cooperation_officer  approve  checked  -> unit_approval")
    numbers = {"overdue": overdue.number, "deputy": deputy.number}
    for name, moves in OF_THE_OFFICE.items():
        walk = begin(desk, "oia_cooperation_officer", **TOUCHING if "registrar" in moves else UNIVERSITY)
        walk.go(moves)
        numbers[name] = walk.number
    for name, moves in OF_A_TEACHER.items():
        walk = begin(desk, "faculty.me", at="10-22T09:00")
        walk.go(moves)
        numbers[name] = walk.number
    return {**numbers, **_to_approve_and_sign(desk)}


def _to_approve_and_sign(desk: Desk) -> Mapping[str, str]:
    """Two cases that can be approved together, and one whose approval is signed."""
    together = here()
    signed = together.replace("bulk: approve\n", "").replace("process: batch", "process: signed").replace("批-", "署-")
    signed = signed.replace("    by: chief\n", "    by: chief\n    signature: {level: password}\n")
    numbers = {}
    for key, text, names in (("batch", together, ("together", "together_too")), ("signed", signed, ("to_sign",))):
        desk.answer("definitions", "publish", desk.put(f"{key}.yaml", text.encode()))
        for name in names:
            data = desk.put(f"{name}.json", {"subject": f"示範 {name}", "amount": "100"})
            words = ("case", "start", key, "--as", "oia_cooperation_officer", "--now", TODAY, "--data", data)
            numbers[name] = desk.answer(*words)["number"]
    return numbers
