"""The published office calendars of 2025 to 2027: weekdays off and worked Saturdays."""

from datetime import UTC, date, datetime, time

from workflow.core.calendar import TAIPEI, Calendar, DayRule, Layer
from workflow.core.text import Text

WEEKDAYS_OFF = {
    2025: "1/1 1/27 1/28 1/29 1/30 1/31 2/28 4/3 4/4 5/30 9/29 10/6 10/10 10/24 12/25",
    2026: "1/1 2/16 2/17 2/18 2/19 2/20 2/27 4/3 4/6 5/1 6/19 9/25 9/28 10/9 10/26 12/25",
    2027: "1/1 2/4 2/5 2/8 2/9 2/10 3/1 4/5 4/6 4/30 6/9 9/15 9/28 10/11 10/25 12/24 12/31",
}
WORKED_SATURDAYS = {2025: "2/8", 2026: "", 2027: ""}

HOLIDAY = Text("假日", "Holiday")
MAKE_UP = Text("補行上班日", "Make-up working day")
SCHOOL_BREAK = Text("學校春節假期", "School New Year break")


def days(year: int, written: str) -> set[date]:
    return {date(year, *map(int, day.split("/"))) for day in written.split()}


def layer(key: str, *rules: DayRule, years: tuple[int, int] | None = None) -> Layer:
    return Layer(key, {rule.date: rule for rule in rules}, years)


def day_off(day: date, why: Text = HOLIDAY) -> DayRule:
    return DayRule(day, False, why)


GOVERNMENT = layer(
    "tw-gov",
    *(day_off(day) for year, written in WEEKDAYS_OFF.items() for day in days(year, written)),
    *(DayRule(day, True, MAKE_UP) for year, written in WORKED_SATURDAYS.items() for day in days(year, written)),
    years=(2025, 2027),
)
SCHOOL = layer("stust", *(day_off(date(2026, 2, day), SCHOOL_BREAK) for day in (12, 13)))
OFFICE = Calendar((GOVERNMENT,))
WITH_SCHOOL = Calendar((GOVERNMENT, SCHOOL))


def at(day: str, clock: str = "10:00") -> datetime:
    """A moment given in Taipei time, in UTC as the engine keeps it."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), TAIPEI).astimezone(UTC)
