"""What versions published before registers had columns still call; no new version may."""

from __future__ import annotations

from typing import Final

from workflow.core.decision import Step
from workflow.core.effects import EffectRule
from workflow.core.fields import to_json
from workflow.core.registers import keys_of
from workflow.operations.setting import Setting
from workflow.store import registers
from workflow.store.engine import Connection

AGREEMENTS: Final = "agreements"


def register_agreement(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    """Keep the named fields and documents under the case number; a second time makes a new version of the row."""
    case, names = step.after, [name for name, _ in rule.given]
    data = to_json({name: case.data[name] for name in names if name in case.data})
    files = {name: case.documents[name].sha256 for name in names if name in case.documents}
    code, row, spec = case.number or str(case.id), {**data, "files": files}, setting.registers.get(AGREEMENTS)
    keys = keys_of(spec, {**row, spec.key_column: code}) if spec is not None else ()
    registers.put(connection, AGREEMENTS, code, row, by=step.actor, at=setting.now, case=case.id, keys=keys)
