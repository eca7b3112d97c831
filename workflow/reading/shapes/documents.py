"""The documents of a process: uploaded, or made from its data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workflow.reading.shapes.base import Audience, Code, Dotted, Label, Name, Shape, Words, as_list


class Upload(Shape):
    """上傳的文件 / An uploaded file."""

    source: Literal["upload"] = Field(description="上傳 / uploaded")
    label: Label = Field(description="文件名稱 / name of the document")
    accept: list[Code] = Field(min_length=1, description="可收的檔案種類 / kinds of files taken")
    hide_from: list[Audience | Literal["partner"]] = Field([], description="不給誰看 / who does not see it")


class APart(Shape):
    """文件的一段；可用 {欄位} / One part of a document; its texts may hold {fields}."""

    title: Label | None = Field(None, description="段名 / heading")
    text: Label | None = Field(None, description="文字，一行一段 / text, a paragraph in each line")
    fields: list[Dotted] = Field([], description="列出的欄位 / fields shown")
    table: Dotted | None = Field(None, description="列出的表格欄位 / table field shown row by row")
    columns: list[Name] = Field([], description="表格的哪些欄；不寫為全部 / columns of the table; none named: all")
    opinions: bool = Field(False, description="列出會辦意見與回應 / lists the opinions and the replies to them")
    checklist: Name | None = Field(None, description="列出檢核表與誰勾的 / lists this checklist and who ticked it")


Way = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Ways = Annotated[list[Way], BeforeValidator(as_list, json_schema_input_type=Way | list[Way])]


class AnIssue(Shape):
    """函稿判行後怎麼辦 / What is decided about a letter."""

    issued_by: Annotated[Ways, Field(min_length=1)] = Field(
        description="哪些答覆是發文，寫 狀態.答覆 / answers by which it goes out, `state.answer`"
    )
    held_by: Ways = Field([], description="哪些答覆是緩發 / answers by which it waits")
    dropped_by: Ways = Field([], description="哪些答覆是不發 / answers by which it never goes out")
    mail_to: Dotted | None = Field(
        None, description="電子郵件地址的欄位；不寫或空白為郵寄 / field of the address; without it, by post"
    )


class Render(Shape):
    """由系統產生的文件；文字可用 {欄位} / A document made from the data; its texts may hold {fields}."""

    source: Literal["render"] = Field(description="系統產生 / made here")
    label: Label = Field(description="文件名稱 / name of the document")
    layout: Name = Field(description="版面名稱 / name of the layout")
    language: Literal["zh-TW", "en", "both"] = Field(
        "zh-TW", description="語言；both 先中後英 / language; `both`: Chinese, then English"
    )
    fields: list[Dotted] = Field([], description="列出的欄位 / fields shown")
    freeze_on: Name | None = Field(None, description="進入哪個狀態時定稿 / fixed on entering this state")
    hide_from: list[Audience | Literal["partner"]] = Field([], description="不給誰看 / who does not see it")
    doc_no: Words | None = Field(
        None, description="文號，如 國字第{roc_year}{seq:4}號 / number, such as L-{year}-{seq:3}"
    )
    title: Label | None = Field(None, description="標題；不寫為文件名稱 / heading; else the name of the document")
    to: Label | None = Field(None, description="受文者 / addressee of a letter")
    salutation: Label | None = Field(
        None, description="稱謂；有稱謂為箋函，無為公函 / salutation; without one, an official letter"
    )
    text: Label | None = Field(None, description="本文，一行一段 / text, a paragraph in each line")
    table: Dotted | None = Field(None, description="列出的表格欄位 / table field shown row by row")
    columns: list[Name] = Field([], description="表格的哪些欄；不寫為全部 / columns of the table; none named: all")
    opinions: bool = Field(False, description="列出會辦意見與回應 / lists the opinions and the replies to them")
    checklist: Name | None = Field(None, description="列出檢核表與誰勾的 / lists this checklist and who ticked it")
    sections: list[APart] = Field([], description="其後各段 / the parts that follow")
    closing: Label | None = Field(None, description="結尾敬語 / complimentary close of a letter")
    signed_by: Label | None = Field(None, description="署名，一行一項 / who signs, a line each")
    copies: Label | None = Field(None, description="副本 / who gets copies of a letter")
    enclosed: Label | None = Field(None, description="附件 / what is enclosed with a letter")
    issue: AnIssue | None = Field(None, description="判行：發、緩發、不發 / going out, waiting, not going out")


ADocument = Annotated[Upload | Render, Field(discriminator="source")]
