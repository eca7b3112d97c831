"""L03 and L06: each guard can be true and false, each arm of a choice can be taken, and every case finds just one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.checking.places import at, at_branch, error, info, warning
from workflow.core.checking.tabulating import Row, Table, example, tabulate
from workflow.core.definition import Definition, State
from workflow.core.expressions import Expression
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec

Fields = Mapping[str, FieldSpec]


def check_guards(definition: Definition, fields: Fields) -> Iterator[Finding]:
    for state in definition.states.values():
        if state.when is not None:
            yield from _both_ways(state.when, at(state, "when"), fields)
        if state.closes is not None:
            yield from _both_ways(state.closes.when, at(state, "closes_when"), fields)
        for branch in state.branches:
            if branch.when is not None:
                yield from _both_ways(branch.when, at_branch(state, branch, "when"), fields)


def check_choices(definition: Definition, fields: Fields) -> Iterator[Finding]:
    for state in definition.states.values():
        if state.type != "choice":
            continue
        early = [position for position, arm in enumerate(state.arms[:-1]) if arm.when is None]
        if not state.arms:
            yield error("L06", "choice_without_cases", at(state, "cases"), state=state.name)
        elif early:
            yield error("L06", "else_not_last", at(state, "cases", early[0]), state=state.name)
        else:
            yield from _arms(state, fields)


def taken(truths: tuple[bool | None, ...]) -> int | None:
    """The first arm whose guard holds, -1 if none does; None if a guard fails before one holds."""
    for position, truth in enumerate(truths):
        if truth is None:
            return None
        if truth:
            return position
    return -1


def guards_of(state: State) -> tuple[Expression, ...]:
    """The guards of a choice in order, else left out."""
    return tuple(arm.when for arm in state.arms if arm.when is not None)


def _both_ways(guard: Expression, path: Path, fields: Fields) -> Iterator[Finding]:
    table = tabulate((guard,), fields)
    if table is None:
        yield info("L06", "too_many_combinations", path, guard=guard.source)
        return
    shown = {row.truths[0] for row in table.rows}
    for truth, code in ((True, "guard_never_true"), (False, "guard_never_false")):
        if truth not in shown:
            yield _missing("L06", code, table, path, guard.source)


def _missing(rule: str, code: str, table: Table, path: Path, guard: str) -> Finding:
    if table.conclusive:
        return error(rule, code, path, guard=guard)
    return info(rule, "guard_not_proved", path, guard=guard)


def _arms(state: State, fields: Fields) -> Iterator[Finding]:
    guards = guards_of(state)
    has_else = any(arm.when is None for arm in state.arms)
    table = tabulate(guards, fields)
    if table is None:
        yield info("L06", "too_many_combinations", at(state, "cases"), guard="; ".join(g.source for g in guards))
        if not has_else:
            yield error("L06", "choice_needs_else", at(state, "cases"), state=state.name)
        return
    ways = {taken(row.truths): row for row in reversed(table.rows)}
    for position, arm in enumerate(state.arms):
        if arm.when is not None and position not in ways:
            yield _missing("L03", "case_never_taken", table, at(state, "cases", position), arm.when.source)
    if has_else and -1 not in ways and table.conclusive:
        yield warning("L03", "else_never_taken", at(state, "cases", len(state.arms) - 1), state=state.name)
    if not has_else:
        yield from _gap(state, table, ways.get(-1))
        yield from _overlaps(state, table)


def _gap(state: State, table: Table, row: Row | None) -> Iterator[Finding]:
    if row is not None:
        yield error("L06", "choice_gap", at(state, "cases"), state=state.name, values=example(table, row))
    elif not table.conclusive:
        yield error("L06", "choice_needs_else", at(state, "cases"), state=state.name)


def _overlaps(state: State, table: Table) -> Iterator[Finding]:
    """Without an else the arms are meant to divide the cases; where two fit, their order would decide unseen."""
    told: set[int] = set()
    for row in table.rows:
        fitting = [position for position, truth in enumerate(row.truths) if truth]
        if len(fitting) > 1 and fitting[1] not in told:
            told.add(fitting[1])
            first, second = (state.arms[position].when for position in fitting[:2])
            guards = tuple(guard.source for guard in (first, second) if guard is not None)
            path = at(state, "cases", fitting[1])
            yield error("L06", "cases_overlap", path, state=state.name, guards=guards, values=example(table, row))
