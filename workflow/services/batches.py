"""Several cases decided all or none: one transaction, and in each case an entry that names the others' batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflow.core.case import Command
from workflow.core.errors import Invalid, QianheError, Refusal, Refused
from workflow.services.act import MOST_TRIES, Busy, act_within
from workflow.services.runtime import Runtime
from workflow.store.engine import Connection
from workflow.store.errors import NonceUsed, TryAgain

Order = tuple[int, Command]
"""A case by its id, and what is decided there."""


class NotAll(QianheError):
    """One of them could not be decided, so none was; `error` says why that one."""

    def __init__(self, case: int, error: Refused | Invalid) -> None:
        super().__init__(str(error))
        self.case, self.error = case, error


def act_all(runtime: Runtime, orders: Sequence[Order], now: datetime) -> None:
    """Give each command to its case, or none of them. A repeat of the same forms is answered and does nothing.

    Raises NotAll, NotFound, Busy.
    """
    # one order for everybody: two batches that share cases wait for each other and never in a circle
    in_order = sorted(orders, key=lambda order: order[0])
    for _ in range(MOST_TRIES):
        try:
            with runtime.database.transaction() as connection:
                for case, command in in_order:
                    _give(runtime, connection, case, command, now)
            return
        except (TryAgain, NonceUsed):
            continue
    raise Busy(Refusal("busy", {}))


def _give(runtime: Runtime, connection: Connection, case: int, command: Command, now: datetime) -> None:
    try:
        done = act_within(runtime, connection, case, command, now)
    except (Refused, Invalid) as error:
        raise NotAll(case, error) from error
    if done is None:
        raise TryAgain(f"case {case} has moved on")
