"""Who may answer, as the model sees it: a case known by its rows, people by their logins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from workflow.core.calendar import TAIPEI
from workflow.core.definition import Branch, Definition, Edge, State

HOLDERS = {
    "officer": ("officer", "officer.2"),
    "legal": ("lawyer",),
    "money": ("accountant",),
    "head": ("office_head",),
}
HEADS = {"chair": ("dean", "president"), "dean": ("president",), "president": (), "office_head": ("president",),
         "staff": ("chair", "dean", "president")}  # fmt: skip
OF_THE_OFFICE = ("office_head", "president")
Row = dict[str, Any]


class Refusal(Exception):
    """With the code."""


class Known:
    """A case as it is known so far. `open` and `decisions` are rows in the order in which they came."""

    def __init__(self, definition: Definition, applicant: str, data: Row, now: datetime) -> None:
        self.d, self.applicant, self.data = definition, applicant, data
        self.now, self.visit = now, 1
        self.direct: str | None = None
        self.keep = "by_hash"
        self.state = definition.start
        self.path, self.counts = [self.state], {self.state: 1}
        self.allowed: dict[str, int] = {}
        self.entered, self.was_left = {self.state: now}, set[str]()
        self.outcome: str | None = None
        self.waiting = False
        self.deputies: list[tuple[str, str]] = []
        self.informed: dict[str, bool] = {}
        self.speed = definition.speed
        self.tasks = 1
        self.open: list[Row] = []
        self.voters: dict[str, list[str]] = {}
        self.rows: dict[int, Row] = {}
        self.decisions: list[Row] = []
        self.before: list[str] = []
        self.fresh: Row | None = None
        self.ahead = {name: self._reach(name) for name in definition.states}

    # what is known of the definition

    def _reach(self, name: str) -> set[str]:
        """States that can follow without going back."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            state = self.d.states[waiting.pop()]
            to = [t for edge in state.edges if not edge.back for t in edge.to] + [arm.to for arm in state.arms]
            for following in [*to, *([state.pass_to] if state.pass_to else [])]:
                if following not in found:
                    found.add(following)
                    waiting.append(following)
        return found

    def _slots(self, state: State) -> list[Any]:
        return [slot for branch in state.branches for slot in branch.slots]

    def slot_of(self, task: Row) -> Any:
        """The slot that a task asks for; of a reconfirmation, the one that is asked again."""
        row = task["about"] or task
        slots = self._slots(self.d.states[row["state"]])
        return next((s for s in slots if s.key == row["key"]), self._instead(slots, row["key"]))

    def place_of(self, row: Row) -> tuple[str, str]:
        """Which slot was answered, as it is called now."""
        return row["state"], row["key"]

    def _instead(self, slots: list[Any], key: str) -> Any:
        """The place of whoever decides when nobody has a vote."""
        if key != "president" or slots[0].kind != "decide" or len(slots) < 2:
            return None
        return replace(slots[0], key=key, branch=key, actor=key)

    def _true(self, guard: Any) -> bool:
        return guard is None or guard.truth({"data": self.data, "authority": {}})

    def _needed(self, state: State) -> list[Any]:
        if state.votes:
            slots = [
                self.slot_of({"about": None, "state": state.name, "key": k}) for k in self.voters.get(state.name, ())
            ]
            return [Branch(slot.key, slot.label, (slot,)) for slot in slots]
        return [branch for branch in state.branches if self._true(branch.when)]

    def _ends_well(self, edge: Edge) -> bool:
        ends = [self.d.states[name] for name in edge.to]
        return not edge.back and all(end.type != "end" or end.outcome == "approved" for end in ends)

    def was_asked_for(self, row: Row, last: Row) -> bool:
        """Whether the answer still counted in the last visit of its state before `last` was given."""
        visits = [visit for visit, name in enumerate(self.path[: last["visit"]], start=1) if name == row["state"]]
        return bool(row["visit"] >= visits[-1])

    # people

    def conflict(self, state: State) -> set[str]:
        return {self.applicant} if state.type in {"approve", "parallel"} else set()

    def earlier(self, state: State) -> set[str]:
        apart = [n for c in self.d.constraints if state.name in c.states for n in c.states if n != state.name]
        rows = [d for d in self.decisions if d["state"] in apart and d["status"] != "void" and d["key"][0] != "+"]
        return {d["actor"] for d in rows} | {d["behalf"] for d in rows if d["behalf"]}

    def voices(self, state: State) -> set[str]:
        """In whose name somebody voted in this visit."""
        if not state.votes or state.name != self.state:
            return set()
        rows = [
            d for d in self.decisions if d["state"] == state.name and d["visit"] == self.visit and d["key"][0] != "+"
        ]
        return {d["behalf"] or d["actor"] for d in rows if d["status"] != "void"}

    def fix_voters(self, state: State) -> None:
        barred = self.conflict(state) | self.earlier(state)
        self.voters[state.name] = []
        for slot in self._slots(state):
            people = {*HOLDERS.get(slot.actor, (slot.actor,))} - barred
            if people:
                self.voters[state.name].append(slot.key)
            barred |= people if len(people) == 1 else set()
        self.voters[state.name] = self.voters[state.name] or ["president"]

    def strike_spent(self, state: State) -> None:
        spent = self.conflict(state) | self.earlier(state) | self.voices(state)
        slots = [t for t in self.open if not t["asked"]]
        for task in [t for t in slots if {p for people in t["holders"] for p in people} <= spent]:
            self.open.remove(task)
            self.voters[state.name].remove(task["key"])

    def counting(self, state: str, key: str) -> Row | None:
        rows = [d for d in self.decisions if (d["state"], d["key"]) == (state, key) and d["status"] != "void"]
        return rows[-1] if rows else None

    def result(self, state: State, counts: Any) -> tuple[str | None, int]:
        """Won, lost or open whatever those may say who are silent; and how many are."""
        slots = [branch.slots[0] for branch in self._needed(state)]
        said = [self.counting(state.name, s.key)["outcome"] if counts(s) else None for s in slots]
        mighty = [code for slot, code in zip(slots, said, strict=True) if slot.actor in state.join.veto]
        silent, yes = said.count(None), len([code for code in said if code not in {None, "reject", "abstain"}])
        least = min(state.join.count, len(said))
        if state.join.rule == "percent":
            least = next(n for n in range(len(said) + 1) if 100 * n >= state.join.count * len(said))
            least += state.join.count == 50 and 2 * least == len(said)
        if "reject" in mighty or yes + silent < least:
            return "reject", silent
        return ("approve" if yes >= least and None not in mighty else None), silent

    def closing(self, state: State, counts: Any) -> str | None:
        """The outcome by which a state ends before its time, as those stand who have answered."""
        if state.closes is None:
            return None
        needed = self._needed(state)
        said = [b.slots[-1] for b in needed if all(counts(slot) for slot in b.slots)]
        given = [self.counting(state.name, slot.key)["outcome"] for slot in said]
        codes = {outcome.code for slot in self._slots(state) for outcome in slot.outcomes}
        answers = {code: given.count(code) for code in codes} | {"given": len(given), "asked": len(needed)}
        if not state.closes.when.truth({"data": self.data, "authority": {}, "answers": answers}):
            return None
        return state.closes.outcome or self._passing(state, counts)

    def above(self, people: tuple[str, ...], avoid: set[str]) -> tuple[str, ...]:
        post = people[0].removesuffix(".2")
        return next(((head,) for head in HEADS.get(post, OF_THE_OFFICE) if head not in avoid), ())

    def asked(self, actor: str, state: State) -> tuple[str, ...]:
        people = (self.applicant,) if actor == "applicant" else HOLDERS.get(actor, (actor,))
        conflict = self.conflict(state)
        return self.above(people, conflict) if set(people) <= conflict else people

    def rights(self, person: str, task: Row) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for people in task["holders"]:
            if person in people:
                found.append((person, None))
            found += [(person, absent) for deputy, absent in self.deputies if deputy == person and absent in people]
        return sorted(found, key=lambda right: right[1] is not None)

    def claimer(self, task: Row) -> str | None:
        """A claim counts while its owner is a holder himself."""
        present = {person for people in task["holders"] for person in people}
        return task["claimed"] if task["claimed"] in present else None

    def asked_state(self, task: Row) -> State:
        return self.d.states[(task["about"] or task)["state"]]

    def too_early(self, task: Row) -> bool:
        state = self.d.states[task["state"]]
        if state.not_before is None or task["kind"] in {"reconfirm", "unblock"}:
            return False
        day = self.entered[state.name].astimezone(TAIPEI).date() + timedelta(days=2)
        return self.now < datetime.combine(day, time(0), TAIPEI)

    def standing(self, person: str, task: Row) -> tuple[str, str | None]:
        """In whose name the person may answer. Raises Refusal."""
        rights, claimer = self.rights(person, task), self.claimer(task)
        if rights and claimer not in {None, person}:
            added = [people for people in task["holders"][1:] if claimer in task["holders"][0]]
            rights = [r for r in rights if r[1] == claimer or r in self.rights(person, {**task, "holders": added})]
            if not rights:
                raise Refusal("claimed")
        return self.unbarred(rights, task)

    def _with_a_voice(self, rights: list[tuple[str, str | None]], state: State) -> list[tuple[str, str | None]]:
        left = [right for right in rights if (right[1] or right[0]) not in self.voices(state)]
        if rights and not left:
            raise Refusal("same_person_twice")
        return left

    def _was_added(self, right: tuple[str, str | None], task: Row) -> bool:
        """A claim among the first holders does not keep those waiting who were added to an overdue task."""
        first, person = task["holders"][0], right[1] or right[0]
        return self.claimer(task) in first and any(person in people for people in task["holders"][1:])

    def unbarred(self, rights: list[tuple[str, str | None]], task: Row) -> tuple[str, str | None]:
        state = self.asked_state(task)
        conflict, earlier = self.conflict(state), self.earlier(state)
        rights = self._with_a_voice(rights, state)
        for right in rights:
            if not (conflict | earlier) & set(right):
                return right
        if not rights:
            raise Refusal("not_yours")
        raise Refusal("self_approval" if conflict & set(rights[0]) else "same_person_twice")

    def familiar(self, slot: Any) -> str | None:
        """Who acted for this actor last, of those whom the definition lets keep the case."""
        if not self.d.actors[slot.actor].keep_same:
            return None
        for row in reversed(self.decisions):
            asked = self.slot_of({**row, "about": None})
            if asked is not None and asked.actor == slot.actor and row["behalf"] is None and row["actor"] != "clock":
                return str(row["actor"])
        return None

    def _never_asked(self, target: str) -> str | None:
        """The first block behind that now wants somebody who never answered."""
        end = self.d.states[target]
        behind = set(self.path) - self.ahead[target] - {target}
        approved = {d["state"] for d in self.decisions if d["status"] != "void" and d["snap"] is not None}
        if end.type == "end" and end.outcome != "approved":
            return None
        for name in dict.fromkeys(self.path):
            state = self.d.states[name]
            wanted = name in behind & approved and state.type in {"approve", "parallel"} and self._true(state.when)
            was_asked = lambda slot, name=name: self.counting(name, slot.key) is not None  # noqa: E731  # twice the same question
            if wanted and not self._joined(state, was_asked) and self.closing(state, was_asked) is None:
                return name
        return None
