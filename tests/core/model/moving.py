"""A running case moves to another version of its process: the plain account of it, and random versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.core.model.people import Refusal, Row
from tests.core.model.reopening import ReopeningModel
from workflow.core.case import CLOCK, Command
from workflow.core.definition import Branch, Definition, State
from workflow.core.mapping import Place, command_input, moves_between
from workflow.core.migrating import DOOR, MIGRATE


@dataclass(frozen=True)
class Version:
    """Another version and what states and tasks are called there; `flaw` is the code of why nobody moves to it."""

    definition: Definition
    states: Mapping[str, str]
    tasks: Mapping[Place, Place]
    flaw: str | None = None


class MovingModel(ReopeningModel):
    """A case of which states and tasks may be called otherwise from one moment to the next."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.called: dict[Place, Place] = {}
        self.called_states: dict[str, str] = {}

    def place_of(self, row: Row) -> Place:
        place = super().place_of(row)
        return self.called.get(place, (self.called_states.get(place[0], place[0]), place[1]))

    def slot_of(self, task: Row) -> Any:
        row = task.get("about") or task
        return super().slot_of(task) if row["state"] in self.d.states else None

    def was_asked_for(self, row: Row, last: Row) -> bool:
        return row["state"] in self.path and super().was_asked_for(row, last)

    def is_lost_behind(self, last: Row) -> bool:
        edge = self.d.states[last["state"]].edge(last["outcome"])
        if edge is None or not edge.back:
            return False
        earlier = self.decisions[: next(n for n, row in enumerate(self.decisions) if row is last)]
        void = [row for row in earlier if row["status"] == "void" and row["snap"] is not None and not row.get("moved")]
        return any(self.slot_of({**row, "about": None}) is None for row in void)

    def move(self, version: Version) -> None:
        """Raises Refusal, or what is asked and what counts is called as in `version`."""
        if self.outcome is not None:
            raise Refusal("case_closed")
        if version.flaw:
            raise Refusal(version.flaw)
        if self.d.states[self.state].type in {"end", "choice"}:  # somebody confirms before the case may end
            raise Refusal("cannot_stand_there")
        before, self.d, self.keep = self.state, version.definition, "by_hash"
        self.called = {old: version.tasks.get(now, now) for old, now in self.called.items()} | dict(version.tasks)
        known = self.called_states
        self.called_states = {old: version.states[now] for old, now in known.items()} | dict(version.states)
        self._call_states(version.states)
        self.voters = {name: [self._key(version, name, k) for k in keys] for name, keys in self.voters.items()}
        self.voters = {version.states[name]: keys for name, keys in self.voters.items()}
        self._call_answers(version)
        if before != self.state:
            self.open, self.waiting = [], False
        self.open = [t for t in self.open if self._stays(t, version)]
        self.open = [t for t in self.open if not t["asked"] or self._is_asked_still(t)]
        self._ask_who_is_not_asked()
        self.close_early(MIGRATE)

    def _call_states(self, names: Mapping[str, str]) -> None:
        self.path = [names[name] for name in self.path]
        self.state = names[self.state]
        self.direct = names[self.direct] if self.direct else None
        self.counts = {names[name]: count for name, count in self.counts.items()}
        self.allowed = {names[name]: count for name, count in self.allowed.items()}
        self.entered = {names[name]: moment for name, moment in self.entered.items()}
        self.was_left = {names[name] for name in self.was_left}
        for row in self.rows.values():
            row["state"] = names.get(row["state"], row["state"])
        self.ahead = {name: self._reach(name) for name in self.d.states}

    def _key(self, version: Version, state: str, key: str) -> str:
        return version.tasks.get((state, key), ("", key))[1]

    def _call_answers(self, version: Version) -> None:
        for row in [d for d in self.decisions if d["status"] != "void"]:
            place = version.states[row["state"]], self._key(version, row["state"], row["key"])
            if row["key"] == "unblock":  # no version asks it: what was allowed counts with the visits
                row["status"] = "void"
            elif place != (row["state"], row["key"]):
                row |= {"status": "void", "moved": True}
                self.decisions.append(
                    {**row, "status": "carried", "carried": True, "moved": False, "state": place[0], "key": place[1]}
                )

    def _stays(self, task: Row, version: Version) -> bool:
        if task["asked"]:
            return True
        return (
            task["kind"] in {"decide", "edit", "opinion"} and self._key(version, self.state, task["key"]) == task["key"]
        )

    def _is_asked_still(self, task: Row) -> bool:
        parent, answered = task["asked"]["parent"], [d["task"] for d in self.decisions if d["status"] != "void"]
        if parent in {t["n"] for t in self.open} or self.position(task) in {"beside", "unit"}:
            return True
        return self.position(task) == "after" and parent in answered

    def _ask_who_is_not_asked(self) -> None:
        state = self.d.states[self.state]
        if self.open:
            self.go_on(state, {})
            return
        self.waiting = False
        if state.visits and self.counts[state.name] > state.visits.max + self.allowed.get(state.name, 0):
            self._open(
                {"state": state.name, "key": "unblock", "kind": "unblock"}, self.asked(self.d.owner, state), None
            )
            return
        came_on = len(self.path) > 1 and state.name in self.ahead[self.path[-2]]
        if not (came_on and self._ask_stale(state)):
            self._open_own(state)


def version_after(model: MovingModel, first: int, second: int, third: int) -> tuple[Version, Command]:
    """The same process again, or with some states or tasks called otherwise; sometimes nobody can move to it."""
    before, number = model.d, model.d.version + 1
    states, tasks = dict[str, str](), dict[Place, Place]()
    for place, state in enumerate(before.states.values()):
        named = third % 3 and (first >> place % 6) & 1
        states[state.name] = _other(state.name, number) if named else state.name
        for slot in _slots(state):
            named = third % 2 and (second >> place % 6) & 1
            tasks[state.name, slot.key] = states[state.name], _other(slot.key, number) if named else slot.key
    after = _called(before, number, states, tasks)
    places = [*states.items(), *((".".join(place), ".".join(to)) for place, to in tasks.items())]
    moves = moves_between(before, after, places)
    known, flaw = dict(moves.states), None
    if first % 10 == 9:
        flaw = "not_mapped"
        del known[model.path[second % len(model.path)]]
    elif first % 10 == 8:
        flaw = "cannot_stand_there"
        known[model.state] = next(state.name for state in after.states.values() if state.type == "end")
    given = command_input(before, after, replace(moves, states=known))
    return Version(after, states, tasks, flaw), Command(MIGRATE, CLOCK, input=given, door=DOOR)


def _other(name: str, number: int) -> str:
    return f"{name.partition('_')[0]}_{number}"


def _slots(state: State) -> list[Any]:
    return [slot for branch in state.branches for slot in branch.slots]


def _called(before: Definition, number: int, states: Mapping[str, str], tasks: Mapping[Place, Place]) -> Definition:
    def to(name: str) -> str:
        return states[name]

    made = [
        replace(
            state,
            name=to(state.name),
            branches=tuple(_branch(state, branch, tasks) for branch in state.branches),
            edges=tuple(replace(edge, to=tuple(map(to, edge.to))) for edge in state.edges),
            arms=tuple(replace(arm, to=to(arm.to)) for arm in state.arms),
            pass_to=to(state.pass_to) if state.pass_to else None,
            visits=replace(state.visits, end=to(state.visits.end)) if state.visits else None,
        )
        for state in before.states.values()
    ]
    rule = before.withdraw
    return replace(
        before,
        version=number,
        sha256=f"{number:064d}",
        start=to(before.start),
        states={state.name: state for state in made},
        withdraw=replace(rule, before=to(rule.before), to=to(rule.to)) if rule else None,
        constraints=tuple(replace(each, states=tuple(map(to, each.states))) for each in before.constraints),
    )


def _branch(state: State, branch: Branch, tasks: Mapping[Place, Place]) -> Branch:
    slots = [replace(slot, key=tasks[state.name, slot.key][1]) for slot in branch.slots]
    if not state.votes:
        return replace(branch, slots=tuple(slots))
    return replace(branch, key=slots[0].key, slots=(replace(slots[0], branch=slots[0].key),))
