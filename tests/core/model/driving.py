"""Plays random commands, many of them not allowed, on the engine and on the model, and says where the two part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.core.engine.stage import NOW, world
from tests.core.model.asking_moves import OFTEN, PEOPLE, asking_move, recalling_move, somebody
from tests.core.model.definitions import VALUES
from tests.core.model.governing_moves import beside_move
from tests.core.model.moving import MovingModel as Model
from tests.core.model.moving import version_after
from tests.core.model.people import Refusal, Row
from tests.core.model.verdicts import Move, fire, verdict
from workflow.core.authority import present
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command
from workflow.core.cast import with_deputy
from workflow.core.deciding import offers
from workflow.core.definition import Definition
from workflow.core.errors import Invalid, Refused
from workflow.core.firing import FIRE
from workflow.core.ladders import UNTIL
from workflow.core.machine import build_process
from workflow.core.playing import Play, act, begin, next_timer

ANY_ACTION = ("approve", "return", "reject", "agree", "disagree", "submit", "stop", "accepted", "allow", "nonsense")
BACKWARD = ("take_back", "take_back", "undo", "claim", "take_back", "undo", "claim", "release", "comment", "withdraw")
POOLED = {"claim", "release"}
WAITS = (timedelta(seconds=40), timedelta(hours=20), timedelta(days=2), timedelta(days=5))
Dice = tuple[int, int, int, int]


@dataclass
class Drive:
    """A case on both sides. `seen` keeps what an actor saw first of an answer, and the values behind it."""

    play: Play
    model: Model
    seen: dict[tuple[str, int], tuple[str, Row]]
    commands: int = 0


def start(definition: Definition, applicant: str, data: Row) -> Drive:
    here = world()
    person = here.directory.by_login[applicant]
    row = here.directory.by_person[person][0]
    raw = {name: str(value) for name, value in data.items()}
    play = begin(
        build_process(definition), here, applicant=person, hat=(row.post, row.unit), now=NOW, input=raw
    )  # fmt: skip
    return Drive(play, Model(definition, applicant, dict(data), NOW), {})


def step(drive: Drive, dice: Dice) -> None:
    """One random command on both sides. Raises AssertionError where they part."""
    kind, first, second, third = dice
    _advance(drive, timedelta(seconds=1))
    if kind < 4:
        asked = asking_move if kind < 3 else recalling_move
        _give_or_go_on(drive, asked(drive.model, first, second, third), dice)
    elif kind < 18:
        _legal(drive, first, second, third)
    elif kind < 19:
        _wait(drive, WAITS[first % len(WAITS)])
    elif kind < 21:
        _deputise(drive, somebody(drive.model, first + 50 * (third % 2)), _holder(drive, second))
    elif kind == 21:
        _early(drive, first)
    elif kind < 24:
        _give_or_go_on(drive, beside_move(drive.model, drive.play, dice), dice)
    elif kind < 27:
        action = BACKWARD[first % len(BACKWARD)]
        person = ("officer", "officer.2", "lawyer")[second % 3] if action in POOLED else somebody(drive.model, second)
        _give(drive, Move(person, action, flaw=(None, None, None, "no_reason", "unknown")[third % 5]))
    else:
        (_move if kind > 29 else _anything)(drive, first, second, third)


def _give_or_go_on(drive: Drive, move: Move | None, dice: Dice) -> None:
    """What may be asked beside the slots; where nothing can be, something else is done."""
    if move is None:
        _legal(drive, *dice[1:])
    else:
        _give(drive, move, saw="seen elsewhere" if move.stale else None)


def _legal(drive: Drive, first: int, second: int, third: int) -> None:
    """An answer that may be given, with valid input; sometimes on what was seen long ago."""
    model = drive.model
    able = [(task, person) for task in model.open for person in PEOPLE if _may(model, person, task)]
    ways = [(t, p, o) for t, p in able for o in model.outcomes(t) for _ in range(OFTEN.get(o, 3))]
    if not ways:
        _wait(drive, timedelta(days=1))
        return
    task, person, outcome = ways[(first + 100 * second) % len(ways)]
    move = Move(person, outcome, task["n"], _changes(model, task, second, third), _choice(model, task, outcome, third))
    saw = None
    if third % 3 == 0:
        saw, values = _seen(drive, person, task, outcome)
        move.stale = values != _values(model, task)
    _give(drive, move, saw=saw)


def _anything(drive: Drive, first: int, second: int, third: int) -> None:
    """Any person, any task that ever was or none, any answer, any flaw."""
    model = drive.model
    task = model.open[first % len(model.open)] if model.open and third % 4 else None
    known = list(model.outcomes(task)) if task else []
    actions = (*known, *known, *ANY_ACTION)
    number = task["n"] if task else (None if third % 3 else 1 + first % (model.tasks + 1))
    move = Move(somebody(drive.model, second), actions[third % len(actions)], number)
    if model.deputies and first % 3 == 0:
        move.person = model.deputies[-1][0]
    edge = model.d.states[task["state"]].edge(move.action) if task and not task["about"] else None
    if task is not None and edge is not None and task["kind"] != "unblock":
        move.choice = {"to": edge.to[0]}
    move.stale = third % 5 == 1
    move.flaw = (None, None, "unknown", "no_reason")[second % 4]
    if number is None and (not task and _needs_more(model, move)):
        move.flaw = "unknown"
    _give(drive, move, saw="seen elsewhere" if move.stale else None)


def _needs_more(model: Model, move: Move) -> bool:
    """Without a task named there is no knowing which target to give; then the input shall be wrong for sure."""
    edges = [model.d.states[t["state"]].edge(move.action) for t in model.open]
    return any(edge is not None and len(edge.to) > 1 for edge in edges)


def _give(drive: Drive, move: Move, *, saw: str | None = None) -> None:
    play, before = drive.play, repr(drive.play.view)
    raw: dict[str, object] = {name: str(value) for name, value in move.changes.items()} | move.choice
    raw |= {} if move.flaw == "no_reason" or move.action in POOLED else {"reason": "because"}
    raw |= {} if move.who is None else {"unit" if move.action == "add_unit" else "who": move.who}
    raw |= {"position": move.position} if move.action == "add_signer" else {}
    raw |= {"nonsense": "1"} if move.flaw == "unknown" else {}
    command = Command(move.action, play.world.directory.by_login[move.person], task=move.task, input=raw, saw=saw)
    got = "ok"
    try:
        drive.play = act(play, command)
    except Refused as refused:
        got = refused.refusals[0].code
    except Invalid:
        got = "invalid"
    assert repr(play.view) == before, "a view was changed"
    expected = verdict(drive.model, move)
    assert got == expected, (move, got, expected)
    drive.commands += 1
    compare(drive)


def _move(drive: Drive, first: int, second: int, third: int) -> None:
    version, command = version_after(drive.model, first, second, third)
    got = expected = "ok"
    try:
        drive.play = act(replace(drive.play, process=build_process(version.definition)), command)
    except Refused as refused:
        got = refused.refusals[0].code
    try:
        drive.model.move(version)
    except Refusal as refusal:
        expected = str(refusal)
    assert got == expected, (version.states, got, expected)
    drive.commands += 1
    compare(drive)


def _wait(drive: Drive, span: timedelta) -> None:
    until = drive.play.now + span
    while (timer := next_timer(drive.play)) is not None and timer.due_at <= until:
        _advance(drive, max(timer.due_at - drive.play.now, timedelta()))
        drive.play = act(drive.play, Command(FIRE, CLOCK, timer=timer.seq, door="clock"))
        fire(drive.model, timer.rule, timer.task)
        drive.commands += 1
        compare(drive)
    _advance(drive, until - drive.play.now)


def _early(drive: Drive, first: int) -> None:
    """The clock is early, or late for something that is settled, or it is not the clock at all."""
    timer = next_timer(drive.play)
    actor = CLOCK if first % 2 else drive.play.view.applicant
    number = timer.seq if timer is not None and first % 3 else drive.play.view.timers_set + 1
    settled = actor != CLOCK or timer is None or number != timer.seq
    code = "timer_settled" if settled else "too_early"
    if not settled and timer is not None and timer.due_at <= drive.play.now:
        return
    with pytest.raises(Refused, match=code):
        act(drive.play, Command(FIRE, actor, timer=number))


def _advance(drive: Drive, span: timedelta) -> None:
    drive.play = replace(drive.play, now=drive.play.now + span)
    drive.model.now = drive.play.now


def _deputise(drive: Drive, deputy: str, absent: str) -> None:
    if deputy == absent or len(drive.model.deputies) > 1 or (deputy, absent) in drive.model.deputies:
        return
    directory = with_deputy(drive.play.world.directory, deputy, absent, drive.play.now)
    drive.play = replace(drive.play, world=replace(drive.play.world, directory=directory))
    drive.model.deputies.append((deputy, absent))


def _holder(drive: Drive, number: int) -> str:
    """Somebody who could do an open task."""
    people = [person for task in drive.model.open for holder in task["holders"] for person in holder]
    return people[number % len(people)] if people else PEOPLE[number % len(PEOPLE)]


def _may(model: Model, person: str, task: Row) -> bool:
    try:
        model.standing(person, task)
    except Refusal:
        return False
    return not model.too_early(task) and not model.is_waiting(task)


def _changes(model: Model, task: Row, second: int, third: int) -> Row:
    slot = model.slot_of(task)
    if slot is None or task["kind"] in {"reconfirm", "unblock"} or third % 3 == 1:
        return {}
    given: Row = {}
    for place, name in enumerate(slot.edits):
        values = VALUES[name]
        given[name] = values[(second + place * third) % len(values)]
    return {name: int(value) if name == "amount" else value for name, value in given.items()}


def _choice(model: Model, task: Row, outcome: str, number: int) -> Row:
    edge = model.d.states[task["state"]].edge(outcome)
    if edge is None or task["asked"] or task["about"] or task["kind"] == "unblock":
        return {}
    found: dict[str, Any] = {"to": edge.to[number % len(edge.to)]} if len(edge.to) > 1 else {}
    return found | ({"resume": ("rewalk", "direct")[number % 2]} if edge.resume == "choose" else {})


def _values(model: Model, task: Row) -> Row:
    slot = model.slot_of(task)
    names = {*slot.binds, *slot.edits} if slot is not None and task["kind"] not in {"reconfirm", "unblock"} else set()
    return {name: model.data.get(name) for name in sorted(names)}


def _seen(drive: Drive, person: str, task: Row, outcome: str) -> tuple[str, Row]:
    known = drive.seen.get((outcome, task["n"]))
    if known is None:
        play = drive.play
        actor = play.world.directory.by_login[person]
        made = offers(play.process, play.view, actor, play.world, now=play.now)
        offer = next(o for o in made if (o.action, o.task) == (outcome, task["n"]))
        known = drive.seen[outcome, task["n"]] = (offer.saw, _values(drive.model, task))
    return known


def compare(drive: Drive) -> None:
    """Every row that both sides know, in the words of the model."""
    play, model = drive.play, drive.model
    view = play.view
    name = {person.id: person.login for person in play.world.directory.people.values()}
    day = play.now.astimezone(TAIPEI).date()
    tasks = [
        (t.seq, t.state, t.key, t.kind, name.get(t.claimed_by or 0),
         [tuple(name[p] for p in present(play.world.directory, holder, day)) for holder in t.holders])
        for t in sorted(view.tasks, key=lambda t: t.seq) if t.open
    ]  # fmt: skip
    expected = [(t["n"], t["state"], t["key"], t["kind"], t["claimed"], t["holders"]) for t in model.open]
    assert tasks == expected
    stands = (view.state, view.visit, view.outcome, list(view.path))
    assert stands == (model.state, model.visit, model.outcome, model.path)
    assert (view.direct, view.speed or model.d.speed) == (model.direct, model.speed)
    assert {t.seq for t in view.tasks if t.open and t.course.held_from} == {t["n"] for t in model.open if t.get("held")}
    assert {name[each.holder.person or 0]: bool(each.noted) for each in view.informed} == model.informed
    assert any(timer.rule == UNTIL for timer in view.timers) == model.waiting
    assert sorted((d.state, d.key, d.outcome, d.status) for d in view.decisions) == sorted(
        (d["state"], d["key"], d["outcome"], d["status"]) for d in model.decisions
    )
    assert {key: value for key, value in view.data.items() if value is not None} == model.data
