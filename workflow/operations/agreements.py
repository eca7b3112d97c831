"""What a signed agreement leaves in the register of agreements."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from workflow.core.decision import OperationCall, Step
from workflow.core.fields import to_json
from workflow.store import registers
from workflow.store.engine import Connection

AGREEMENTS: Final = "agreements"


def register_agreement(connection: Connection, step: Step, call: OperationCall, now: datetime) -> None:
    """Keep the named fields and documents under the case number; a second time makes a new version of the row."""
    case = step.after
    data = to_json({name: case.data[name] for name in map(str, call.arguments) if name in case.data})
    files = {name: case.documents[name].sha256 for name in map(str, call.arguments) if name in case.documents}
    registers.put(
        connection,
        AGREEMENTS,
        case.number or str(case.id),
        {**data, "files": files},
        by=step.actor,
        at=now,
        case=case.id,
    )
