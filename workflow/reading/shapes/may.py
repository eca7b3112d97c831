"""What holders of a task may do beside answering it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from workflow.reading.shapes.base import Name, Shape


class InfoOptions(Shape):
    """請求補充資料的選項 / Options of asking for information."""

    clock: Literal["stopped", "running"] | None = Field(
        None, description="等候時停錶與否；未寫：問申請人時停 / unwritten: stopped while the applicant is asked"
    )
    files: list[Name] = Field([], description="可附的文件 / documents that the answer may bring")


class NoOptions(Shape):
    """不帶選項的動作 / An action that is allowed as it is."""


class TransferOptions(Shape):
    """轉辦的選項 / Options of handing a task over."""

    elsewhere: bool = Field(
        False, description="也可轉給他單位同職務的人 / also to holders of the same post in another unit"
    )


class HoldOptions(Shape):
    """暫停的選項 / Options of a hold."""

    most: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}wd$")] = Field(
        "10wd", description="一件待辦合計最多幾個工作天 / so many working days in all, for one task"
    )


class MayMap(Shape):
    """可另採的動作與選項 / Further actions with their options."""

    request_info: InfoOptions | None = Field(None, description="請求補充資料 / ask for information")
    delegate: NoOptions | None = Field(None, description="委派他人準備答覆 / let somebody prepare the answer")
    add_signer: NoOptions | None = Field(
        None,
        description="加簽：先簽、後簽或並簽；可再撤回 / add a signer before, after or beside; may be removed again",
    )
    add_unit: NoOptions | None = Field(
        None, description="加會單位；可再撤回 / add a unit to the consultation; may be removed again"
    )
    transfer: TransferOptions | None = Field(
        None, description="轉辦給同職務的人 / hand the task to another holder of the post"
    )
    hold: HoldOptions | None = Field(None, description="暫停計時並寫明原因 / stop the clock, with a reason")
    change_speed: NoOptions | None = Field(None, description="改公文速別 / change the class of speed")
    inform: NoOptions | None = Field(None, description="知會他人 / let somebody know")


MayAction = Literal["request_info", "delegate", "add_signer", "add_unit", "transfer", "hold", "change_speed", "inform"]


def _may_form(value: Any) -> str:
    return "<list>" if isinstance(value, list) else "<map>"


May = Annotated[Annotated[list[MayAction], Tag("<list>")] | Annotated[MayMap, Tag("<map>")], Discriminator(_may_form)]
