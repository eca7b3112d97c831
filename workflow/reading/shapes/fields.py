"""The fields of a form, by type."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workflow.reading.shapes.base import Audience, Code, Day, Dotted, Guard, Label, Name, Number, Shape

Options = Annotated[dict[Code, Label], Field(min_length=1)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class AnyField(Shape):
    """What every field may say; each kind of field narrows `type`."""

    type: str
    label: Label
    help: Label | None = None
    required: bool = False
    required_when: Guard | None = None
    personal: Name | None = Field(None, description="個人資料類別 / class of personal data")
    hide_from: list[Audience | Literal["partner"]] = []
    lookup: Dotted | None = Field(None, description="由登錄帶入 / filled from a register row")


class TextField(AnyField):
    type: Literal["text", "longtext"]
    min_length: Count | None = None
    max_length: Count | None = None
    default: str | None = None


class EmailField(AnyField):
    type: Literal["email"]


class IntField(AnyField):
    type: Literal["int"]
    min: int | None = None
    max: int | None = None
    default: int | None = None


class DecimalField(AnyField):
    type: Literal["decimal", "money"]
    min: Number | None = None
    max: Number | None = None
    default: Number | None = None


class BoolField(AnyField):
    type: Literal["bool"]
    default: bool | None = None


class DateField(AnyField):
    type: Literal["date"]
    default: Day | None = None


class EnumField(AnyField):
    type: Literal["enum"]
    options: Options
    default: Code | None = None


class EnumColumn(EnumField):
    """An enum of a register; `from_country` names the column of the country from which the region follows."""

    from_country: Name | None = None


class MultiField(AnyField):
    type: Literal["multi"]
    options: Options


class RefField(AnyField):
    """A row of a register."""

    type: Literal["ref"]
    of_register: Name = Field(alias="register")


class HolderField(AnyField):
    type: Literal["unit", "person"]


class CountryField(AnyField):
    """A country by its two letters in ISO 3166."""

    type: Literal["country"]


class GroupField(AnyField):
    type: Literal["group"]
    fields: Annotated[dict[Name, AField], Field(min_length=1)]


class TableField(AnyField):
    type: Literal["table"]
    fields: Annotated[dict[Name, AField], Field(min_length=1)]
    min_rows: Count | None = None
    max_rows: Count | None = None


PlainField = (
    TextField
    | EmailField
    | IntField
    | DecimalField
    | BoolField
    | DateField
    | EnumField
    | MultiField
    | HolderField
    | CountryField
)
AField = Annotated[PlainField | RefField | GroupField | TableField, Field(discriminator="type")]
AColumn = Annotated[
    TextField
    | EmailField
    | IntField
    | DecimalField
    | BoolField
    | DateField
    | EnumColumn
    | MultiField
    | HolderField
    | CountryField,
    Field(discriminator="type"),
]

GroupField.model_rebuild()
TableField.model_rebuild()
