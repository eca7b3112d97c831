"""States: who is asked in which order, what may be answered, what happens then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.core.children import ROW
from workflow.core.definition import Arm, Deadline, Join, Requires, State
from workflow.core.durations import parse_duration
from workflow.core.findings import Path
from workflow.core.further import NUMBER, SpawnRule, SubcaseRule
from workflow.core.text import Text
from workflow.reading.compiling.branches import Asking, compile_branches
from workflow.reading.compiling.closing import compile_closing, compile_retroactive
from workflow.reading.compiling.effects import Known, compile_effects
from workflow.reading.compiling.labels import STANDARD
from workflow.reading.compiling.may import compile_may
from workflow.reading.compiling.outcomes import codes_of, compile_edges, is_vote
from workflow.reading.compiling.times import TimeNames, compile_deadline, compile_ladder, compile_moment, compile_visits
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.ends import EndState, ObligationMap, SpawnMap
from workflow.reading.shapes.process import PostActor, ProcessFile
from workflow.reading.shapes.states import (
    ApproveState,
    AState,
    ChoiceState,
    ElseCase,
    ExternalState,
    Human,
    ParallelState,
    SubcaseState,
    WaitState,
)
from workflow.reading.shapes.times import usual_speed


@dataclass(frozen=True, slots=True)
class Names:
    """What the states of one file may refer to. `outcomes` are the codes of the whole file and the standard ones."""

    states: frozenset[str]
    actors: Mapping[str, Text]
    documents: frozenset[str]
    outcomes: frozenset[str]
    times: TimeNames
    posts: Mapping[str, tuple[str, str]]


def names_of(shape: ProcessFile) -> Names:
    states = frozenset(shape.states)
    actors = {name: actor.label.text() for name, actor in shape.actors.items()}
    outcomes = {*STANDARD}
    inputs: set[str] = set()
    for state in shape.states.values():
        if isinstance(state, Human):
            outcomes |= {*codes_of(state), *state.next}
            inputs |= {name for outcome in (state.outcomes or {}).values() for name in outcome.input}
        if isinstance(state, ParallelState):
            outcomes |= {code for branch in state.branches.values() for code in branch.outcomes or {}}
    times = TimeNames(states, frozenset(actors), frozenset(inputs))
    posts = {name: (it.post, it.of) for name, it in shape.actors.items() if isinstance(it, PostActor)}
    return Names(states, actors, frozenset(shape.documents), frozenset(outcomes), times, posts)


def compile_states(sheet: Worksheet, shape: ProcessFile, names: Names) -> dict[str, State]:
    sheet.names("outcome", shape.defaults.reason_for, names.outcomes, ("defaults", "reason_for"))
    return {name: _state(sheet, name, state, shape, names) for name, state in shape.states.items()}


def _state(sheet: Worksheet, name: str, state: AState, shape: ProcessFile, names: Names) -> State:
    path: Path = ("states", name)
    help_text = state.help.text() if state.help else None
    blank = State(name, state.type, state.label.text(), help=help_text)
    if isinstance(state, EndState):
        owed = tuple(_owed(sheet, rule, (*path, "obligations", index)) for index, rule in enumerate(state.obligations))
        spawn = _spawn(sheet, state.spawn, (*path, "spawn")) if state.spawn else None
        return replace(blank, outcome=state.outcome, spawn=spawn, obligations=owed)
    if isinstance(state, ChoiceState):
        return replace(blank, arms=_arms(sheet, state, names, path))
    return _special(sheet, state, names, path, _human(sheet, blank, state, shape, names))


def _spawn(sheet: Worksheet, spawn: SpawnMap | SubcaseState, path: Path) -> SpawnRule:
    """What the other process makes of it is looked at where all processes are known."""
    if spawn.each is not None:
        sheet.name("field", spawn.each, sheet.fields, (*path, "each"))
    for name, given in spawn.given.items():
        sheet.name("field", given, (*sheet.fields, NUMBER, *_columns(sheet, spawn.each)), (*path, "with", name))
    return SpawnRule(spawn.process, tuple(spawn.given.items()), spawn.each)


def _owed(sheet: Worksheet, duty: ObligationMap, path: Path) -> SpawnRule:
    within = parse_duration(duty.within) if duty.within is not None else None
    due = (duty.due, within) if within is not None else None
    return replace(_spawn(sheet, duty, path), fixed=tuple(duty.values.items()), due=due)


def _columns(sheet: Worksheet, table: str | None) -> Iterator[str]:
    """By what names a row of the table is read."""
    spec = sheet.fields.get(table or "")
    return (f"{ROW}.{column.name}" for column in (spec.fields if spec is not None else ()))


def _subcase(sheet: Worksheet, state: SubcaseState, path: Path) -> SubcaseRule:
    begins = _spawn(sheet, state, path)
    if (state.join == "count") != (state.count is not None):
        sheet.error("L01", "vote_count", path)
    for target in state.collect:
        sheet.name("field", target, (*sheet.fields, *_columns(sheet, state.each)), (*path, "collect", target))
    needed = {"all": None, "any": 1, "count": state.count}[state.join]
    return SubcaseRule(begins, needed, state.counts, state.settle, tuple(state.collect.items()), state.on_leave)


def _human(sheet: Worksheet, blank: State, state: Human, shape: ProcessFile, names: Names) -> State:
    path: Path = ("states", blank.name)
    reasons = shape.defaults.reason_for if state.reason_for is None else state.reason_for
    sheet.names("outcome", state.reason_for or (), names.outcomes, (*path, "reason_for"))
    deadline = _deadline(sheet, state, shape, names, path)
    ladder = compile_ladder(sheet, state, shape.defaults, names.times, path)
    speed = usual_speed(shape.speed)
    asking = Asking(names.actors, names.documents, names.times, speed, tuple(reasons), deadline, ladder)
    asked = replace(blank, branches=compile_branches(sheet, state, asking, path, blank.label))
    return replace(
        compile_may(sheet, state, shape, path, asked),
        edges=compile_edges(sheet, state, names.states, path),
        not_before=compile_moment(sheet, state.not_before, names.times, (*path, "not_before")),
        deadline=deadline,
        visits=compile_visits(state.visits, shape.defaults),
        requires=_requires(sheet, state, shape, names, path),
        effects=tuple(compile_effects(sheet, state, Known(names.documents, names.outcomes, names.posts), path)),
        closes=compile_closing(sheet, state, asked.branches, path),
        retroactive=compile_retroactive(sheet, state, asked.branches, path),
        self_approval=state.self_approval or shape.defaults.self_approval,
    )


def _special(sheet: Worksheet, state: Human, names: Names, path: Path, done: State) -> State:
    """What only one type of state has."""
    match state:
        case ApproveState():
            if state.pass_to is not None:
                sheet.name("state", state.pass_to, names.states, (*path, "pass_to"))
            join = _join(sheet, state, path)
            when = sheet.guard(state.when, (*path, "when"))
            return replace(done, join=join, when=when, pass_to=state.pass_to)
        case ParallelState():
            offered = [outcome.code for branch in done.branches for slot in branch.slots for outcome in slot.outcomes]
            sheet.names("outcome", state.leave_on, offered, (*path, "leave_on"))
            return replace(done, leave_on=tuple(state.leave_on), stop_at_first=state.objections == "stop_at_first")
        case ExternalState():
            sees = None if state.sees is None else tuple(state.sees)
            sheet.names("field", sees or (), (*sheet.fields, *names.documents), (*path, "sees"))
            return replace(done, sees=sees, party=state.by.text())
        case SubcaseState():
            return replace(done, subcase=_subcase(sheet, state, path))
        case WaitState():
            references = (name for name, spec in sheet.fields.items() if spec.type == "ref")
            sheet.names("reference", state.refresh, references, (*path, "refresh"))
            until = compile_moment(sheet, state.until, names.times, (*path, "until"))
            signals = tuple((name, label.text()) for name, label in state.signals.items())
            return replace(done, until=until, refresh=tuple(state.refresh), signals=signals)
    return done


def _deadline(sheet: Worksheet, state: Human, shape: ProcessFile, names: Names, path: Path) -> Deadline | None:
    """The deadline of the state, else that of the file; waiting for a moment needs none."""
    speed = usual_speed(shape.speed)
    if state.deadline is not None or (isinstance(state, WaitState) and state.until is not None):
        return compile_deadline(sheet, state.deadline, speed, names.times, (*path, "deadline"))
    return compile_deadline(sheet, shape.defaults.deadline, speed, names.times, ("defaults", "deadline"))


def _requires(sheet: Worksheet, state: Human, shape: ProcessFile, names: Names, path: Path) -> Requires:
    asked, path = state.requires, (*path, "requires")
    sheet.names("document", asked.documents, names.documents, (*path, "documents"))
    sheet.names("outcome", asked.answer_each, names.outcomes, (*path, "answer_each"))
    if asked.checklist is not None:
        sheet.name("checklist", asked.checklist, shape.checklists, (*path, "checklist"))
    return Requires(asked.checklist, tuple(asked.documents), tuple(asked.answer_each))


def _arms(sheet: Worksheet, state: ChoiceState, names: Names, path: Path) -> tuple[Arm, ...]:
    arms = []
    for index, case in enumerate(state.cases):
        at: Path = (*path, "cases", index)
        if isinstance(case, ElseCase):
            sheet.name("state", case.otherwise, names.states, (*at, "else"))
            arms.append(Arm(None, case.otherwise))
        else:
            sheet.name("state", case.to, names.states, (*at, "to"))
            arms.append(Arm(sheet.guard(case.when, (*at, "when")), case.to))
    return tuple(arms)


def _join(sheet: Worksheet, state: ApproveState, path: Path) -> Join:
    vote, at = state.vote, (*path, "vote")
    if (vote.rule == "count") != (vote.count is not None):
        sheet.error("L01", "vote_count", at)
    if (vote.rule == "percent") != (vote.percent is not None):
        sheet.error("L01", "vote_percent", at)
    if vote.rule != "all" and vote.order == "sequential":
        sheet.error("L01", "vote_needs_parallel", at, params={"rule": vote.rule})
    if not is_vote(state) and (vote.veto or vote.quorum or vote.settle == "all" or vote.each):
        sheet.error("L01", "no_vote", at, params={"rule": vote.rule})
    if vote.each and len(state.by) != 1:
        sheet.error("L01", "each_of_one", (*at, "each"))
    sheet.names("actor", vote.veto, state.by, (*at, "veto"))
    early = vote.settle == "early"
    return Join(vote.rule, vote.count or vote.percent or 0, tuple(vote.veto), vote.quorum, early, vote.each)
