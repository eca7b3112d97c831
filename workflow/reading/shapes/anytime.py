"""What may be done at any time, whoever has the case."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workflow.reading.shapes.base import Dotted, Name, Shape, Span


class WithdrawRule(Shape):
    """撤回 / Withdrawing."""

    by: Literal["applicant"] = Field("applicant", description="誰可撤回 / who may")
    before: Name = Field(description="進入此狀態之前 / until the case comes here")
    to: Name = Field(description="撤回後的結束狀態 / the end it leads to")


class TakeBackRule(Shape):
    """取回剛送出的 / Taking back what was just sent."""

    within: Span = Field(description="多久之內 / so long")


class CommentRule(Shape):
    """承辦人與申請人可留言 / Holders and the applicant may comment."""


class RemindRule(Shape):
    """申請人與流程負責人可催辦 / The applicant and the owner may urge whoever has the case."""

    every: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}wd$")] = Field(
        description="同一待辦每隔幾個工作天一次 / for each task once in so many working days"
    )


class PaperRuleMap(Shape):
    """線上轉紙本：核准與會辦可改在紙本上簽，再代為登錄 / Steps of approval may go on on paper."""

    by: Name = Field(description="登錄紙本簽核的角色 / actor who records what was signed")
    scan: Name = Field(description="掃描檔的文件 / document that takes the scan")


class MergeRuleMap(Shape):
    """併案：承辦同時持有兩件時，後案併入前案 / Whoever holds both may join a case to another of the same process."""

    by: Name = Field(description="誰可併案：持有待辦的角色 / actor whose holder may join them")
    same: list[Dotted] = Field([], description="兩案須相同的欄位 / fields in which both must hold the same")
    before: Name = Field(description="任一案進入此狀態之前 / until either case comes here")
    to: Name = Field(description="併入後的結束狀態，outcome 為 merged / the end of the joined case, `merged`")


class Anytime(Shape):
    """隨時可做的 / What may be done at any time."""

    withdraw: WithdrawRule | None = Field(None, description="撤回 / withdraw")
    take_back: TakeBackRule | None = Field(None, description="取回 / take back")
    comment: CommentRule | None = Field(None, description="留言 / comment")
    remind: RemindRule | None = Field(None, description="催辦 / urge")
    merge: MergeRuleMap | None = Field(None, description="併案 / join cases")
    paper: PaperRuleMap | None = Field(None, description="線上轉紙本 / a step goes on on paper")
