"""What actions beside answering ask for, as fields like those of any form, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from workflow.core.deadlines import SPEED_CLASSES
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import HOLDER, FieldSpec, Option
from workflow.core.inputs import read_reason
from workflow.core.text import Text
from workflow.core.turn import Turn

WHO: Final = FieldSpec("who", "enum", Text("交給", "Hand to"), required=True)
UNTIL: Final = FieldSpec("until", "date", Text("暫停到哪一天", "On hold until"), required=True)
DAYS: Final = FieldSpec("days", "int", Text("展期天數", "Days"), required=True, minimum=1)
SPEED: Final = FieldSpec(
    "speed",
    "enum",
    Text("速別", "Speed"),
    required=True,
    options=tuple(Option(known.code, known.label) for known in SPEED_CLASSES.values()),
)
TOLD: Final = FieldSpec("who", HOLDER, Text("知會對象", "Whom to tell"), required=True)
ADDRESS: Final = FieldSpec(
    "address", "email", Text("寄到其他信箱（不填：原信箱）", "Another address (empty: the same as before)")
)

PLACE: Final = FieldSpec("place", "text", Text("紙本存放處", "Where the paper is"), required=True, max_length=100)
INTO: Final = FieldSpec("into", "text", Text("主案案號", "Number of the leading case"), required=True, max_length=100)
SIGNER: Final = FieldSpec("signer", "person", Text("紙本簽名者", "Who signed on paper"), required=True)
SIGNED_ON: Final = FieldSpec("signed_on", "date", Text("簽名日期", "Signed on"), required=True)

FIELDS: Final[Mapping[str, tuple[FieldSpec, ...]]] = MappingProxyType(
    {
        "transfer": (WHO,),
        "reassign": (WHO,),
        "hold": (UNTIL,),
        "resume": (),
        "extend": (DAYS,),
        "change_speed": (SPEED,),
        "inform": (TOLD,),
        "acknowledge": (),
        "remind": (),
        "reopen": (),
        "send_link": (ADDRESS,),
        "revoke_link": (),
        "to_paper": (PLACE,),
        "to_online": (),
        "merge": (INTO,),
        "split": (),
    }
)
"""By action, before the options and bounds of the moment are filled in."""
NEEDS_REASON: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "transfer": True,
        "reassign": False,
        "hold": True,
        "resume": False,
        "extend": True,
        "change_speed": True,
        "inform": False,
        "acknowledge": False,
        "remind": False,
        "reopen": True,
        "send_link": False,
        "revoke_link": True,
        "to_paper": True,
        "to_online": True,
        "merge": True,
        "split": True,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The values by field, and what was written."""

    values: Mapping[str, object]
    reason: str | None


def read_aside(turn: Turn, specs: Sequence[FieldSpec]) -> Asked:
    """Raises Invalid with everything that must be corrected. A holder stays as it was written."""
    given = {name: value for name, value in turn.command.input.items() if name not in {"reason", "opinion"}}
    typed = [replace(spec, type="text") if spec.type == HOLDER else spec for spec in specs]
    parsed = parse_fields(typed, given, world=Lookups(), complete=True, current={})
    reason, problems = read_reason(turn.command.input, required=NEEDS_REASON[turn.command.action])
    unwanted = tuple(FieldProblem(name, "unknown_field") for name in turn.command.files)
    if parsed.problems or problems or unwanted:
        raise Invalid(*parsed.problems, *problems, *unwanted)
    return Asked(parsed.values, reason)
