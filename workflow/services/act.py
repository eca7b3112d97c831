"""The one door through which a case changes: load, decide, write; again when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.core.case import CaseView, Command
from workflow.core.deciding import decide
from workflow.core.decision import Step
from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Refused
from workflow.core.machine import Process
from workflow.core.merging import LEADING
from workflow.core.migrating import DOOR as ADMIN
from workflow.core.migrating import MIGRATE
from workflow.core.numbers import parse_format, series_key
from workflow.core.starting import START, new_case
from workflow.core.title_terms import codes_of
from workflow.core.titles import case_title
from workflow.core.world import Beside, World
from workflow.operations import OPERATIONS, Setting
from workflow.services.bookings import tell
from workflow.services.following import begin_all_following
from workflow.services.freezing import keep_frozen
from workflow.services.guest_links import require_open, write_links
from workflow.services.merging import Joint, beside_for
from workflow.services.runtime import Revisions, Runtime
from workflow.services.signalling import send_all
from workflow.services.typed import typed
from workflow.services.worlds import hat_of, hide_from_strangers, world_for
from workflow.store.engine import Connection
from workflow.store.errors import NonceUsed, TryAgain
from workflow.store.ids import new_id
from workflow.store.numbers import NextNumber
from workflow.store.openings import load_opening
from workflow.store.outgoing import cancel_since
from workflow.store.steps import load_case, write_first_step, write_step
from workflow.store.values import FormUse
from workflow.store.views import Answered, Loaded

MOST_TRIES: Final = 200
"""Somebody else's step succeeds whenever ours must be tried again, so this is never reached by honest traffic."""
SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Done:
    """What a command is answered, now and on every repeat of the same form. `step` is None on a repeat."""

    case: int
    number: str
    version: int
    step: Step | None = None


class Busy(Refused):
    """The database did not take the step in time; nothing was changed, the same form may be sent again."""


def act(runtime: Runtime, case: int | str, command: Command, now: datetime) -> Done:
    """Give a command to a case by id or number.

    Raises NotFound, Refused (Stale, Busy), Invalid. A repeat with the same actor and nonce gets the stored answer.
    """
    return _until_done(runtime, lambda connection: _act_once(runtime, connection, case, command, now))


def rehearse(runtime: Runtime, case: int | str, command: Command, now: datetime) -> tuple[FieldProblem, ...]:
    """What `act` would find to correct in the input; the case stays as it is. Raises NotFound, Refused (Stale)."""
    with runtime.database.snapshot() as connection:
        loaded = _loaded(connection, case, command)
        try:
            if loaded.answered is None:
                _decided(runtime, connection, loaded, command, now)
        except Invalid as error:
            return error.problems
    return ()


def act_within(runtime: Runtime, connection: Connection, case: int, command: Command, now: datetime) -> Done | None:
    """One try inside a transaction that the caller has begun; None when the case has moved on meanwhile."""
    return _act_once(runtime, connection, case, command, now)


def start(
    runtime: Runtime, process: str, command: Command, now: datetime, *, hat: tuple[str, str] | None = None
) -> Done:
    """Start a case and submit it; `hat` says under which post and unit when the applicant holds several.

    Raises NotFound, Refused (`follows_only`, `may_not_start`, `which_hat`), Invalid.
    """
    return _until_done(runtime, lambda connection: _start_once(runtime, connection, process, command, now, hat=hat))


def _until_done(runtime: Runtime, attempt: Callable[[Connection], Done | None]) -> Done:
    for _ in range(MOST_TRIES):
        try:
            with runtime.database.step() as connection:
                done = attempt(connection)
        except (TryAgain, NonceUsed):
            continue
        if done is not None:
            return done
    raise Busy(Refusal("busy", {}))


def _act_once(
    runtime: Runtime, connection: Connection, case: int | str, command: Command, now: datetime
) -> Done | None:
    loaded = _loaded(connection, case, command)
    if loaded.answered is not None:
        return _repeated(connection, loaded.answered, command, loaded.view.id)
    process, step, world = _decided(runtime, connection, loaded, command, now)
    if world.beside is None:
        return _write(runtime, connection, process, step, command, now=now, revisions=loaded.revisions)
    joint = Joint(Beside(process, step.before), step, world.beside, command)
    return joint.write(runtime, connection, _write, now=now, revisions=loaded.revisions)


def _loaded(connection: Connection, case: int | str, command: Command) -> Loaded:
    loaded = load_case(connection, case, actor=command.actor, nonce=command.nonce)
    if loaded is None:
        raise NotFound("case", str(case))
    return loaded


def _decided(
    runtime: Runtime, connection: Connection, loaded: Loaded, command: Command, now: datetime
) -> tuple[Process, Step, World]:
    if command.guest is not None:
        require_open(connection, command, now)
    process = runtime.catalogue.process(connection, version_for(command, loaded.view))
    view = typed(process, loaded.view)
    world = world_for(runtime, connection, process, view, command=command, revisions=loaded.revisions)
    if command.action in LEADING:
        world = replace(world, beside=beside_for(runtime, connection, view, command, world.directory, now=now))
    seed = runtime.random_bytes(SEED_BYTES)
    try:
        return process, decide(process, view, command, world, now=now, seed=seed), world
    except Refused:
        if command.door == ADMIN or command.guest is not None:
            raise
        hide_from_strangers(process, view, command.actor, world, now)
        raise


# long because a start checks what later steps find in the case
def _start_once(
    runtime: Runtime,
    connection: Connection,
    key: str,
    command: Command,
    now: datetime,
    *,
    hat: tuple[str, str] | None,
) -> Done | None:
    opening = load_opening(connection, command.actor, command.nonce)
    if opening.answered is not None:
        return _repeated(connection, opening.answered, command, key)
    revisions = opening.revisions
    today = now.astimezone(TAIPEI).date()
    process = runtime.catalogue.newest(connection, key, today, revisions.get("definitions", 0))
    directory = runtime.people.at(connection, revisions)
    post, unit = hat_of(process, directory, command.actor, today, hat)
    view = new_case(
        process.definition,
        new_id(now, int.from_bytes(runtime.random_bytes(4))),
        applicant=command.actor,
        post=post,
        unit=unit,
        authority=runtime.catalogue.authority_in_force(connection, today, revisions.get("definitions", 0)),
    )
    world = world_for(runtime, connection, process, view, command=command, revisions=revisions)
    seed = runtime.random_bytes(SEED_BYTES)
    step = decide(process, view, replace(command, action=START), world, now=now, seed=seed)
    layout = parse_format(process.definition.case_number)
    number = NextNumber(series_key(layout, today), layout.width)
    return _write_first(runtime, connection, process, step, command, now=now, number=number, revisions=revisions)


def _write(
    runtime: Runtime,
    connection: Connection,
    process: Process,
    step: Step,
    command: Command,
    *,
    now: datetime,
    revisions: Revisions,
) -> Done | None:
    if _has_others_do(step) or step.unsays_since is not None:
        connection.begin()
    changed = step.after.data != step.before.data
    title = case_title(process.definition, step.after.data) if changed else None
    codes = codes_of(process.definition.fields, step.after.data) if changed else ()
    if not write_step(connection, step, title=title, codes=codes, form_use=_form_use(step, command)):
        return None
    if step.unsays_since is not None:
        cancel_since(connection, step.after.id, step.unsays_since, now)
    return _done(runtime, connection, step, now, revisions)


def _write_first(
    runtime: Runtime,
    connection: Connection,
    process: Process,
    step: Step,
    command: Command,
    *,
    now: datetime,
    number: NextNumber,
    revisions: Revisions,
) -> Done:
    if _has_others_do(step):
        connection.begin()
    title = case_title(process.definition, step.after.data)
    codes, use = codes_of(process.definition.fields, step.after.data), _form_use(step, command)
    taken = write_first_step(connection, step, number=number, title=title, codes=codes, form_use=use)
    return _done(runtime, connection, replace(step, after=replace(step.after, number=taken)), now, revisions)


def _has_others_do(step: Step) -> bool:
    numbered = any(not frozen.is_plain for frozen in step.frozen)
    return bool(step.operations or step.spawns or step.signals or step.outside) or numbered


def _done(runtime: Runtime, connection: Connection, step: Step, now: datetime, revisions: Revisions) -> Done:
    """What the step has others do, within its transaction."""
    write_links(runtime, connection, step)
    if step.operations:
        published = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers
        setting = Setting(
            now, published, runtime.people.at(connection, revisions), partial(tell, runtime, step.actor, now)
        )
        for rule in step.operations:
            OPERATIONS[rule.operation](connection, step, rule, setting)
    for frozen in step.frozen:
        if not frozen.is_plain:
            keep_frozen(connection, step, frozen)
    begin_all_following(runtime, connection, step, now=now, revisions=revisions)
    send_all(connection, step, now)
    return Done(step.after.id, step.after.number or "", step.after.version, step)


def version_for(command: Command, view: CaseView) -> str:
    """The version by which the command is decided: that of the case, or the one to which it is moved."""
    moved = command.action == MIGRATE and command.door == ADMIN
    return str(command.input["to"]) if moved else view.definition


def _form_use(step: Step, command: Command) -> FormUse | None:
    if command.nonce is None:
        return None
    answer = {"case": step.after.id, "version": step.after.version}
    about = step.after.process if step.before.version == 0 else step.after.id
    return FormUse(command.actor, command.nonce, _body_of(command, about), answer)


def _body_of(command: Command, about: int | str) -> str:
    """What makes two uses of one form the same use; `about` is the case, or the process that is started."""
    files = {name: file.sha256 for name, file in command.files.items()}
    return sha256_hex(canonical_bytes([about, command.action, command.task, _plain(command.input), files]))


def _plain(value: object) -> object:
    """Numbers that are no canonical JSON stand as their text; equal input stays equal."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)


def _repeated(connection: Connection, answered: Answered, command: Command, about: int | str) -> Done:
    if answered.body_sha256 != _body_of(command, about):
        raise Refused(Refusal("form_used", {}))
    case, version = int(answered.answer["case"]), int(answered.answer["version"])
    loaded = load_case(connection, case)
    if loaded is None:
        raise NotFound("case", str(case))
    return Done(case, loaded.view.number or "", version)
