"""Who could act on a slot: in every situation that a case can bring, asked by the rules that decide at the moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import product

from workflow.core.authority import (
    may_start,
    present,
    refusals_for,
    resolve,
    standings,
    superior,
)
from workflow.core.case import Holder
from workflow.core.checking.surroundings import Surroundings
from workflow.core.checking.tabulating import flat_fields, tabulate
from workflow.core.checking.varying import ROW, values_of
from workflow.core.definition import ActorRule, Definition, Nobody, Slot, State
from workflow.core.deputies import Matter, deputies_of
from workflow.core.directory import Directory
from workflow.core.errors import Refused
from workflow.core.expressions import Expression

_DATA = "data."
Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to act: who does it, and all to whom the act is counted, those stood in for included."""

    actor: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Situation:
    """Who applies, and what decides whom is asked: units by `data.…` path, the row of the authority table."""

    applicant: int
    values: Values = ()

    def value(self, name: str) -> str | None:
        return dict(self.values).get(name)


@dataclass(frozen=True, slots=True)
class Asked:
    """`options` as things go normally, `rescue` by those to whom the ladder hands the task, `meant` are the people of
    the actor himself whatever speaks against them, `people` all of these."""

    options: tuple[Option, ...]
    rescue: tuple[Option, ...]
    meant: frozenset[int]
    people: frozenset[int]


@dataclass(slots=True)
class Staffing:
    """A definition among people. Answers are remembered: many slots ask for the same actor under the same rules."""

    definition: Definition
    around: Surroundings
    _known: dict[object, Asked] = field(default_factory=dict)
    _without: dict[int, Directory] = field(default_factory=dict)
    _real: dict[object, bool] = field(default_factory=dict)
    _rules_of: dict[tuple[str, str], tuple[frozenset[str], object]] = field(default_factory=dict)

    def starters(self) -> tuple[int, ...]:
        directory, today = self.around.directory, self.around.today
        return tuple(p for p in directory.people if may_start(self.definition, directory, p, today))

    def variables(self, state: State, slot: Slot) -> frozenset[str]:
        """The names of what decides, besides the applicant, whom the slot means."""
        return frozenset(name for rule in self._rules(state, slot) for name in self._variables_of(rule))

    def situations(self, names: Iterable[str]) -> Iterator[Values]:
        """Every combination that could make a difference."""
        wanted = sorted(names)
        for values in product(*(values_of(self.definition, self.around, name) for name in wanted)):
            yield tuple(zip(wanted, values, strict=True))

    def asked(self, state: State, slot: Slot, situation: Situation, gone: int | None = None) -> Asked:
        """Who may answer the slot; `gone` has left the house. Nobody at all where the step would be refused."""
        needed, rules = self._asking(state, slot)
        values = tuple(pair for pair in situation.values if pair[0] in needed)
        key = (rules, situation.applicant, values, gone)
        if key not in self._known:
            situation = Situation(situation.applicant, values)
            self._known[key] = self._ask(state, slot, situation, self._directory(gone))
        return self._known[key]

    def _asking(self, state: State, slot: Slot) -> tuple[frozenset[str], object]:
        """What decides about the slot, and the rules by which; the same for many slots."""
        place = (state.name, slot.key)
        if place not in self._rules_of:
            ladder = tuple((rung.does, rung.who) for rung in slot.ladder if rung.does in {"add", "move"})
            approving = state.type in {"approve", "parallel"}
            rules = (slot.actor, approving, self._never(state), state.self_approval, ladder)
            self._rules_of[place] = (self.variables(state, slot), rules)
        return self._rules_of[place]

    def electors(self, state: State, slot: Slot, situation: Situation) -> frozenset[int]:
        """Those whom the slot means and who may decide; nobody in their place."""
        conflict = self._conflict(state, situation, self.around.directory)
        return self.asked(state, slot, situation).meant - conflict

    def deputies(self, people: Collection[int], state: State, situation: Situation) -> frozenset[int]:
        """Who may act for any of them now."""
        conflict = self._conflict(state, situation, self.around.directory)
        matter = Matter(self.around.now, self.definition.process, avoid=conflict)
        depth = self.definition.substitute_depth
        return frozenset(d for p in people for d in deputies_of(self.around.directory, p, matter, depth))

    def is_possible(self, slot: Slot, situation: Situation) -> bool:
        """Whether the unit that the case names has the post at all; where it has not, naming it is refused."""
        rule = self.definition.actors[slot.actor]
        if self.definition.nobody.does == "send_to" or rule.kind not in {"post", "pool"}:
            return True
        post = self.around.directory.posts.get(rule.post or "")
        unit = self._unit(rule.of, situation)
        units = post.units if post is not None else ()
        return unit is not None and any(each in units for each in _upwards(self.around.directory, unit))

    def is_real(self, values: Values, places: Iterable[tuple[State, Slot]]) -> bool:
        """Whether data can lead to that row of the authority table while all of these slots are needed."""
        item, position = self.around.item_of(self.definition), dict(values).get(ROW)
        if item is None or position is None:
            return True
        rows = item.rows[: int(position) + 1]
        others = tuple(row.when for row in rows[:-1] if row.when is not None)
        wanted = tuple(dict.fromkeys((*_given(rows[-1].when), *_conditions(places))))
        if (others, wanted) not in self._real:
            table = tabulate((*others, *wanted), dict(flat_fields(self.definition.fields)))
            self._real[others, wanted] = table is None or any(
                not any(row.truths[: len(others)]) and False not in row.truths[len(others) :] for row in table.rows
            )
        return self._real[others, wanted]

    def _ask(self, state: State, slot: Slot, situation: Situation, directory: Directory) -> Asked:
        conflict = self._conflict(state, situation, directory)
        holders = self._holders(slot.actor, state, situation, directory, conflict)
        named = self._holders(slot.actor, None, situation, directory, frozenset())
        rescuers: tuple[Holder, ...] = ()
        if self.around.present:
            rescuers = self._ladder(state, slot, situation, directory, conflict=conflict, holders=holders)
        options = tuple(self._able(holders, conflict, directory))
        rescue = tuple(self._able(rescuers, conflict, directory))
        meant = frozenset(p for holder in named for p in present(directory, holder, self.around.today))
        known = {person for each in (*options, *rescue) for person in each.people}
        known |= {p for holder in holders for p in present(directory, holder, self.around.today)}
        return Asked(options, rescue, meant, meant | known)

    def _able(self, holders: Collection[Holder], conflict: frozenset[int], directory: Directory) -> Iterator[Option]:
        now, process, depth = self.around.now, self.definition.process, self.definition.substitute_depth
        for holder in holders:
            people = present(directory, holder, self.around.today)
            post = (holder.post, holder.unit) if holder.post is not None and holder.unit is not None else None
            matter = Matter(now, process, post, conflict)
            acting = dict.fromkeys((*people, *(d for p in people for d in deputies_of(directory, p, matter, depth))))
            for person in acting:
                for standing in standings(directory, (holder,), person, now, process, depth=depth, avoid=conflict):
                    if not refusals_for(standing, conflict=conflict):
                        behalf = standing.on_behalf_of
                        yield Option(person, frozenset({person} if behalf is None else {person, behalf}))

    def _ladder(
        self, state: State, slot: Slot, situation: Situation, directory: Directory, *, conflict: frozenset[int],
        holders: tuple[Holder, ...],
    ) -> tuple[Holder, ...]:  # fmt: skip
        found: list[Holder] = []
        for rung in slot.ladder if holders else ():
            if rung.does not in {"add", "move"}:
                continue
            if rung.who == "superior":
                above = superior(directory, holders[0], self.around.today, conflict)
                found += [above] if above is not None else []
            else:
                found += self._holders(rung.who, state, situation, directory, conflict)
        return tuple(dict.fromkeys(found))

    def _conflict(self, state: State, situation: Situation, directory: Directory) -> frozenset[int]:
        people = {situation.applicant} if state.type in {"approve", "parallel"} else set()
        for name in self._never(state):
            holders = self._holders(name, None, situation, directory, frozenset())
            people.update(p for holder in holders for p in present(directory, holder, self.around.today))
        return frozenset(people)

    def _holders(
        self, name: str, state: State | None, situation: Situation, directory: Directory, avoid: frozenset[int]
    ) -> tuple[Holder, ...]:
        """Without a state: those whom the actor means, and nobody in their place."""
        rule = self.definition.actors[name]
        if rule.kind == "applicant":
            return (Holder(person=situation.applicant),)
        with suppress(Refused):
            return resolve(
                rule,
                directory=directory,
                on=self.around.today,
                data=_nested(situation.values),
                applicant=situation.applicant,
                applicant_unit="",
                decider=self._decider(situation),
                avoid=avoid,
                self_approval="forbid" if state is None else state.self_approval,
                nobody=Nobody("fail") if state is None else self.definition.nobody,
                actors=self.definition.actors,
            ).holders
        return ()

    def _decider(self, situation: Situation) -> tuple[str, str] | None:
        item, position = self.around.item_of(self.definition), situation.value(ROW)
        if item is None or position is None:
            return None
        row = item.rows[int(position)]
        unit = self._unit(row.decider_of, situation)
        return None if unit is None else (row.decider_post, unit)

    def _unit(self, of: str | None, situation: Situation) -> str | None:
        return situation.value(of) if of is not None and of.startswith(_DATA) else of

    def _never(self, state: State) -> frozenset[str]:
        """The actors who may not decide here."""
        rules = [rule for rule in self.definition.constraints if rule.kind == "never" and state.name in rule.states]
        return frozenset(rule.actor for rule in rules if rule.actor is not None)

    def _rules(self, state: State, slot: Slot) -> Iterator[ActorRule]:
        """Everybody who may come in: who is asked, who instead, who may not, who later."""
        names = {slot.actor, *self._never(state), *(rung.who for rung in slot.ladder)}
        if self.definition.nobody.actor is not None:
            names.add(self.definition.nobody.actor)
        yield from (self.definition.actors[name] for name in sorted(names) if name in self.definition.actors)

    def _variables_of(self, rule: ActorRule) -> Iterator[str]:
        item = self.around.item_of(self.definition)
        if rule.kind == "authority" and item is not None:
            yield ROW
            yield from (row.decider_of for row in item.rows if row.decider_of.startswith(_DATA))
        elif rule.of is not None and rule.of.startswith(_DATA):
            yield rule.of

    def _directory(self, gone: int | None) -> Directory:
        if gone is None:
            return self.around.directory
        if gone not in self._without:
            people = self.around.directory.people
            left = replace(people[gone], active=False)
            self._without[gone] = replace(self.around.directory, people={**people, gone: left})
        return self._without[gone]


def _given(guard: Expression | None) -> tuple[Expression, ...]:
    return () if guard is None else (guard,)


def _conditions(places: Iterable[tuple[State, Slot]]) -> Iterator[Expression]:
    for state, slot in places:
        yield from _given(state.when)
        yield from (guard for branch in state.branches if branch.key == slot.branch for guard in _given(branch.when))


def _nested(values: Values) -> Mapping[str, object]:
    data: dict[str, object] = {}
    for name, unit in values:
        held: dict[str, object] = data
        *above, last = name.removeprefix(_DATA).split(".")
        for part in above:
            following = held.setdefault(part, {})
            held = following if isinstance(following, dict) else {}
        held[last] = unit
    return data


def _upwards(directory: Directory, unit: str) -> Iterator[str]:
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at in directory.units and at not in seen:
        seen.add(at)
        yield at
        at = directory.units[at].parent
