"""What is wrong with a table that somebody wanted to bring in, cell by cell."""

from __future__ import annotations

from typing import Any, Final

from web.language import language
from workflow.services.sheets import SheetProblem
from workflow.texts.reports import cell_sentence

MOST_SHOWN: Final = 200


def told(problem: SheetProblem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column or "",
        "value": problem.params.get("value") or "",
        "said": cell_sentence(language(), problem.code, problem.params),
    }
