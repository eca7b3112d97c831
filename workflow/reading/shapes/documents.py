"""The documents of a process: uploaded, or made from its data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workflow.reading.shapes.base import Audience, Code, Dotted, Label, Name, Shape


class Upload(Shape):
    """上傳的文件 / An uploaded file."""

    source: Literal["upload"] = Field(description="上傳 / uploaded")
    label: Label = Field(description="文件名稱 / name of the document")
    accept: list[Code] = Field(min_length=1, description="可收的檔案種類 / kinds of files taken")
    hide_from: list[Audience | Literal["partner"]] = Field([], description="不給誰看 / who does not see it")


class Render(Shape):
    """由系統產生的文件 / A document made from the data."""

    source: Literal["render"] = Field(description="系統產生 / made here")
    label: Label = Field(description="文件名稱 / name of the document")
    layout: Name = Field(description="版面名稱 / name of the layout")
    fields: list[Dotted] = Field([], description="列出的欄位 / fields shown")
    freeze_on: Name | None = Field(None, description="進入哪個狀態時定稿 / fixed on entering this state")
    hide_from: list[Audience | Literal["partner"]] = Field([], description="不給誰看 / who does not see it")


ADocument = Annotated[Upload | Render, Field(discriminator="source")]
