"""Moments as they are typed: a date or a time without a zone is that of Taipei."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from workflow.core.calendar import TAIPEI


class Moment(click.ParamType[datetime]):
    """An ISO date or moment, as an aware one in UTC."""

    name = "iso"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
            return (moment if moment.tzinfo else moment.replace(tzinfo=TAIPEI)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no date or moment; write 2026-12-04 or 2026-12-04T17:00+08:00", param, ctx)


MOMENT = Moment()
