"""Approving several cases at once: what would be decided, and then each case in a step of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from workflow.core.answering import Weighed, weigh
from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.core.case import Batch, Command
from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Refused, Stale
from workflow.core.scopes import saw_of
from workflow.core.situation import Situation, until_due
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.core.together import TOGETHER, YES, approval_of
from workflow.core.turn import Turn
from workflow.services.act import act
from workflow.services.batches import NotAll, act_all
from workflow.services.case_changes import shown_data
from workflow.services.case_content import Line, lines_of, visible_specs
from workflow.services.naming import Names
from workflow.services.row_names import names_of
from workflow.services.runtime import Runtime
from workflow.services.showing import Seen, see_case
from workflow.store.engine import Connection

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Ref:
    """A task as forms name it: `NUMBER/SEQ`."""

    number: str
    task: int

    def __str__(self) -> str:
        return f"{self.number}/{self.task}"


@dataclass(frozen=True, slots=True)
class Given:
    """What a form says of one task: by which answer it is approved, and what was before the reader."""

    action: str
    saw: str


@dataclass(frozen=True, slots=True)
class Card:
    """What would be decided. `binds` is what the approval vouches for, `behalf` for whom a deputy gives it. `whole`:
    together with the others of its process, or not at all."""

    ref: Ref
    title: Text
    process: Text
    state: Text
    answer: Text
    summary: tuple[Line, ...]
    binds: tuple[Text, ...]
    applicant: Text
    due_at: datetime | None
    due: Situation
    behalf: Text | None
    given: Given
    whole: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What is not done with the others, and why, as the core says it; without a title one may not know of it.
    `moved`: what is there is not what was seen."""

    ref: Ref
    title: Text | None
    names: Names | None
    why: tuple[Refusal | FieldProblem, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A case that was approved, now or by the same form before."""

    ref: Ref
    title: Text


def read_refs(given: Sequence[str]) -> tuple[Ref, ...]:
    """Each named once, in the order given. Raises Invalid for what no form of ours says, and for too many."""
    refs = tuple(dict.fromkeys(_ref(text) for text in given))
    if len(refs) > MOST:
        raise Invalid(FieldProblem("chosen", "too_long", {"longest": MOST}))
    return refs


def look_at(runtime: Runtime, person: int, refs: Sequence[Ref], now: datetime) -> tuple[Card | Left, ...]:
    """What the approval of each would decide, in the order given; a few statements for each."""
    with runtime.database.snapshot() as connection:
        return tuple(_looked_at(runtime, connection, person, ref, now) for ref in refs)


def approve_each(
    runtime: Runtime, person: int, forms: Mapping[Ref, Given], nonce: str, now: datetime
) -> tuple[Decided | Left, ...]:
    """Give the approvals, each as a step of its own; those of a process that wants all or none, so.

    A repeat with the same nonce is answered as before. Raises only what concerns all of them.
    """
    commands = {
        ref: Command(given.action, person, task=ref.task, saw=given.saw, nonce=f"{nonce}:{ref}", door=TOGETHER)
        for ref, given in forms.items()
    }
    found = {ref: _found(runtime, person, ref, now) for ref in commands}
    answers: dict[Ref, Decided | Left] = {}
    for refs in _whole(found):
        answers |= _approved_all(runtime, {ref: commands[ref] for ref in refs}, found, now)
    for ref in [ref for ref in commands if ref not in answers]:
        answers[ref] = _approved(runtime, ref, commands[ref], found[ref], now)
    return tuple(answers[ref] for ref in commands)


def _found(runtime: Runtime, person: int, ref: Ref, now: datetime) -> _Found | None:
    try:
        with runtime.database.snapshot() as connection:
            return _find(runtime, connection, person, ref, now)
    except NotFound:
        return None


def _whole(found: Mapping[Ref, _Found | None]) -> list[list[Ref]]:
    """Those that are decided all or none: of one process, two of them or more, wherever they stand by now."""
    groups: dict[str, list[Ref]] = {}
    for ref, it in found.items():
        if it is not None and it.seen.process.definition.bulk == "atomic":
            groups.setdefault(it.seen.view.process, []).append(ref)
    return [refs for refs in groups.values() if len(refs) > 1]


def _approved_all(
    runtime: Runtime, commands: Mapping[Ref, Command], found: Mapping[Ref, _Found | None], now: datetime
) -> dict[Ref, Decided | Left]:
    named = canonical_bytes(sorted([str(command.nonce) for command in commands.values()]))
    batch = Batch(sha256_hex(named)[:16], len(commands))
    there = {ref: it for ref, it in found.items() if it is not None and ref in commands}
    strange = next((ref for ref, command in commands.items() if command.action not in YES), None)
    if strange is not None:
        return _held_up(there, strange, (Refusal("not_together", {}),))
    orders = [(there[ref].seen.view.id, replace(command, batch=batch)) for ref, command in commands.items()]
    try:
        act_all(runtime, orders, now)
    except NotAll as error:
        culprit = next(ref for ref, it in there.items() if it.seen.view.id == error.case)
        why = error.error.refusals if isinstance(error.error, Refused) else error.error.problems
        return _held_up(there, culprit, why, moved=isinstance(error.error, Stale))
    except Refused as refused:
        return {ref: _left(ref, it, refused) for ref, it in there.items()}
    return {ref: Decided(ref, it.title) for ref, it in there.items()}


def _held_up(
    found: Mapping[Ref, _Found], culprit: Ref, why: tuple[Refusal | FieldProblem, ...], *, moved: bool = False
) -> dict[Ref, Decided | Left]:
    others = (Refusal("batch_held_up", {"number": culprit.number}),)
    return {
        ref: Left(ref, it.title, it.names, why if ref == culprit else others, moved and ref == culprit)
        for ref, it in found.items()
    }


def _ref(text: str) -> Ref:
    number, _, task = text.rpartition("/")
    if not number or not task.isascii() or not task.isdecimal():
        raise Invalid(FieldProblem("chosen", "not_an_option"))
    return Ref(number, int(task))


@dataclass(frozen=True, slots=True)
class _Found:
    """A case as the reader may know it."""

    seen: Seen
    names: Names
    title: Text


def _find(runtime: Runtime, connection: Connection, person: int, ref: Ref, now: datetime) -> _Found:
    seen = see_case(runtime, connection, ref.number, now, actor=person)
    return _Found(seen, names_of(connection, seen), case_title(seen.process.definition, shown_data(seen)))


def _looked_at(runtime: Runtime, connection: Connection, person: int, ref: Ref, now: datetime) -> Card | Left:
    try:
        found = _find(runtime, connection, person, ref, now)
    except NotFound:
        return Left(ref, None, None, ())
    seen = found.seen
    task = next((it for it in seen.view.tasks if it.seq == ref.task), None)
    yes = None if task is None else approval_of(seen.process.definition, task.state, task.key, task.kind, task.asked)
    # without an approval of its own the task is judged by the common one, so that it says itself why not
    action = yes.code if yes is not None else YES[0]
    turn = Turn(
        seen.process,
        seen.view,
        Command(action, person, task=ref.task, door=TOGETHER),
        seen.world,
        now=now,
        seed=b"",
    )
    try:
        return _card(ref, found, turn, weigh(turn))
    except Refused as refused:
        return _left(ref, found, refused)


def _card(ref: Ref, found: _Found, turn: Turn, weighed: Weighed) -> Card:
    seen, names, task = found.seen, found.names, weighed.task
    definition, data = seen.process.definition, shown_data(seen)
    behalf = weighed.standing.on_behalf_of
    specs = tuple(visible_specs(definition.fields, seen.visible.fields if seen.visible else None))
    summary = [spec for name in definition.summary for spec in specs if spec.name == name]
    return Card(
        ref,
        found.title,
        definition.title,
        names.state(task.state),
        weighed.outcome.label,
        lines_of(summary, data, names),
        tuple(names.field(name) for name in weighed.slot.binds),
        names.person(seen.view.applicant),
        task.due_at,
        until_due(task.due_at, seen.world.calendar, turn.now),
        names.person(behalf) if behalf is not None else None,
        Given(weighed.outcome.code, saw_of(turn, weighed.outcome.code, task)),
        definition.bulk == "atomic",
    )


def _approved(runtime: Runtime, ref: Ref, command: Command, found: _Found | None, now: datetime) -> Decided | Left:
    if found is None:
        return Left(ref, None, None, ())
    if command.action not in YES:
        return _left(ref, found, Refused(Refusal("not_together", {})))
    try:
        act(runtime, ref.number, command, now)
    except Refused as refused:
        return _left(ref, found, refused)
    except Invalid as invalid:
        return Left(ref, found.title, found.names, invalid.problems)
    return Decided(ref, found.title)


def _left(ref: Ref, found: _Found, refused: Refused) -> Left:
    return Left(ref, found.title, found.names, refused.refusals, moved=isinstance(refused, Stale))
