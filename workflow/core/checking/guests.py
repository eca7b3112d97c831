"""L14 for whoever answers by a link: they can be reached, can give what is asked, and see what they vouch for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.checking.binding import PARTNER, covers, readable
from workflow.core.checking.places import at_slot, error, nearest, slots_of
from workflow.core.checking.showing import hidden_outside
from workflow.core.definition import Definition, Slot, State
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec
from workflow.core.guests import COMMENT, GuestRule
from workflow.core.inputs import sends

Fields = Mapping[str, FieldSpec]


def check_guests(definition: Definition, fields: Fields) -> Iterator[Finding]:
    for state in definition.states.values():
        for slot in slots_of(state):
            if slot.guest is not None:
                yield from _reached(state, slot, slot.guest, fields)
                yield from _answering(definition, state, slot, slot.guest)
                yield from _filling(definition, state, slot, slot.guest)
                yield from _seeing(definition, fields, state, slot, rule=slot.guest)


def _reached(state: State, slot: Slot, rule: GuestRule, fields: Fields) -> Iterator[Finding]:
    """The link goes to an address of the case, one that is there when it opens."""
    for key, name, kinds in (("email", rule.email, ("email",)), ("answered_on", rule.answered_on, ("date",))):
        known = fields.get(name or "")
        if known is not None and known.type not in kinds:
            yield error("L14", "guest_field_type", _at(state, slot, key), name=name, wanted=kinds[0])
    if rule.answered_on is not None and rule.answered_on not in slot.edits:
        yield error("L14", "guest_fills_unknown", _at(state, slot, "answered_on"), names=(rule.answered_on,))


def _answering(definition: Definition, state: State, slot: Slot, rule: GuestRule) -> Iterator[Finding]:
    """Only answers that the task has; none that wants ticks, replies or a password, which a link cannot give."""
    offered = tuple(outcome.code for outcome in slot.outcomes)
    for code in rule.answers:
        if code not in offered:
            hint = nearest(code, (*offered, COMMENT))
            yield error("L14", "guest_answer_unknown", _at(state, slot, "may"), hint=hint, name=code)
    if not rule.answers:
        yield error("L14", "guest_answers_nothing", _at(state, slot, "may"))
    if slot.signature or state.requires.checklist or state.requires.answer_each:
        yield error("L14", "guest_cannot_give", _at(state, slot), state=state.name)
    goes_on = any(sends(definition, state.edge(code)) for code in rule.answers)
    lacking = [name for name in state.requires.documents if name in slot.edits and name not in rule.uploads]
    if goes_on and lacking:
        yield error("L14", "guest_cannot_bring", _at(state, slot, "uploads"), names=tuple(lacking))


def _filling(definition: Definition, state: State, slot: Slot, rule: GuestRule) -> Iterator[Finding]:
    """What a guest fills in is part of what the desk would."""
    for key, names in (("edits", rule.edits), ("uploads", rule.uploads)):
        beyond = tuple(name for name in names if name not in slot.edits)
        if beyond:
            yield error("L14", "guest_fills_unknown", _at(state, slot, key), names=beyond)


def _seeing(definition: Definition, fields: Fields, state: State, slot: Slot, *, rule: GuestRule) -> Iterator[Finding]:
    path = _at(state, slot, "sees")
    if not rule.sees:
        yield error("L14", "guest_sees_nothing", path)
    unseen = tuple(name for name in slot.binds if not any(covers(each, name) for each in rule.sees))
    unseen += tuple(
        name for name in slot.binds if name not in unseen and not readable(definition, fields, name, PARTNER)
    )
    if unseen and rule.sees:
        yield error("L14", "guest_vouches_unseen", path, names=unseen)
    if state.type != "external" or rule.sees != state.sees:
        yield from hidden_outside(definition, fields, state, named=rule.sees, path=path)


def _at(state: State, slot: Slot, *rest: str) -> Path:
    return (*at_slot(state, slot, "guest"), *rest)
