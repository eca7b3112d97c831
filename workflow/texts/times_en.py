"""What is wrong with a length of time, a time rule, a calendar or a number format, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "bad_duration": (
            "“{source}” is no length of time. Write 6wd, 30cd, 4bh or 12mo",
            "Write a length of time as 6wd, 30cd, 4bh or 12mo",
        ),
        "unknown_unit": (
            "There is no unit “{unit}”. Use wd (working days), cd (calendar days), bh (office hours) or mo (months)"
        ),
        "zero_duration": "A length of time may not be 0",
        "duration_too_long": "A length of time may be at most {longest}",
        "date_out_of_range": ("“{rule}” leads beyond the year 9999", "The date is beyond the year 9999"),
        "naive_moment": "Write the time with its zone, such as 2026-12-04T17:00+08:00",
        "ended_before_start": "The end ({ended}) is before the start ({begun})",
        "before_roc": "{date} is before the first ROC year, 1912",
        "bad_semester": "“{source}” is no semester. Write 115-1 or 115-2",
        "anchor_unset": "The time of “{anchor}” is not known yet",
        "empty": "This may not be empty",
        "missing_anchor": "Before “{found}”, write from when it counts, such as due+2wd",
        "unknown_anchor": "There is no point in time called “{anchor}”",
        "sign_expected": "Put + or - before “{found}”",
        "percent_not_allowed": "A percentage is not possible here",
        "bad_percent": "The percentage must be between 1% and 100%, not {percent}%",
        "unknown_calendar": "There is no calendar “{key}”",
        "bad_hours": "Write the hours of “{key}” as 08:30-12:00, in order, on a working day",
        "bad_value": "“{key}” has a wrong value",
        "duplicate_date": "{date} occurs twice ({key})",
        "unknown_key": "There is no key “{key}”",
        "missing_key": "“{key}” is missing",
        "bad_date": "“{value}” is no date. Write 2026-12-04 ({key})",
        "unknown_placeholder": (
            "There is no placeholder “{name}”. Did you mean: {near}",
            "There is no placeholder “{name}”",
        ),
        "no_seq": "“{format}” has no running number",
        "several_seqs": "“{format}” may have one running number only",
        "several_years": "“{format}” may have one kind of year only",
        "stray_brace": "“{format}” has a brace without its partner",
    }
)
