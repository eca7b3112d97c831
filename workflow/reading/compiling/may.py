"""Further actions of holders: what the state says, else what the file says for all."""

from __future__ import annotations

from workflow.core.definition import Branch
from workflow.core.findings import Path
from workflow.core.further import InfoRule
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.states import Human, InfoOptions, May, MayMap, ParallelState


def compile_may(
    sheet: Worksheet, state: Human, shape: ProcessFile, branches: tuple[Branch, ...], path: Path
) -> tuple[tuple[str, ...], InfoRule | None]:
    """Units are added to blocks alone: elsewhere the defaults of the file do not say it, and a state must not."""
    own, inside = state.may is not None, isinstance(state, ParallelState)
    may, at = (state.may, path) if own else (shape.defaults.may, ("defaults",))
    codes = _codes(may)
    if own and "add_unit" in codes and not inside:
        sheet.error("L01", "unit_outside_block", (*path, "may"))
    if "add_unit" in codes and isinstance(state, ParallelState) and not _a_unit_can_answer(state, branches):
        sheet.error("L05", "unit_cannot_answer", path)
    info = may.request_info if isinstance(may, MayMap) else None
    files = info.files if isinstance(info, InfoOptions) else []
    sheet.names("document", files, shape.documents, (*at, "may", "request_info", "files"))
    rule = InfoRule(info.clock, tuple(files)) if info is not None else None
    return tuple(code for code in codes if inside or code != "add_unit"), rule


def _a_unit_can_answer(state: ParallelState, branches: tuple[Branch, ...]) -> bool:
    """A unit that is added leads the case nowhere, so it needs an answer by which the block only goes on."""
    outcomes = (outcome for branch in branches[:1] for slot in branch.slots for outcome in slot.outcomes)
    return any(outcome.completes and outcome.code not in state.leave_on for outcome in outcomes)


def _codes(may: May | None) -> tuple[str, ...]:
    if isinstance(may, MayMap):
        return tuple(name for name in MayMap.model_fields if getattr(may, name) is not None)
    return tuple(dict.fromkeys(may or ()))
