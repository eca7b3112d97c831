"""The ends of a process, and what begins when a case comes to one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workflow.reading.shapes.base import Dotted, Label, Name, Shape, Span


class SpawnMap(Shape):
    """案件在此結束時，同一交易內立即開始的後續案件 / The case that begins at once when a case ends here."""

    process: Name = Field(description="後續案件的流程 / its process")
    each: Dotted | None = Field(
        None, description="此表格的每一列各開始一件 / a case for each row of this table begins instead"
    )
    given: dict[Name, Dotted] = Field(
        {},
        alias="with",
        description="後續案件的欄位 ← 本案的欄位，number 為案號，逐列時為 `row.欄位` / "
        "field of the new case ← field of this one, `number`, or `row.…` of its row",
    )


class ObligationMap(SpawnMap):
    """結案後還要做完的一件事，成為自己的案件 / A duty that the end leaves, as a case of its own."""

    values: dict[Name, str | int | bool] = Field(
        {}, alias="set", description="後續案件的欄位 ← 值 / field of the new case ← value"
    )
    within: Span | None = Field(None, description="結案後多久之內 / so long after the end")
    due: Name = Field(
        "due_on", description="期限寫入後續案件的這個日期欄位 / date field of the new case that takes the last day"
    )


class EndState(Shape):
    """結束 / An end."""

    type: Literal["end"] = Field(description="結束 / end")
    label: Label = Field(description="狀態名稱 / name of the state")
    help: Label | None = Field(None, description="畫面上的說明 / what the page explains")
    outcome: Literal["approved", "rejected", "cancelled", "lapsed", "discarded", "merged"] = Field(
        description="結果 / how the case ended"
    )
    spawn: SpawnMap | None = Field(None, description="後續案件 / the case that follows")
    obligations: list[ObligationMap] = Field(
        [], description="結案後的義務，各為一件 / duties that are left, a case each"
    )
