"""What somebody outside may do by a mailed link."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workflow.reading.shapes.base import Dotted, Label, Name, Names, Shape


def _without_words(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return dict.fromkeys(value)
    return value


_GuestWords = Annotated[dict[Name, Label | None], Field(min_length=1)]
GuestMay = Annotated[_GuestWords, BeforeValidator(_without_words, json_schema_input_type=Names | _GuestWords)]


class GuestMap(Shape):
    """對方不必有帳號：憑信中的連結與驗證碼作答，只看得到 `sees` 所列 /
    The other side answers by a mailed link and a code, without an account, and sees only what `sees` lists.
    """

    email: Dotted = Field(description="連結寄到哪個欄位的信箱 / field that holds the address")
    name: Dotted | None = Field(None, description="收件人姓名的欄位 / field that holds the name")
    may: GuestMay = Field(
        description="可作的答覆，可另寫按鈕的字；可加 comment / answers, perhaps with own words; also `comment`"
    )
    sees: list[Dotted] | None = Field(
        None, description="看得到的欄位與文件；未寫：該狀態的 sees / what they see; unwritten: `sees` of the state"
    )
    edits: list[Dotted] = Field([], description="可填的欄位 / fields that they may fill in")
    uploads: list[Name] = Field([], description="可上傳的文件 / documents that they may upload")
    answered_on: Name | None = Field(
        None, description="自動記下答覆日的欄位 / date field that gets the day of the answer"
    )
    within: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}cd$")] = Field(
        "14cd", description="連結有效幾天 / how long a link is good for"
    )
