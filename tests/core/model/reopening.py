"""The plain model of deciding again what was carried over."""

from __future__ import annotations

from datetime import timedelta

from tests.core.model.asking import AskingModel
from tests.core.model.people import Row


class ReopeningModel(AskingModel):
    """A case in which whoever gave a carried answer may give it anew."""

    def carried_here(self) -> list[Row]:
        """Answers of earlier visits that count again in this one."""
        if self.outcome is not None or self.d.states[self.state].type not in {"approve", "parallel"}:
            return []
        here = [d for d in self.decisions if d["status"] == "carried" and d["state"] == self.state]
        fresh = {n for n, row in self.rows.items() if row["visit"] == self.visit}
        return [d for d in here if d["visit"] == self.visit and d["task"] not in fresh and d["key"][0] != "+"]

    def reopen(self, row: Row) -> None:
        row |= {"status": "void", "reopened": True}
        slot = self.slot_of({**row, "about": None})
        self._close_in(slot.branch)
        self._reopen(self.d.states[row["state"]], slot)

    def decides_again(self, last: Row) -> bool:
        """Whether an answer behind `last` was opened again and is not given yet."""
        here = None if last["visit"] != self.visit else self.rows[last["task"]]["branch"]
        waiting = {t["key"] for t in self.open if here in {None, t["branch"]}}
        return any(d.get("reopened") and d["visit"] == self.visit and d["key"] in waiting for d in self.decisions)

    def is_lost_behind(self, last: Row) -> bool:
        """Whether going back made answers void that have other names now."""
        return False

    def undone_too_late(self, task: Row) -> bool:
        return self.now > task["opened"] + timedelta(seconds=60)
