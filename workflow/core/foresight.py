"""What most likely lies before a case: the way to a successful end, with conditions resolved for what it holds now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.core.definition import Branch, Slot, State
from workflow.core.errors import QianheError
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.core.routing import guard_values, holders_for
from workflow.core.turn import Turn

AUTOMATIC = frozenset({"choice", "wait", "subcase", "end"})
"""States in which nobody has to be asked."""
NOT_YET = frozenset({"unit_unset", "person_unset", "no_decider"})
"""Detours to somebody else that only an unfilled form makes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a step will ask. `principal` is empty where that cannot be told yet, or may not be shown."""

    branch: str
    actor: str
    principal: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that may come. `met` says whether the condition before it holds: None where there is no condition."""

    state: str
    asked: tuple[Asked, ...]
    met: bool | None = None
    told: bool = True
    """False where the condition cannot be told from what the case holds now."""

    @property
    def comes(self) -> bool:
        return self.met is not False


def foresee(turn: Turn) -> tuple[Ahead, ...]:
    """The steps after the present state, the end last; steps whose condition fails stand where they would have come."""
    walk = _Walk(turn)
    name = walk.onward(turn.standing_in)
    found: list[Ahead] = []
    while name is not None and name not in walk.seen:
        walk.seen.add(name)
        state = turn.definition.states[name]
        if state.type == "choice":
            skipped, name = walk.choose(state)
            found.extend(skipped)
            continue
        ahead = walk.step(state)
        found.append(ahead)
        name = walk.onward(state) if ahead.comes else (state.pass_to or walk.onward(state))
    return tuple(found)


def steps_done(turn: Turn) -> int:
    """How many different steps with an answer lie before the present one on the way to it."""
    answered = {decision.state for decision in turn.decisions.values()}
    before = {name for name in turn.path if name != turn.state and turn.state in turn.process.ahead[name]}
    return len(before & answered)


def steps_left(turn: Turn, ahead: tuple[Ahead, ...]) -> int:
    return sum(step.comes and turn.definition.states[step.state].type not in AUTOMATIC for step in ahead)


class _Walk:
    """One look ahead; `until` is the state from which on steps come whatever was chosen."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.states = turn.definition.states
        self.seen = {turn.state}
        self.values = _values(turn)
        self.until: str | None = None
        self.told = True

    def onward(self, state: State) -> str | None:
        """The first way out that leads forward to a successful end, else the first that leads forward."""
        forward = [to for edge in state.edges if not edge.back for to in edge.to if to in self._ahead(state.name)]
        return next((to for to in forward if self._succeeds(to)), forward[0] if forward else None)

    def choose(self, state: State) -> tuple[list[Ahead], str | None]:
        """The steps that are passed over, and where the case goes on."""
        taken, told = self._arm(state)
        skipped: list[Ahead] = []
        if taken is None:
            return skipped, None
        for other in (arm.to for arm in state.arms if arm.to != taken):
            if other in self._ahead(taken):
                self.until, self.told = other, told
            elif taken in self._ahead(other):
                skipped.extend(self._passed_over(other, taken))
        return skipped, taken

    def step(self, state: State) -> Ahead:
        if state.name == self.until:
            self.until = None
        branches = [(branch, self._holds(branch.when)) for branch in state.branches]
        asked = tuple(one for branch, holds in branches if holds is not False for one in self._asked(state, branch))
        conditions = [] if state.when is None else [self._holds(state.when)]
        if branches and all(branch.when is not None for branch, _ in branches):
            conditions = [holds for _, holds in branches]
        if conditions:
            # What looks at a field that is still empty may come or not.
            told = True in conditions or None not in conditions
            return Ahead(state.name, asked, met=any(it is not False for it in conditions), told=told)
        if self.until is not None:
            return Ahead(state.name, asked, met=True, told=self.told)
        return Ahead(state.name, asked, met=None)

    def _passed_over(self, name: str | None, until: str) -> Iterator[Ahead]:
        while name is not None and name != until and name not in self.seen:
            self.seen.add(name)
            state = self.states[name]
            if state.type not in AUTOMATIC:
                yield replace(self.step(state), met=False)
            name = self.onward(state)

    def _arm(self, state: State) -> tuple[str | None, bool]:
        for arm in state.arms:
            holds = self._holds(arm.when)
            if holds is None and arm.when is not None:
                return next((one.to for one in state.arms if self._succeeds(one.to)), arm.to), False
            if holds is not False:
                return arm.to, True
        return None, True

    def _holds(self, when: Expression | None) -> bool | None:
        """None without a condition, and where it cannot be told."""
        if when is None:
            return None
        try:
            return when.truth(self.values)
        except EvaluationFailed:
            return None

    def _asked(self, state: State, branch: Branch) -> Iterator[Asked]:
        for slot in branch.slots:
            yield Asked(branch.key, slot.actor, self._principal(state, slot))

    def _principal(self, state: State, slot: Slot) -> str:
        if self.turn.definition.future_preview == "roles_only":
            return ""
        noted = len(self.turn.events)
        try:
            principal = holders_for(self.turn, slot.actor, state)[0].principal()
        except QianheError:
            return ""
        detours = {event["event"] for event in self.turn.events[noted:]}
        return "" if detours & NOT_YET else principal

    def _ahead(self, name: str) -> frozenset[str]:
        return self.turn.process.ahead[name]

    def _succeeds(self, name: str) -> bool:
        ends = (self.states[other] for other in self._ahead(name) | {name})
        return any(state.type == "end" and state.outcome == "approved" for state in ends)


def _values(turn: Turn) -> Mapping[str, object]:
    """What guards see now; without the authority table's word while a value that it needs is missing."""
    try:
        return guard_values(turn)
    except EvaluationFailed:
        return {"data": turn.data, "authority": {}}
