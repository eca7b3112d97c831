"""Further actions of holders: what the state says, else what the file says for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflow.core.definition import Branch, State
from workflow.core.durations import parse_duration
from workflow.core.findings import Path
from workflow.core.further import HoldRule, InfoRule
from workflow.reading.compiling.outcomes import codes_of
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.may import HoldOptions, InfoOptions, May, MayMap
from workflow.reading.shapes.process import ApplicantActor, MatrixActor, ProcessFile
from workflow.reading.shapes.states import ApproveState, ExternalState, Human, ParallelState

UNSUITED: Final = {"add_unit": "unit_outside_block", "transfer": "cannot_be_handed_on"}
"""What some states cannot have: the defaults of the file do not say it there, and a state must not."""


def compile_may(sheet: Worksheet, state: Human, shape: ProcessFile, path: Path, done: State) -> State:
    """The state with its further actions and their options."""
    own = state.may is not None
    may, at = (state.may, path) if own else (shape.defaults.may, ("defaults",))
    codes = _codes(may)
    unsuited = [code for code in codes if code in UNSUITED and not _suits(code, state, shape)]
    for code in unsuited if own else ():
        sheet.error("L01", UNSUITED[code], (*path, "may"))
    if "add_unit" in codes and isinstance(state, ParallelState) and not _a_unit_can_answer(state, done.branches):
        sheet.error("L05", "unit_cannot_answer", path)
    for code in codes:
        if code in codes_of(state):
            sheet.error("L01", "may_is_outcome", (*at, "may"), params={"name": code})
    codes = tuple(code for code in codes if code not in unsuited)
    return replace(
        done,
        may=codes,
        info=_info(sheet, may, shape, (*at, "may", "request_info", "files")),
        hold=HoldRule(parse_duration(_hold(may).most)) if "hold" in codes else None,
        hands_elsewhere=isinstance(may, MayMap) and may.transfer is not None and may.transfer.elsewhere,
    )


def _info(sheet: Worksheet, may: May | None, shape: ProcessFile, path: Path) -> InfoRule | None:
    info = may.request_info if isinstance(may, MayMap) else None
    files = info.files if isinstance(info, InfoOptions) else []
    sheet.names("document", files, shape.documents, path)
    return InfoRule(info.clock, tuple(files)) if info is not None else None


def _hold(may: May | None) -> HoldOptions:
    return may.hold if isinstance(may, MayMap) and may.hold is not None else HoldOptions()


def _suits(code: str, state: Human, shape: ProcessFile) -> bool:
    """Units are added to blocks alone. What the applicant does, what the authority table gives to a post, and
    a vote, is nobody else's."""
    if code == "add_unit":
        return isinstance(state, ParallelState)
    if isinstance(state, ApproveState) and state.vote.order == "parallel":
        return False
    asked = [shape.actors.get(name) for name in _asked(state)]
    return any(actor is not None and not isinstance(actor, ApplicantActor | MatrixActor) for actor in asked)


def _asked(state: Human) -> Iterator[str]:
    """Everybody who gets a task in the state."""
    if isinstance(state, ParallelState):
        for branch in state.branches.values():
            yield from branch.by
        return
    by = state.desk if isinstance(state, ExternalState) else getattr(state, "by", None)
    yield from [by] if isinstance(by, str) else by or ()


def _a_unit_can_answer(state: ParallelState, branches: tuple[Branch, ...]) -> bool:
    """A unit that is added leads the case nowhere, so it needs an answer by which the block only goes on."""
    outcomes = (outcome for branch in branches[:1] for slot in branch.slots for outcome in slot.outcomes)
    return any(outcome.completes and outcome.code not in state.leave_on for outcome in outcomes)


def _codes(may: May | None) -> tuple[str, ...]:
    if isinstance(may, MayMap):
        return tuple(name for name in MayMap.model_fields if getattr(may, name) is not None)
    return tuple(dict.fromkeys(may or ()))
