"""A plain second opinion on what commands do to a case: dictionaries and loops, written from the rulings.

It compares values where the engine compares hashes, and remembers what a take-back undoes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.core.model.people import Known, Row
from workflow.core.definition import Definition, State

ENDING = {"agree": True, "return": False, "allow": True, "end": False}
NEVER = {"fits": "nothing"}


class Model(Known):
    """A case from its submission on."""

    def __init__(self, definition: Definition, applicant: str, data: Row, now: datetime) -> None:
        super().__init__(definition, applicant, data, now)
        form = definition.states[self.state].branches[0].slots[0]
        first = {"state": self.state, "key": form.key, "kind": "edit", "n": 1, "about": None}
        self._decide(first, form, definition.states[self.state].edges[0].outcome, (applicant, None))
        self._leave(definition.states[self.state].edges[0].outcome, None, None)

    # answers

    def outcomes(self, task: Row) -> dict[str, bool]:
        """Each possible answer, and whether it carries the case on."""
        if task["kind"] in {"reconfirm", "unblock"}:
            return {code: ENDING[code] for code in (("agree", "return") if task["about"] else ("allow", "end"))}
        return {outcome.code: outcome.completes for outcome in self.slot_of(task).outcomes}

    def answer(self, task: Row, code: str, right: tuple[str, str | None], changes: Row, choice: Row) -> None:
        """An accepted answer with the data that it changes."""
        self.keep = "by_hash"
        self.data = self.data | changes
        state, slot = self.d.states[task["state"]], self.slot_of(task)
        self._decide(task, slot, code, right)
        self._follow(task, state, code, choice)

    def _follow(self, task: Row, state: State, code: str, choice: Row) -> None:
        if task["about"]:
            self._after_reconfirm(state, code)
        else:
            self._after_unblock(state, code)

    def _decide(self, task: Row, slot: Any, code: str, right: tuple[str, str | None]) -> None:
        self.before = [row["status"] for row in self.decisions]
        self.open = [t for t in self.open if t["n"] != task["n"]]
        about, snap = task["about"], None
        made = {"state": task["state"], "key": task["key"], "outcome": code, "actor": right[0], "behalf": right[1],
                "visit": self.visit, "at": self.now, "status": "live", "task": task["n"], "snap": None}  # fmt: skip
        if about:
            same = [d for d in self.decisions if self.place_of(d) == self.place_of(about)]
            confirmed = [d["outcome"] for d in same if d["snap"] not in (None, NEVER)][-1]
            about["status"] = "void"
            snap = self._snap(about["binds"]) if code == "agree" else NEVER
            made |= {"state": about["state"], "key": about["key"], "binds": about["binds"], "reconfirmed": True}
            made["outcome"] = confirmed if code == "agree" else code
        elif slot is not None and slot.binds:
            edge = self.d.states[task["state"]].edge(code)
            positive = self._ends_well(edge) if edge else self.outcomes(task)[code] and code != "abstain"
            snap = self._snap(slot.binds) if positive else None
        self.fresh = {"binds": slot.binds if slot else (), **made, "snap": snap}
        self.decisions.append(self.fresh)

    def _snap(self, names: tuple[str, ...]) -> Row:
        return {name: self.data.get(name) for name in names}

    def stale(self, row: Row) -> bool:
        return row["snap"] is not None and row["snap"] != self._snap(row["binds"])

    def _answered(self, state: State, slot: Any) -> bool:
        row = self.counting(state.name, slot.key)
        return row is not None and row["visit"] == self.visit

    def _holds(self, state: State, slot: Any) -> bool:
        row = self.counting(state.name, slot.key)
        if row is not None and state.votes and row["outcome"] in {"reject", "abstain"}:
            return True
        return row is not None and row["snap"] is not None and not self.stale(row)

    def _joined(self, state: State, counts: Any) -> bool:
        needed = self._needed(state)
        if state.votes:
            result, silent = self.result(state, counts)
            return not silent or (state.join.early and result is not None)
        complete = sum(all(counts(slot) for slot in branch.slots) for branch in needed)
        wanted = {"all": len(needed), "any": 1}[state.join.rule]
        return complete >= min(wanted, len(needed))

    def _passing(self, state: State, counts: Any) -> str:
        if state.votes:
            return self.result(state, counts)[0] or "unsettled"
        return "complete" if state.type == "parallel" else "approve"

    # moving

    def _leave(self, code: str, to: str | None, resume: str | None) -> None:
        state = self.d.states[self.state]
        edge = state.edge(code)
        assert edge
        target = to or edge.to[0]
        self.open, self.waiting = [], False
        self.was_left.add(state.name)
        if not edge.back:
            self._go_on(target)
            return
        direct = edge.resume == "direct" or (edge.resume == "choose" and resume == "direct")
        self.direct, self.keep = (state.name if direct else None), edge.keep
        for row in [d for d in self.decisions if d["status"] != "void" and d is not self.fresh]:
            forgotten = edge.keep == "none" and row["state"] in self.ahead[target] | {target}
            if forgotten or (code == "return" and row["state"] == target):
                row["status"] = "void"
        self._enter(target, forward=False)

    def _go_on(self, target: str) -> None:
        """On, or straight back to where the case was returned from, past all that still holds."""
        name = target
        while self.direct is not None and name != self.direct:
            if self.direct not in self.ahead[name]:
                self.direct, name = None, target
                break
            following = self._past(self.d.states[name])
            if following is None:
                break
            name = following
        if name == self.direct:
            self.direct = None
        self._enter(self._never_asked(name) or name, forward=True)

    def _past(self, state: State) -> str | None:
        if state.type == "choice":
            return next(arm.to for arm in state.arms if self._true(arm.when))
        if not self._true(state.when):
            return state.pass_to
        code = None
        if state.type in {"approve", "parallel"}:
            counts = lambda slot: self._holds(state, slot)  # noqa: E731  # twice the same question
            code = self._passing(state, counts) if self._joined(state, counts) else self.closing(state, counts)
        else:
            row = next((r for s in self._slots(state) if (r := self.counting(state.name, s.key))), None)
            if row is not None:
                code = None if self.stale(row) else row["outcome"]
            elif state.until is not None and state.name in self.was_left:
                code = "elapsed"
        edge = state.edge(code) if code else None
        return edge.to[0] if edge and not edge.back else None

    def _enter(self, name: str, *, forward: bool) -> None:
        while True:
            state = self.d.states[name]
            self._stand(name)
            self._next_round(name)
            self.counts[name] = self.counts.get(name, 0) + 1
            if state.visits and self.counts[name] > state.visits.max + self.allowed.get(name, 0):
                self._open({"state": name, "key": "unblock", "kind": "unblock"}, self.asked(self.d.owner, state), None)
                return
            if forward and self._ask_stale(state):
                return
            following = self._settle(state)
            if following is None:
                return
            name, forward = following, True

    def _next_round(self, name: str) -> None:
        """A state is entered anew."""

    def _stand(self, name: str) -> None:
        self.state, self.visit = name, self.visit + 1
        self.path.append(name)
        self.entered[name] = self.now

    def _ask_stale(self, state: State) -> bool:
        if state.type == "choice" or (state.type == "end" and state.outcome != "approved"):
            return False
        behind = [d for d in self.decisions if d["state"] not in self.ahead[state.name] | {state.name}]
        rows = [d for d in behind if d["status"] != "void" and self.stale(d)]
        for row in rows:
            asked = self.slot_of({**row, "about": None})
            task = {"state": state.name, "key": f"{row['state']}.{row['key']}", "kind": "reconfirm", "about": row}
            self._open(task, self.asked_again(row, asked, self.d.states[row["state"]]), asked)
        return bool(rows)

    def asked_again(self, row: Row, slot: Any, state: State) -> tuple[str, ...]:
        return self.asked(slot.actor, state)

    def _settle(self, state: State) -> str | None:
        if state.type == "end":
            self.outcome = state.outcome
            return None
        if state.type == "choice" or not self._true(state.when):
            return self._past(state)
        if state.votes:
            self.fix_voters(state)
        needed = self._needed(state)
        for branch in needed:
            self._carry(state, branch)
        counts = lambda slot: self._answered(state, slot)  # noqa: E731  # twice the same question
        early = self.closing(state, counts)
        if early or (state.branches and self._joined(state, counts)):
            edge = state.edge(early or self._passing(state, counts))
            assert edge is not None
            return edge.to[0]
        self.waiting = state.until is not None
        for branch in needed:
            self._continue(state, branch)
        return None

    def _carry(self, state: State, branch: Any) -> None:
        for slot in branch.slots:
            row = self.counting(state.name, slot.key)
            if row is not None and row["visit"] == self.visit:
                continue
            fits = row is not None and row["snap"] not in (None, NEVER)
            if row is None or not fits or state.type not in {"approve", "parallel"}:
                return
            if self.keep != "all" and self.stale(row):
                return
            row["status"] = "void"
            self.decisions.append({**row, "status": "carried", "visit": self.visit, "carried": True})

    def _continue(self, state: State, branch: Any) -> None:
        self._carry(state, branch)
        slot = next((s for s in branch.slots if not self._answered(state, s)), None)
        if slot is not None:
            self._reopen(state, slot)

    def _reopen(self, state: State, slot: Any) -> None:
        row = self.counting(state.name, slot.key)
        if row is not None and row["visit"] != self.visit:
            row["status"] = "void"
        self._open({"state": state.name, "key": slot.key, "kind": slot.kind}, self.asked(slot.actor, state), slot)

    def _open(self, task: Row, people: tuple[str, ...], slot: Any) -> None:
        self.tasks += 1
        made = {"about": None, **task, "n": self.tasks, "holders": [people], "opened": self.now, "claimed": None}
        if slot is not None:
            known, asked = self.familiar(slot), self.asked_state(made)
            barred = self.conflict(asked) | self.earlier(asked)
            made["claimed"] = known if known in people and known not in barred else None
        self.open.append(made)

    def elapse(self) -> None:
        self.keep, self.fresh = "by_hash", None
        self._leave("elapsed", None, None)

    def withdraw(self, to: str) -> None:
        for row in self.decisions:
            row["status"] = "void"
        self.open, self.waiting, self.keep = [], False, "by_hash"
        self._enter(to, forward=False)

    def take_back(self, last: Row) -> None:
        """As if `last` had not been given: what counted before and lies not ahead counts again."""
        last["status"] = "void"
        state = self.d.states[last["state"]]
        for row, was in list(zip(self.decisions, self.before, strict=False)):
            lost = was != "void" and row["status"] == "void" and self.counting(row["state"], row["key"]) is None
            behind = row["state"] not in self.ahead[state.name] | {state.name}
            if lost and behind and row["snap"] is not None and self.was_asked_for(row, last):
                self.decisions.append({**row, "status": "carried", "carried": True, "visit": self.visit})
        self.open, self.keep = [], "all"
        self._stand(state.name)
        self.waiting = state.until is not None
        for branch in self._needed(state):
            self._continue(state, branch)

    def _after_reconfirm(self, state: State, code: str) -> None:
        if code == "return":
            forms = [n for n in self.path[:-1] if self.d.states[n].type == "edit"]
            self.open = []
            self._enter([n for n in forms if n == state.name or state.name in self.ahead[n]][-1], forward=False)
        elif not self.open:
            self._open_own(state)

    def _after_unblock(self, state: State, code: str) -> None:
        if code == "end":
            assert state.visits is not None
            self._go_on(state.visits.end)
            return
        self.allowed[state.name] = self.allowed.get(state.name, 0) + 1
        came_on = len(self.path) > 1 and state.name in self.ahead[self.path[-2]]
        if not (came_on and self._ask_stale(state)):
            self._open_own(state)

    def _open_own(self, state: State) -> None:
        following = self._settle(state)
        if following is not None:
            self._go_on(following)
