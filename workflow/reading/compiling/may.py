"""Further actions of holders: what the state says, else what the file says for all."""

from __future__ import annotations

from workflow.core.findings import Path
from workflow.core.further import InfoRule
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.states import Human, InfoOptions, May, MayMap, ParallelState


def compile_may(
    sheet: Worksheet, state: Human, shape: ProcessFile, path: Path
) -> tuple[tuple[str, ...], InfoRule | None]:
    """Units are added to blocks alone: elsewhere the defaults of the file do not say it, and a state must not."""
    own, inside = state.may is not None, isinstance(state, ParallelState)
    may, at = (state.may, path) if own else (shape.defaults.may, ("defaults",))
    codes = _codes(may)
    if own and "add_unit" in codes and not inside:
        sheet.error("L01", "unit_outside_block", (*path, "may"))
    info = may.request_info if isinstance(may, MayMap) else None
    files = info.files if isinstance(info, InfoOptions) else []
    sheet.names("document", files, shape.documents, (*at, "may", "request_info", "files"))
    rule = InfoRule(info.clock, tuple(files)) if info is not None else None
    return tuple(code for code in codes if inside or code != "add_unit"), rule


def _codes(may: May | None) -> tuple[str, ...]:
    if isinstance(may, MayMap):
        return tuple(name for name in MayMap.model_fields if getattr(may, name) is not None)
    return tuple(dict.fromkeys(may or ()))
