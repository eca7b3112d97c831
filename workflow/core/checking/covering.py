"""L22: the scenario tests give every answer and go back every way, and they notice when a condition is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workflow.core.checking.places import at, at_branch, slots_of, warning
from workflow.core.children import COMPLETE, FAILED
from workflow.core.decision import Step
from workflow.core.definition import Definition, State
from workflow.core.expressions import Expression
from workflow.core.findings import Finding, Path
from workflow.core.ladders import ELAPSED, UNTIL
from workflow.core.playing import Play


@dataclass(frozen=True, slots=True)
class Covered:
    """What was seen while scenarios were played: answers by state, ways back by state and answer, states entered."""

    answers: frozenset[tuple[str, str]] = frozenset()
    returns: frozenset[tuple[str, str, str]] = frozenset()
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mutant:
    """A definition with one condition changed, and where that stands. `code` names the finding if no test notices."""

    definition: Definition
    code: str
    state: str
    path: Path
    guard: str

    def unnoticed(self) -> Finding:
        return warning("L22", self.code, self.path, guard=self.guard)


def covered_by(play: Play) -> Covered:
    answers = {given for step in play.steps for given in _answers(step)}
    returns = {way for step in play.steps for way in _returns(step)}
    return Covered(frozenset(answers), frozenset(returns), frozenset(play.view.path))


def check_coverage(definition: Definition, covered: Iterable[Covered]) -> Iterator[Finding]:
    """One finding for each state with answers that no scenario gives, and for each way back that none takes."""
    covered = tuple(covered)
    answers = frozenset[tuple[str, str]]().union(*(each.answers for each in covered))
    returns = frozenset[tuple[str, str, str]]().union(*(each.returns for each in covered))
    for state in definition.states.values():
        missing = tuple(code for code in _offered(state) if (state.name, code) not in answers)
        if missing:
            yield warning("L22", "untested_outcomes", at(state), state=state.name, outcomes=missing)
        for edge in state.edges:
            if edge.back and edge.outcome not in missing:
                left = tuple(to for to in edge.to if (state.name, edge.outcome, to) not in returns)
                if left:
                    path = at(state, "next", edge.outcome)
                    yield warning(
                        "L22", "untested_returns", path, state=state.name, outcome=edge.outcome, states=left
                    )  # fmt: skip


def mutants(definition: Definition) -> Iterator[Mutant]:
    """Each condition on the way turned into its opposite, and left out."""
    for state in definition.states.values():
        if state.when is not None:
            opposite, without = replace(state, when=_negated(state.when)), replace(state, when=None)
            yield from _both(definition, state.when, at(state, "when"), opposite, without)
        for position, arm in enumerate(state.arms):
            if arm.when is not None:
                rest = (state.arms[:position], state.arms[position + 1 :])
                opposite = replace(state, arms=(*rest[0], replace(arm, when=_negated(arm.when)), *rest[1]))
                without = replace(state, arms=(*rest[0], *rest[1]))
                yield from _both(definition, arm.when, at(state, "cases", position), opposite, without)
        for position, branch in enumerate(state.branches):
            if branch.when is not None:
                rest_ = (state.branches[:position], state.branches[position + 1 :])
                opposite = replace(state, branches=(*rest_[0], replace(branch, when=_negated(branch.when)), *rest_[1]))
                without = replace(state, branches=(*rest_[0], replace(branch, when=None), *rest_[1]))
                yield from _both(definition, branch.when, at_branch(state, branch, "when"), opposite, without)


def _both(
    definition: Definition, guard: Expression, path: Path, opposite: State, without: State
) -> Iterator[Mutant]:  # fmt: skip
    for code, state in (("negation_unnoticed", opposite), ("dropping_unnoticed", without)):
        changed = replace(definition, states={**definition.states, state.name: state})
        yield Mutant(changed, code, state.name, path, guard.source)


def _negated(guard: Expression) -> Expression:
    run = guard.tree.run
    return replace(guard, tree=replace(guard.tree, run=lambda values: not run(values)))


def _answers(step: Step) -> Iterator[tuple[str, str]]:
    yield from ((each.state, each.outcome) for each in step.decisions if each.status != "carried")
    yield from ((step.before.state, code) for code in _came(step))
    events = step.facts["events"]
    for event in events if isinstance(events, list) else ():
        if event["event"] == "passed" and event["outcome"] in {COMPLETE, FAILED}:
            yield event["state"], event["outcome"]


def _returns(step: Step) -> Iterator[tuple[str, str, str]]:
    target = step.facts.get("returned_to")
    if isinstance(target, str):
        given = [each.outcome for each in step.decisions if each.state == step.before.state] or _came(step)
        # whoever is asked again by an earlier state answers for that one
        given = given or [each.outcome for each in step.decisions]
        yield step.before.state, given[-1], target


def _came(step: Step) -> list[str]:
    """By what the state was left that nobody answered."""
    timer, child, signal = (step.facts.get(name) for name in ("timer", "child", "signal"))
    if isinstance(timer, dict) and timer.get("rule") == UNTIL:
        return [ELAPSED]
    if isinstance(signal, dict) and signal["awaited"]:
        return [str(signal["name"])]
    left = child.get("left") if isinstance(child, dict) else None
    return [str(left)] if left is not None else []


def _offered(state: State) -> tuple[str, ...]:
    codes = [outcome.code for slot in slots_of(state) for outcome in slot.outcomes]
    codes += state.comes
    return tuple(dict.fromkeys(codes))
