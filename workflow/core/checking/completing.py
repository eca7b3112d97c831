"""L04: from everything that a case can come to an end can be reached, without withdrawal and without the owner's mercy.

Explored is every pair of a state and a class of data: data are told apart only by what the guards on the way say of
them, and editing moves a case to all classes that differ in nothing but edited fields. Visit bounds need no place in
this space: the owner may allow another visit, so they take no way out away, and the end that he may choose instead is
no completion. Blocks are one state here; that they come to their end is L05.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from workflow.core.checking.classes import Change, change, classes_of, edited_names
from workflow.core.checking.guarding import guards_of, taken
from workflow.core.checking.places import at, error, info
from workflow.core.checking.tabulating import Table, example, fits, tabulate
from workflow.core.definition import Definition, State
from workflow.core.expressions import Expression
from workflow.core.findings import Finding
from workflow.core.form import FieldSpec
from workflow.core.graph import all_moves, graph_of, reachable, reversed_graph

Fields = Mapping[str, FieldSpec]
Guards = tuple[Expression, ...]
Truths = tuple[bool | None, ...]
Marking = tuple[str, int, bool]
"""A state and a class of data; or, third part true, a state being left and what its editor did not touch."""

_MOST_TOGETHER: Final = 512


def check_completion(definition: Definition, fields: Fields) -> Iterator[Finding]:
    """Wants every named state to exist."""
    graph = graph_of(all_moves(definition), definition.states)
    ends = [state.name for state in definition.states.values() if state.type == "end"]
    completing = reachable(reversed_graph(graph), ends)
    trapped = reachable(graph, (definition.start,)) - completing
    if trapped:
        states = _in_order(definition, trapped)
        yield error("L04", "no_way_to_an_end", at(definition.states[states[0]]), states=states)
        return
    for group in _groups(definition, fields):
        if not fits(group, fields):
            yield info("L04", "too_many_combinations", ("states",), guard="; ".join(each.source for each in group))
        for guards in _parts(definition, fields, group):
            yield from _trapped_by_data(definition, fields, guards)


def _trapped_by_data(definition: Definition, fields: Fields, guards: Guards) -> Iterator[Finding]:
    table = tabulate(guards, fields)
    if table is None:
        return
    classes = classes_of(table)
    graph = _explored(definition, fields, guards, table)
    ends = [marking for marking in graph if definition.states[marking[0]].type == "end"]
    completing = reachable(reversed_graph(graph), ends)
    trapped = {marking for marking in graph if not marking[2]} - completing
    if trapped:
        states = _in_order(definition, {marking[0] for marking in trapped})
        held = {of for state, of, _ in trapped if state == states[0]}
        row = next(row for row, of in zip(table.rows, classes, strict=True) if of in held)
        place = at(definition.states[states[0]])
        yield error("L04", "no_way_to_an_end_with", place, states=states, values=example(table, row))


def _explored(
    definition: Definition, fields: Fields, guards: Guards, table: Table
) -> Mapping[Marking, Sequence[Marking]]:
    """All markings that can come about, each with those that follow it."""
    classes = classes_of(table)
    truths = {of: row.truths for of, row in zip(classes, table.rows, strict=True)}
    changes = _changes(definition, fields, table, classes)
    waiting: list[Marking] = [(definition.start, of, False) for of in truths]
    graph: dict[Marking, Sequence[Marking]] = {}
    while waiting:
        marking = waiting.pop()
        if marking not in graph:
            name, of, left = marking
            state, edit = definition.states[name], changes.get(name)
            if left and edit is not None:
                graph[marking] = [(to, now, False) for now in edit.classes[of] for to in _answered(state)]
            else:
                said = dict(zip(guards, truths[of], strict=True))
                graph[marking] = _following(state, of, said, edit)
            waiting.extend(graph[marking])
    return graph


def _following(state: State, of: int, said: Mapping[Expression, bool | None], edit: Change | None) -> list[Marking]:
    """A guard that no class tells apart, or that fails, may go either way."""
    needed = said.get(state.when) if state.when is not None else True
    found: list[Marking] = [(to, of, False) for to in _arms(state, said)]
    if needed is not True and state.pass_to is not None:
        found.append((state.pass_to, of, False))
    if needed is not False:
        if edit is None:
            found.extend((to, of, False) for to in _answered(state))
        else:
            found.extend((state.name, kept, True) for kept in edit.remainders[of])
    return found


def _answered(state: State) -> tuple[str, ...]:
    return tuple(to for edge in state.edges for to in edge.to)


def _arms(state: State, said: Mapping[Expression, bool | None]) -> tuple[str, ...]:
    """Data that find no arm are another check's (L06) and may take any here."""
    guards = guards_of(state)
    way = taken(tuple(said.get(guard) for guard in guards))
    chosen = guards[way] if way is not None and way >= 0 else None
    if way is None or (chosen is None and all(arm.when is not None for arm in state.arms)):
        return tuple(arm.to for arm in state.arms)
    return next((arm.to,) for arm in state.arms if arm.when == chosen)


def _changes(definition: Definition, fields: Fields, table: Table, classes: Sequence[int]) -> Mapping[str, Change]:
    """For each state that edits something which the guards read, what can become of the classes."""
    known: dict[frozenset[str], Change] = {}
    found: dict[str, Change] = {}
    for state in definition.states.values():
        names = set(edited_names(definition, fields, state))
        asked_anew = "authority.*" in names
        edited = frozenset(
            name for name in table.names if name in names or (asked_anew and name.startswith("authority."))
        )  # fmt: skip
        if edited:
            if edited not in known:
                known[edited] = change(table, classes, edited)
            found[state.name] = known[edited]
    return found


def _groups(definition: Definition, fields: Fields) -> Sequence[Guards]:
    """The guards that decide over the way: all at once if that is cheap, else those together that share names."""
    each = [guards for state in definition.states.values() if (guards := _deciding(state))]
    together = _without_doubles(guard for guards in each for guard in guards)
    if not together:
        return ()
    if fits(together, fields, _MOST_TOGETHER):
        return (together,)
    groups: list[Guards] = []
    for guards in each:
        sharing = [group for group in groups if _names(group) & _names(guards)]
        groups = [group for group in groups if group not in sharing]
        groups.append(_without_doubles(guard for group in (*sharing, guards) for guard in group))
    return groups


def _parts(definition: Definition, fields: Fields, group: Guards) -> Sequence[Guards]:
    """The group, or what single states ask when it is too large; what the others ask may then go either way."""
    if fits(group, fields):
        return (group,)
    single = dict.fromkeys(_deciding(state) for state in definition.states.values())
    return [guards for guards in single if set(guards) & set(group)]


def _deciding(state: State) -> Guards:
    return guards_of(state) if state.when is None else (state.when,)


def _names(guards: Iterable[Expression]) -> frozenset[str]:
    return frozenset(name for guard in guards for name in guard.names)


def _without_doubles(guards: Iterable[Expression]) -> Guards:
    return tuple(dict.fromkeys(guards))


def _in_order(definition: Definition, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in definition.states if name in wanted)
