"""The plain model of what holders ask of others beside the slots; rows of tasks get `asked` and `branch`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.core.model.alone import Alone
from tests.core.model.model import Model
from tests.core.model.people import HOLDERS, Refusal, Row
from workflow.core.definition import State

HOLDING = {"info", "delegate", "before"}
BESIDE = {"beside", "unit"}
HEADS = {"office": "office_head@office", "college": "dean@college", "dept": "chair@dept"}
ON_FRAMES = {"request_info", "delegate", "transfer"}


class AskingModel(Model):
    """A case in which people may be asked beside the slots."""

    def _open(self, task: Row, people: tuple[str, ...], slot: Any) -> None:
        super()._open(task, people, slot)
        made = self.open[-1]
        made.setdefault("asked", None)
        made.setdefault("branch", slot.branch if slot is not None and not made["about"] else "")
        made["visit"] = self.visit
        self.rows[made["n"]] = made

    def outcomes(self, task: Row) -> dict[str, bool]:
        position = self.position(task)
        if position is None:
            return super().outcomes(task)
        if position in {"info", "delegate"}:
            return {"answered": True}
        if position == "unit":
            block = self.d.states[task["state"]]
            first = block.branches[0].slots[0].outcomes
            return {o.code: True for o in first if o.completes and o.code not in block.leave_on}
        return {"agree": True, "disagree": True}

    def slot_of(self, task: Row) -> Any:
        """A unit that was added vouches for all that is vouched for in the block."""
        row = task["about"] or task
        if not row["key"].startswith("+unit"):
            return super().slot_of(task)
        slots = self._slots(self.d.states[row["state"]])
        binds = tuple(dict.fromkeys(name for slot in slots for name in slot.binds))
        return replace(slots[0], key=row["key"], branch=row["key"], actor="", kind="opinion", binds=binds, edits=())

    def asked_again(self, row: Row, slot: Any, state: State) -> tuple[str, ...]:
        return self.people_of(row["who"]) if row.get("who") else super().asked_again(row, slot, state)

    def _decide(self, task: Row, slot: Any, code: str, right: tuple[str, str | None]) -> None:
        super()._decide(task, slot, code, right)
        assert self.fresh is not None
        if self.position(task) == "unit":
            self.fresh["who"] = task["asked"]["who"]
        elif task["about"] and task["about"].get("who"):
            self.fresh["who"] = task["about"]["who"]

    def familiar(self, slot: Any) -> str | None:
        return super().familiar(slot) if slot.actor else None

    def position(self, task: Row) -> str | None:
        return task["asked"]["position"] if task.get("asked") else None

    def too_early(self, task: Row) -> bool:
        return self.position(task) is None and super().too_early(task)

    def unbarred(self, rights: list[tuple[str, str | None]], task: Row) -> tuple[str, str | None]:
        position = self.position(task)
        beside = position is not None or (task["about"] and task["about"]["key"].startswith("+"))
        if not beside:
            return super().unbarred(rights, task)
        barred = set() if position == "info" else self.conflict(self.asked_state(task)) | {self.applicant}
        for right in rights:
            if not barred & set(right):
                return right
        raise Refusal("self_approval" if rights else "not_yours")

    def children(self, number: int) -> list[Row]:
        return [t for t in self.open if t["asked"] and t["asked"]["parent"] == number]

    def is_waiting(self, task: Row, but: str | None = None) -> bool:
        """Whether somebody answers before the task can be."""
        held = [c for c in self.children(task["n"]) if self.position(c) in HOLDING - {but}]
        return bool(held) or self.position(task) == "later"

    # asking

    def further(self, task: Row) -> tuple[str, ...]:
        may = self.d.states[task["state"]].may
        if task["about"] or task["kind"] == "unblock" or task.get("held"):
            return ()
        if self.position(task) is None:
            return may
        return tuple(a for a in may if a in ON_FRAMES) if self.position(task) == "delegate" else ()

    def frames(self, task: Row) -> list[Row]:
        found = []
        while self.position(task) == "delegate":
            found.append(task)
            task = self.rows[task["asked"]["parent"]]
        return found

    def people_of(self, who: str) -> tuple[str, ...]:
        post, at, _ = who.partition("@")
        return HOLDERS.get(post, (post,)) if at else (who,)

    def may_be_asked(self, task: Row, position: str, who: str, right: tuple[str, str | None]) -> bool:
        people, asker = set(self.people_of(who)), {person for person in right if person}
        if people <= asker:
            return False
        if position == "info":
            return True
        if people <= self.conflict(self.d.states[task["state"]]) | {self.applicant} or self._is_asked(who):
            return False
        return position != "delegate" or not people & (self.in_stack(task) | asker)

    def in_stack(self, task: Row) -> set[str]:
        stack: set[str] = set()
        for frame in self.frames(task):
            stack |= frame["asked"]["by"] | {person for holder in frame["holders"] for person in holder}
        return stack

    def _is_asked(self, who: str) -> bool:
        for task in self.open:
            if self.position(task) not in {None, "info"} and task["asked"]["who"] == who:
                return True
            if self.position(task) is None and any(self._is_entry(who, people) for people in task["holders"]):
                return True
        return False

    def _is_entry(self, who: str, people: tuple[str, ...]) -> bool:
        if isinstance(people, Alone):
            return people == (who,)
        return "@" in who and self.people_of(who) == people

    def ask(self, task: Row, position: str, who: str, right: tuple[str, str | None]) -> None:
        position = "later" if position == "after" else position
        asked = {"parent": task["n"], "position": position, "who": who, "by": {p for p in right if p}}
        self._open_asked(task["state"], task["branch"], asked)

    def _open_asked(self, state: str, branch: str, asked: Row) -> None:
        key = f"+{asked['position']}{self.tasks + 1}"
        branch = key if asked["position"] == "unit" else branch
        task = {"state": state, "key": key, "kind": "opinion", "branch": branch, "asked": asked}
        self._open(task, self.people_of(asked["who"]), None)

    def _again(self, task: Row, parent: int, position: str) -> None:
        self._open_asked(task["state"], task["branch"], {**task["asked"], "parent": parent, "position": position})

    def is_owner(self, person: str) -> bool:
        """Who answers for the process, or his deputy; never the applicant."""
        return person != self.applicant and bool(self.rights(person, {"holders": [HOLDERS["head"]]}))

    def drop(self, task: Row) -> None:
        for child in self.children(task["n"]):
            self.drop(child)
        self.open = [t for t in self.open if t["n"] != task["n"]]

    def recall(self, task: Row) -> None:
        self.drop(task)
        parent = task["asked"]["parent"]
        if self.position(task) not in HOLDING and parent not in {t["n"] for t in self.open}:
            self.go_on(self.d.states[self.state], {})

    # what follows

    def _follow(self, task: Row, state: State, code: str, choice: Row) -> None:
        if task["about"] or task["kind"] == "unblock":
            super()._follow(task, state, code, choice)
        elif task["asked"]:
            self._after_asked(task, state, code)
        else:
            edge = state.edge(code)
            against = state.votes and code in {"reject", "abstain"}
            vouches = self._ends_well(edge) if edge else self.outcomes(task)[code]
            self._after_parent(task, vouches and not against and code not in state.leave_on)
            leaves = not self.outcomes(task)[code] or code in state.leave_on
            if leaves and not self.is_held(state, code):
                self._leave(code, choice.get("to"), choice.get("resume"))
            else:
                self.go_on(state, choice)

    def _after_parent(self, task: Row, vouches: bool) -> None:
        for child in self.children(task["n"]):
            if self.position(child) in HOLDING:
                self.drop(child)
            elif self.position(child) == "later":
                self.drop(child)
                if vouches:
                    self._again(child, task["n"], "after")

    def _after_asked(self, task: Row, state: State, code: str) -> None:
        for child in self.children(task["n"]):
            self.drop(child)
        if self.position(task) in HOLDING:
            return
        if self.position(task) == "after" and code == "disagree":
            parent = task["asked"]["parent"]
            voided = next(d for d in self.decisions if d["task"] == parent and d["status"] != "void")
            voided |= {"status": "void", "objected": True}
            self._reopen(state, self.slot_of({**voided, "about": None}))
            self._put_behind(parent, self.open[-1]["n"])
            return
        self.go_on(state, {})

    def _put_behind(self, parent: int, again: int) -> None:
        for child in self.children(parent):
            if self.position(child) == "after":
                self.drop(child)
                self._again(child, again, "later")

    def is_held(self, state: State, code: str) -> bool:
        edge = state.edge(code)
        if edge is None or code in state.leave_on or not self._ends_well(edge):
            return False
        return any(self.position(t) in {"after", *BESIDE} for t in self.open)

    def go_on(self, state: State, choice: Row) -> None:
        if state.votes:
            self.strike_spent(state)
        early = self.closing(state, lambda slot: self._answered(state, slot))
        if early is not None and not self.is_held(state, early):
            return
        busy = {t["branch"] for t in self.open if self.position(t) not in BESIDE}
        for branch in [b for b in self._needed(state) if b.key not in busy]:
            self._continue(state, branch)
        if self._joined(state, counts := lambda slot: self._signed(state, slot)):
            code = self._passing(state, counts)
            if not self.is_held(state, code):
                self._leave(code, choice.get("to"), choice.get("resume"))

    def _signed(self, state: State, slot: Any) -> bool:
        row = self.counting(state.name, slot.key)
        if row is None or row["visit"] != self.visit:
            return False
        return not any(self.position(child) == "after" for child in self.children(row["task"]))

    def _passing(self, state: State, counts: Any) -> str:
        if state.votes:
            return super()._passing(state, counts)
        rows = [d for d in self.decisions if d["state"] == state.name and d["status"] != "void"]
        rows = [d for d in rows if not d["key"].startswith("+")]
        last = [d for d in rows if d["visit"] == self.visit] or rows
        if state.type != "parallel" and last and state.edge(last[-1]["outcome"]):
            return str(last[-1]["outcome"])
        return super()._passing(state, counts)

    def _next_round(self, name: str) -> None:
        for row in self.decisions:
            if row["state"] == name and row["key"].startswith("+"):
                row["status"] = "void"

    def close_early(self, action: str) -> None:
        """What follows a command in a state that may end before its time."""
        state = self.d.states[self.state]
        asked_by_engine = any(t["kind"] in {"reconfirm", "unblock"} for t in self.open)
        if self.outcome is not None or asked_by_engine or action in {"take_back", "undo", "reopen"}:
            return
        code = self.closing(state, lambda slot: self._answered(state, slot))
        if code is not None and not self.is_held(state, code):
            self._leave(code, None, None)

    # going back

    def asked_since(self, number: int, last: Row) -> bool:
        """Whether somebody was asked out of the task after the answer `last`."""
        rows = [r for r in self.rows.values() if r["asked"] and r["asked"]["parent"] == number]
        return any(r["opened"] >= last["at"] and r["n"] > last["task"] for r in rows)

    def take_back(self, last: Row) -> None:
        if last["key"].startswith("+"):
            self._ask_again(last)
        elif last["visit"] == self.visit:
            last["status"] = "void"
            state = self.d.states[last["state"]]
            slot = self.slot_of({**last, "about": None})
            self._close_in(slot.branch)
            self._reopen(state, slot)
            self._put_behind(last["task"], self.open[-1]["n"])
        else:
            super().take_back(last)

    def _close_in(self, branch: str) -> None:
        for task in [t for t in self.open if t["branch"] == branch and not t["asked"]]:
            self.drop(task)

    def _ask_again(self, last: Row) -> None:
        last["status"] = "void"
        task = self.rows[last["task"]]
        if self.position(task) == "after":
            for row in [d for d in self.decisions if d["task"] == task["asked"]["parent"] and d.get("objected")]:
                copy = {**row, "status": "carried", "carried": True, "visit": self.visit, "objected": False}
                self.decisions.append(copy)
            self._close_in(task["branch"])
        self._again(task, task["asked"]["parent"], task["asked"]["position"])
