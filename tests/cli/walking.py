"""Walking a case through its process by commands, each move on one line and as the post that makes it.

    09-02 11:00  dean.coe  approve            -> negotiation
    09-02 11:00  dean.coe  return  to_draft   -> refused unknown_case

reads: on 2 September 2026 at 11:00 in Taipei the login does the action with the named input, and the case then stands
in that state, or the command is refused with that code (for fields: `field: code`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.cli.running import DATA, Desk

PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF
"""

UNIVERSITY: Final = {"level": "university", "lead_unit": "oia", "our_signer": "president", "partner_unit": None}

INPUTS: Final[Mapping[str, Mapping[str, object]]] = {
    "checked": {"checklist": "all"},
    "reply": {"partner_replied_on": "2026-09-08"},
    "memo": {"memo_subject": "為簽訂合作備忘錄一案，簽請核示。", "memo_proposal": "奉核可後辦理用印及簽署。"},
    "as_proposed": {"reason": "如擬"},
    "sealed": {"our_signed_on": "2026-10-21"},
    "signed_there": {"partner_signed_on": "2026-10-22"},
    "filing": {"validity": {"valid_from": "2027-02-01", "valid_until": "2032-01-31"}, "original_location": "oia"},
    "not_a_school": {"reason": "對方不是正式學校"},
    "their_president_left": {"reason": "對方校長異動"},
    "look_again": {"reason": "名冊要再查"},
    "clause_missing": {"reason": "第五條須加終止條款"},
    "name_the_source": {"reason": "經費來源請寫明"},
    "both_answered": {"answers": {"legal": "已補", "accounting": "已寫明"}},
    "more_money": {"amount": "80000", "answers": {"legal": "已補", "accounting": "已寫明"}},
    "to_consolidate": {"reason": "金額請再確認", "to": "consolidate", "resume": "rewalk"},
    "complete_on_10": {"moe_filing_no": "南臺國字第 1150001 號", "moe_complete_on": "2026-09-10"},
    "complete_on_20": {"moe_complete_on": "2026-09-20"},
    "more_papers": {"moe_letter_no": "臺教文字第 1 號", "moe_letter_on": "2026-09-14"},
    "ministry_agrees": {"moe_letter_no": "臺教文字第 2 號", "moe_letter_on": "2026-09-30"},
}

FILES: Final[Mapping[str, str]] = {
    "reply": "partner_reply",
    "filing": "signed",
    "complete_on_10": "moe_form",
    "complete_on_20": "moe_form",
}


@dataclass(frozen=True)
class Move:
    """One line of a walk."""

    at: str
    login: str
    action: str
    input: str | None
    expected: str

    @classmethod
    def read(cls, line: str) -> Move:
        done, _, expected = line.partition("->")
        day, hour, login, action, *given = done.split()
        return cls(f"2026-{day}T{hour}", login, action, given[0] if given else None, expected.strip())


@dataclass(frozen=True)
class Walk:
    """A case that was started, and the desk at which its commands are given."""

    desk: Desk
    number: str

    def go(self, moves: str) -> Any:
        """Every move as the commands answer it; the case as the last one left it."""
        case: Any = None
        for line in filter(None, map(str.strip, moves.splitlines())):
            move = Move.read(line)
            case = self.make(move)
            assert outcome(case) == move.expected, f"{line}, but {outcome(case)}"
        return case

    def make(self, move: Move) -> Any:
        refused = move.expected.startswith("refused")
        words = ("case", "act", self.number, move.action, "--as", move.login, "--now", move.at)
        return self.desk.answer(*words, *self._given(move.input), code=1 if refused else 0)

    def show(self, *words: object) -> Any:
        return self.desk.answer("case", "show", self.number, *words)

    def open(self) -> set[str]:
        return {f"{task['state']}.{task['key']}" for task in self.show()["tasks"]}

    def statuses(self) -> dict[str, str]:
        """The newest status of each place that decided."""
        return {f"{it['state']}.{it['key']}": it["status"] for it in self.show()["decisions"]}

    def _given(self, name: str | None) -> Iterator[object]:
        if name is None:
            return
        yield from ("--data", self.desk.put(f"{name}.json", INPUTS[name]))
        if name in FILES:
            yield from ("--file", f"{FILES[name]}={pdf(self.desk, FILES[name])}")


def begin(desk: Desk, login: str, *, at: str = "09-01T09:00", **changed: object) -> Walk:
    """A case submitted by a login; a value of None leaves a field of the usual form out."""
    data = {name: value for name, value in {**DATA, **changed}.items() if value is not None}
    words = ("case", "start", "agreement_signing", "--as", login, "--now", f"2026-{at}")
    draft = f"draft={pdf(desk, 'draft')}"
    return Walk(desk, desk.answer(*words, "--data", desk.put("new.json", data), "--file", draft)["number"])


def pdf(desk: Desk, name: str) -> Path:
    return desk.put(f"{name}.pdf", PDF + f"% {name}\n".encode())


def outcome(answer: Any) -> str:
    """The state of a case, or why a command was refused."""
    if "refusals" in answer:
        return "refused " + ", ".join(refusal["code"] for refusal in answer["refusals"])
    if "fields" in answer:
        problems = [f"{problem['field']}: {problem['code']}" for problem in answer["fields"]]
        return "refused " + ", ".join(dict.fromkeys(problems))
    return str(answer["state"])
