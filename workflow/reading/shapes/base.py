"""What all files share: strict models, texts in two languages, and names, dates and times as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from workflow.core.durations import BadTime, parse_duration
from workflow.core.text import Text
from workflow.core.timerules import parse_time_rule

LONGEST_NAME: Final = 60


class Shape(BaseModel):
    """A mapping of a file: unknown keys and converted types are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Label(Shape):
    """兩種語言的文字 / A text in both languages."""

    zh: Words = Field(alias="zh-TW", description="正體中文 / Traditional Chinese")
    en: Words = Field(description="英文 / English")

    def text(self) -> Text:
        return Text(self.zh, self.en)


def _checked(parse: Callable[[str], object]) -> AfterValidator:
    """A text that core can read; it stays text, so that the fingerprint of a definition is that of what was written."""

    def check(value: str) -> str:
        try:
            parse(value)
        except BadTime as error:
            params = {"column": getattr(error, "column", 1), **error.params}
            raise PydanticCustomError(f"time_{error.code}", "not a time", params) from error
        return value

    return AfterValidator(check)


def _told_as(kind: str) -> Any:
    """What kind of text it is, for the readers of the JSON Schema."""
    return Field(json_schema_extra={"format": kind})


def _real_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "date", {"found": value}) from error
    return value


def _share_or_moment(value: str) -> object:
    return parse_time_rule(value, percent=True)


def as_list(value: Any) -> Any:
    """One word where a list may stand."""
    return [value] if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    return str(value) if type(value) is int else value


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=LONGEST_NAME)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=LONGEST_NAME)]
Dotted = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=200)]
DataPath = Annotated[
    str, StringConstraints(pattern=r"^data(\.[a-z][a-z0-9_]*)+$", max_length=200), _told_as("data-path")
]
Names = Annotated[list[Name], Field(min_length=1)]
OneOrMore = Annotated[Names, BeforeValidator(as_list, json_schema_input_type=Name | Names)]

Day = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real_date), _told_as("date")
]
Span = Annotated[str, _checked(parse_duration), _told_as("span")]
Moment = Annotated[str, _checked(parse_time_rule), _told_as("moment")]
ShareOrMoment = Annotated[str, _checked(_share_or_moment), _told_as("share-or-moment")]
Guard = Annotated[str, StringConstraints(min_length=1, max_length=2000), _told_as("condition")]
Number = Annotated[
    str,
    BeforeValidator(_as_text, json_schema_input_type=int | str),
    StringConstraints(pattern=r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", max_length=24),
]
Version = Annotated[int, Field(ge=1, le=9999)]
Audience = Literal["applicant", "holder", "past_actor", "informed", "auditor"]


class Effective(Shape):
    """新案可依本版起案的期間 / The days on which new cases may begin under this version."""

    begins: Day = Field(alias="from", description="生效日 / first day")
    ends: Day | None = Field(None, alias="to", description="末日 / last day")
