"""The fields of a form, by type."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflow.reading.shapes.base import Audience, Code, Day, Dotted, Guard, Label, Name, Number, Shape, Span

Options = Annotated[dict[Code, Label], Field(min_length=1)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class AnyField(Shape):
    """所有欄位共用的寫法 / What every field may say."""

    type: str = Field(description="欄位種類 / kind of field")
    label: Label = Field(description="欄位名稱 / name of the field")
    help: Label | None = Field(None, description="填寫說明 / how to fill it in")
    required: bool = Field(False, description="必填 / must be filled in")
    required_when: Guard | None = Field(None, description="條件成立時必填 / must be filled in when this holds")
    personal: Name | None = Field(None, description="個人資料類別 / class of personal data")
    hide_from: list[Audience | Literal["partner"]] = Field([], description="不給誰看 / who does not see it")
    lookup: Dotted | None = Field(
        None,
        description="由登錄帶入；或寫 日期欄.workdays_until：交件時距該日幾個工作天 / "
        "filled from a register row; or DATE.workdays_until: working days left to it when it is handed in",
    )


class TextField(AnyField):
    """文字：`text` 一行，`longtext` 多行 / One line, or several."""

    type: Literal["text", "longtext"] = Field(description="文字 / text")
    min_length: Count | None = Field(None, description="最少字數 / fewest characters")
    max_length: Count | None = Field(None, description="最多字數 / most characters")
    default: str | None = Field(None, description="預設值 / value at the start")


class EmailField(AnyField):
    """電子郵件 / An e-mail address."""

    type: Literal["email"] = Field(description="電子郵件 / e-mail")


class IntField(AnyField):
    """整數 / A whole number."""

    type: Literal["int"] = Field(description="整數 / whole number")
    min: int | None = Field(None, description="最小 / least")
    max: int | None = Field(None, description="最大 / most")
    default: int | None = Field(None, description="預設值 / value at the start")


class DecimalField(AnyField):
    """小數或金額；數字加引號 / A decimal or an amount of money; numbers are quoted."""

    type: Literal["decimal", "money"] = Field(description="小數或金額 / decimal or money")
    min: Number | None = Field(None, description="最小 / least")
    max: Number | None = Field(None, description="最大 / most")
    default: Number | None = Field(None, description="預設值 / value at the start")


class BoolField(AnyField):
    """是否：一個勾選格 / A box to tick."""

    type: Literal["bool"] = Field(description="是否 / true or false")
    default: bool | None = Field(None, description="預設值 / value at the start")


class DateField(AnyField):
    """日期 / A day."""

    type: Literal["date"] = Field(description="日期 / day")
    default: Day | None = Field(None, description="預設值 / value at the start")


class EnumField(AnyField):
    """單選 / One of several options."""

    type: Literal["enum"] = Field(description="單選 / one option")
    options: Options = Field(description="選項：代碼與名稱 / codes and their names")
    default: Code | None = Field(None, description="預設選項 / option at the start")


class EnumColumn(EnumField):
    """登錄裡的單選欄 / An option in a register."""

    from_country: Name | None = Field(
        None, description="由哪個國家欄推得地區 / column of the country from which the region follows"
    )


class CountedMap(Shape):
    """由另一欄推算的日期：`days`、`months` 二者擇一 / A day counted from another column, by `days` or by `months`."""

    start: Name = Field(alias="from", description="從哪個日期欄起算 / column of the day that it is counted from")
    span: Span | None = Field(None, description="多久，如 1cd、12mo / how long, such as `1cd` or `12mo`")
    months: Name | None = Field(None, description="月數所在的欄 / column that holds the number of months")
    backwards: bool = Field(False, description="往前推算 / counted backwards")

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.span is None) == (self.months is None) or (self.span or "cd")[-2:] not in {"cd", "mo"}:
            raise PydanticCustomError("counted_needs_one", "a span in cd or mo, or months")
        return self


class DateColumn(DateField):
    """登錄裡的日期欄 / A day in a register."""

    counted: CountedMap | None = Field(
        None, description="由別的欄推算，不必填 / counted from other columns, never given"
    )


class MultiField(AnyField):
    """複選 / Any of several options."""

    type: Literal["multi"] = Field(description="複選 / several options")
    options: Options = Field(description="選項：代碼與名稱 / codes and their names")


class RefField(AnyField):
    """從登錄選一列 / A row of a register."""

    type: Literal["ref"] = Field(description="登錄的一列 / row of a register")
    of_register: Name = Field(alias="register", description="登錄代碼 / key of the register")


class UnitField(AnyField):
    """單位，由組織資料選 / A unit of the organisation."""

    type: Literal["unit"] = Field(description="單位 / unit")
    units: list[Code] = Field([], description="只能選這些單位 / only these units")
    level: int | None = Field(None, ge=0, le=9, description="只能選這一層的單位 / only units of this level")


class PersonField(AnyField):
    """人員，由組織資料選 / A person of the organisation."""

    type: Literal["person"] = Field(description="人員 / person")


class CountryField(AnyField):
    """國家或地區：ISO 3166 兩碼 / A country by its two letters in ISO 3166."""

    type: Literal["country"] = Field(description="國家或地區 / country")


class GroupField(AnyField):
    """一組欄位 / Fields that belong together."""

    type: Literal["group"] = Field(description="一組 / group")
    fields: Annotated[dict[Name, AField], Field(min_length=1)] = Field(description="其中的欄位 / its fields")


class TableField(AnyField):
    """表格：每列同樣的欄位 / Rows with the same fields."""

    type: Literal["table"] = Field(description="表格 / table")
    fields: Annotated[dict[Name, AField], Field(min_length=1)] = Field(description="每列的欄位 / fields of a row")
    min_rows: Count | None = Field(None, description="最少列數 / fewest rows")
    max_rows: Count | None = Field(None, description="最多列數 / most rows")


PlainField = (
    TextField
    | EmailField
    | IntField
    | DecimalField
    | BoolField
    | DateField
    | EnumField
    | MultiField
    | UnitField
    | PersonField
    | CountryField
)
AField = Annotated[PlainField | RefField | GroupField | TableField, Field(discriminator="type")]
AColumn = Annotated[
    TextField
    | EmailField
    | IntField
    | DecimalField
    | BoolField
    | DateColumn
    | EnumColumn
    | MultiField
    | UnitField
    | PersonField
    | CountryField
    | RefField,
    Field(discriminator="type"),
]

GroupField.model_rebuild()
TableField.model_rebuild()
