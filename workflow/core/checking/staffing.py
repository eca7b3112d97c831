"""L15, L16 and L24: whoever applies and whoever is away, somebody can act on every slot, and others where others
must.

An error says that it cannot be done with the people there are; a warning that it hangs on one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workflow.core.checking.asking import ESCALATE_ONLY
from workflow.core.checking.candidates import Asked, Option, Situation, Staffing
from workflow.core.checking.electing import check_voters
from workflow.core.checking.places import at_slot, error, info, slots_of, warning
from workflow.core.checking.separating import Apart, Used, pairs, satisfiable, strandable
from workflow.core.checking.situations import Place, countable, described, logins, situations, some, variants
from workflow.core.checking.surroundings import Surroundings
from workflow.core.definition import Definition, Slot, State
from workflow.core.findings import Finding, Path
from workflow.core.graph import ahead_of, all_moves, graph_of, reachable


@dataclass(frozen=True, slots=True)
class _Group:
    """Slots that are kept apart, directly or through others; `before` are those that can come earlier."""

    slots: tuple[Place, ...]
    apart: Apart
    before: Mapping[int, frozenset[int]]


def check_staffing(definition: Definition, around: Surroundings) -> Iterator[Finding]:
    """Wants every named state and actor to exist. Says nothing where nobody may start a case."""
    staffing = Staffing(definition, around)
    starters = staffing.starters()
    if not starters:
        return
    for state in definition.states.values():
        if state.votes:
            yield from check_voters(staffing, starters, state)
            continue
        for slot in slots_of(state) if not _goes_on_alone(state) else ():
            yield from _slot(staffing, starters, state, slot)
    for group in _groups(definition):
        yield from _untried(staffing, group)
        yield from _group(staffing, starters, group)


def _slot(staffing: Staffing, starters: Sequence[int], state: State, slot: Slot) -> Iterator[Finding]:
    """L15 where nobody could act, L16 where it hangs on one person, L24 where one holds the post."""
    nobody: list[str] = []
    hanging: dict[str, set[int]] = {"one_holder": set(), "absence_leaves_nobody": set(), "leaver_leaves_nobody": set()}
    thought_of = situations(staffing, starters, [(state, slot)])
    for situation in (each for each in thought_of if staffing.is_possible(slot, each)):
        asked = staffing.asked(state, slot, situation)
        if not asked.options:
            nobody.append(described(staffing, situation))
        for code, person in _hanging(staffing, state, slot, situation, asked):
            hanging[code].add(person)
    if not hanging["one_holder"]:
        hanging["pool_of_one"] = set(_alone_in_pool(staffing, state, slot))
    path = at_slot(state, slot, "desk" if state.type == "external" else "by")
    if nobody:
        yield error("L15", "nobody_can_act", path, state=state.name, slot=slot.label, cases=some(nobody))
    for code, people in hanging.items() if staffing.around.present else ():
        yield from _told(staffing, code, people, path, state=state.name, slot=slot.label)


def _told(
    staffing: Staffing, code: str, people: Collection[int], path: Path, **where: object
) -> Iterator[Finding]:  # fmt: skip
    """A single holder can name a deputy, as long as the definition lets deputies act; that is only to be known then."""
    if people and code == "one_holder" and staffing.definition.substitute_depth:
        yield info("L24", code, path, people=logins(staffing, people), **where)
    elif people:
        rule = "L24" if code in {"one_holder", "pool_of_one"} else "L16"
        yield warning(rule, code, path, people=logins(staffing, people), **where)


def _hanging(
    staffing: Staffing, state: State, slot: Slot, situation: Situation, asked: Asked
) -> Iterator[tuple[str, int]]:
    """Those without whom nobody acts: while they are away, or when they have left the house.

    The applicant's own task is nobody else's, and where the clock answers in the end nobody is needed. Whoever is
    asked in another's place already is no single fault any more, and `fail` has said what shall happen.
    """
    deadline = slot.deadline or state.deadline
    by_clock = deadline is not None and deadline.timeout not in {None, ESCALATE_ONLY}
    if not asked.options or staffing.definition.actors[slot.actor].kind == "applicant":
        return
    for person in asked.meant.intersection(*({option.actor} for option in asked.options)):
        if not by_clock and not [option for option in asked.rescue if option.actor != person]:
            single = len(_actors(staffing.asked(state, slot, Situation(0, situation.values)).options)) == 1
            yield "one_holder" if single else "absence_leaves_nobody", person
        falls_back = staffing.definition.nobody.does == "send_to"
        if falls_back and not staffing.asked(state, slot, situation, gone=person).options:
            yield "leaver_leaves_nobody", person


def _alone_in_pool(staffing: Staffing, state: State, slot: Slot) -> Iterator[int]:
    """A pool is there to be shared; a post has one holder anyway."""
    if staffing.definition.actors[slot.actor].kind == "pool":
        for variant in variants(staffing, [(state, slot)]):
            actors = _actors(staffing.asked(state, slot, variant).options)
            yield from actors if len(actors) == 1 else ()


def _actors(options: Iterable[Option]) -> frozenset[int]:
    return frozenset(option.actor for option in options)


def _untried(staffing: Staffing, group: _Group) -> Iterator[Finding]:
    if not countable(staffing, group.slots):
        states = tuple(dict.fromkeys(state.name for state, _ in group.slots))
        yield info("L15", "situations_not_tried", _path_of(staffing.definition, states), states=states)


def _group(staffing: Staffing, starters: Sequence[int], group: _Group) -> Iterator[Finding]:
    """L15 and L16 for slots that different people must answer."""
    states = tuple(dict.fromkeys(state.name for state, _ in group.slots))
    path = _path_of(staffing.definition, states)
    impossible: list[str] = []
    stranded: dict[str, str] = {}
    away: set[int] = set()
    for situation in situations(staffing, starters, group.slots):
        asked = [staffing.asked(state, slot, situation) for state, slot in group.slots]
        ways = [_used(each.options, state) for each, (state, _) in zip(asked, group.slots, strict=True)]
        if not all(ways):
            continue  # said of the slot itself
        if not satisfiable(ways, group.apart):
            impossible.append(described(staffing, situation))
        elif staffing.around.present:
            stranded |= _stranded(staffing, group, situation, asked)
            away |= set(_breaking(staffing, group, situation, asked))
    if impossible:
        yield error("L15", "too_few_people", path, states=states, cases=some(impossible))
    for name, case in stranded.items():
        yield warning("L16", "choice_leaves_nobody", path, states=states, state=name, cases=(case,))
    if away:
        yield warning("L16", "absence_breaks_separation", path, states=states, people=logins(staffing, away))


def _stranded(staffing: Staffing, group: _Group, situation: Situation, asked: Sequence[Asked]) -> dict[str, str]:
    """The slots for which those before can leave nobody, though there would be a way; the ladder counts as one."""
    ways = _all_ways(group, asked)
    return {
        f"{state.name}.{slot.key}": described(staffing, situation)
        for last, (state, slot) in enumerate(group.slots)
        if strandable(ways, group.apart, last, group.before[last])
    }


def _breaking(staffing: Staffing, group: _Group, situation: Situation, asked: Sequence[Asked]) -> Iterator[int]:
    """Those whose absence leaves too few; what hangs on one person in a single slot is said there."""
    for person in sorted(frozenset[int]().union(*(each.people for each in asked)) - {situation.applicant}):
        ways = _all_ways(group, asked, without=person)
        if all(ways) and not satisfiable(ways, group.apart):
            yield person


def _groups(definition: Definition) -> Iterator[_Group]:
    """By `different_people`: the slots of states of which one can follow the other in one case."""
    following = {name: reachable(graph, graph[name]) for graph in [_graph(definition)] for name in graph}
    ahead = ahead_of(definition)
    for constraint in definition.constraints:
        if constraint.kind != "different_people":
            continue
        states = [definition.states[name] for name in dict.fromkeys(constraint.states) if name in definition.states]
        slots = tuple((state, slot) for state in states for slot in slots_of(state))
        numbered = list(enumerate(slots))
        apart = [
            (i, j)
            for (i, (one, _)), (j, (other, _)) in combinations(numbered, 2)
            if one is not other and (other.name in following[one.name] or one.name in following[other.name])
        ]
        before = {
            i: frozenset(j for j, (other, _) in numbered if one.name in ahead[other.name])
            for i, (one, _) in numbered
        }  # fmt: skip
        if apart:
            yield _Group(slots, pairs(len(slots), apart), before)


def _graph(definition: Definition) -> Mapping[str, Sequence[str]]:
    return graph_of(all_moves(definition), definition.states)


def _goes_on_alone(state: State) -> bool:
    """Where the time comes anyway, nobody is needed."""
    return bool(state.comes)


def _used(options: Iterable[Option], state: State) -> list[Used]:
    """Whoever has a vote need not cast it: that uses up nobody."""
    spared = [frozenset[int]()] if state.votes else []
    return list(dict.fromkeys([*(option.people for option in options), *spared]))


def _all_ways(group: _Group, asked: Sequence[Asked], *, without: int = 0) -> list[list[Used]]:
    """As things go normally, or by those to whom the ladder hands the task; `without` is away."""
    return [
        _used((it for it in (*each.options, *each.rescue) if it.actor != without), state)
        for each, (state, _) in zip(asked, group.slots, strict=True)
    ]


def _path_of(definition: Definition, states: Sequence[str]) -> Path:
    """Where the rule stands that keeps these states apart."""
    rules = enumerate(definition.constraints)
    found = (i for i, it in rules if it.kind == "different_people" and set(states) <= set(it.states))
    return ("constraints", next(found, 0), "different_people")
