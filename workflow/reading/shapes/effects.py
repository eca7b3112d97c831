"""What an answer has done inside its step: operations, each with what it is given."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workflow.reading.shapes.base import Dotted, Name, Shape

Literally = str | int | bool | list[str]


class RegisterEffect(Shape):
    """寫入登錄的作業共用的寫法 / What operations on registers share."""

    of_register: Name = Field(alias="register", description="登錄代碼 / key of the register")
    key: Dotted = Field(
        description="哪一列：`number` 為本案案號，或 data.欄位、row.欄位 / "
        "which row: `number` is the number of this case, or data.FIELD, row.FIELD"
    )
    given: dict[Name, Dotted] = Field(
        {},
        alias="with",
        description="登錄的欄 ← 本案的欄位或文件（存其 SHA-256），each 時可寫 row.欄位 / "
        "column ← field or document of this case (its SHA-256 is kept) or `number`, with `each` also row.FIELD",
    )
    fixed: dict[Name, Literally] = Field({}, alias="set", description="登錄的欄 ← 固定的值 / column ← literal")
    each: Dotted | None = Field(
        None,
        description="表格欄位：每列寫一筆，案號後加 .1、.2 / a table field: one row for each of its rows, "
        "with .1, .2 after the number",
    )


class PutRow(RegisterEffect):
    """寫一列登錄，已有則整列取代；每一版都留存 / Writes a row, or replaces it; every version is kept."""

    operation: Literal["registers.put"] = Field(description="作業名稱 / name of the operation")


class ChangeRow(RegisterEffect):
    """改已有的一列的幾欄 / Sets columns of a row that is there."""

    operation: Literal["registers.change"] = Field(description="作業名稱 / name of the operation")


class SendSignal(Shape):
    """通知另一件案件：它在等這件事時就往下；已結束時通知接續它的案件 / Tells another case, which goes on if it waits
    for that; where it has ended, those that follow from it are told.
    """

    operation: Literal["signals.send"] = Field(description="作業名稱 / name of the operation")
    signal: Name = Field(description="通知的名稱 / what is told")
    key: Dotted = Field(
        description="哪一件：data.欄位，內容為案號，或登錄的一列（寫它的案件）；空白時不通知 / "
        "which: data.FIELD with the number of a case, or with the row of a register that it wrote; nobody when empty"
    )


class RetiredEffect(Shape):
    """以前發布的版本用的作業，新版本不可再用 / What versions published earlier call; no new one may."""

    operation: Literal["agreements.register"] = Field(description="作業名稱 / name of the operation")
    arguments: list[Dotted | int | bool] = Field(
        [], alias="with", description="交給作業的欄位或值 / fields and values handed to it"
    )


class HoldResource(Shape):
    """為本案保留場地、車輛或某人的時間，再保留即取代前次，沒有選就不保留 / Holds a room, a car or somebody's time for
    this case; a second time replaces the first, and where nothing is chosen nothing is held."""

    operation: Literal["bookings.hold"] = Field(description="作業名稱 / name of the operation")
    resource: Dotted = Field(
        description="保留什麼：data.參照欄位，或職務角色 / what: data.FIELD of a reference, or an actor who is a post"
    )
    first: Dotted = Field(alias="from", description="起日：data.日期欄 / first day: data.DATE")
    last: Dotted = Field(alias="to", description="迄日，含當日 / last day, with it")


class ReleaseBookings(Shape):
    """釋出本案保留的一切 / Gives free all that this case holds."""

    operation: Literal["bookings.release"] = Field(description="作業名稱 / name of the operation")


AnEffect = Annotated[
    PutRow | ChangeRow | SendSignal | HoldResource | ReleaseBookings | RetiredEffect, Field(discriminator="operation")
]
