"""What an effect holds for its case: a row of a register that a field names, or the time of a post."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.core.bookings import FIRST, LAST
from workflow.core.effects import EffectRule
from workflow.core.findings import Path
from workflow.core.recording import DATA
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.effects import HoldResource


def compile_hold(
    sheet: Worksheet, effect: HoldResource, posts: Mapping[str, tuple[str, str]], outcome: str, path: Path
) -> EffectRule:
    """`posts` are the actors who are posts, with the unit of each. `register` and `row` of the rule say which field
    names the resource; a post and its unit stand as `fixed`."""
    days = {f"{DATA}{name}" for name, spec in sheet.fields.items() if spec.type == "date"}
    sheet.name("date", effect.first, days, (*path, "from"))
    sheet.name("date", effect.last, days, (*path, "to"))
    references = {f"{DATA}{name}": spec for name, spec in sheet.fields.items() if spec.type == "ref"}
    sheet.name("resource", effect.resource, (*references, *posts), (*path, "resource"))
    spec, held = references.get(effect.resource), posts.get(effect.resource)
    return EffectRule(
        outcome,
        effect.operation,
        register=(spec.register or "") if spec is not None else "",
        row=effect.resource if spec is not None else "",
        given=((FIRST, effect.first), (LAST, effect.last)),
        fixed=(("post", held[0]), ("of", held[1])) if held is not None else (),
    )
