"""What the actor gives with an action: fields he may edit, files, the outcome's own fields, a reason, a target."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from workflow.core.afterwards import afterwards, afterwards_problems, within_reach
from workflow.core.decision import InputField, NewDocument
from workflow.core.definition import Definition, Edge, Outcome, Slot, State
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.fields import Parsed, parse_fields, parse_text
from workflow.core.form import FieldSpec
from workflow.core.turn import Turn, value_at

REASON_MOST = 20_000
UNSAID = (None, "")
_NOTHING_OWN = Parsed({}, ())
RESERVED = frozenset({"reason", "opinion", "to", "resume", "checklist", "answers", "more"})


@dataclass(frozen=True, slots=True)
class Given:
    """`changes` go into the data, `own` stays on the decision, `reason` is kept beside the chain."""

    changes: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    to: str | None = None
    resume: str | None = None


def read_input(turn: Turn, state: State, slot: Slot, outcome: Outcome) -> Given:
    """Parse and check the command's input for this answer. Raises Invalid with every field that must be corrected."""
    raw = turn.command.input
    edge = state.edge(outcome.code)
    complete = goes_on(turn.definition, edge)
    later = within_reach(turn, state, afterwards(turn.definition, state, slot, outcome))
    own_names = {spec.name for spec in (*outcome.input, *later)}
    changes, change_problems = _changes(
        turn, slot, raw.keys() - RESERVED - own_names, complete=complete or sends(turn.definition, edge)
    )
    own = _own(turn, (*outcome.input, *later), raw)
    reason, reason_problems = read_reason(raw, required=outcome.reason)
    extra, extra_problems = _extras(turn, state, raw) if complete else ({}, [])
    problems = (
        *change_problems,
        *own.problems,
        *reason_problems,
        *(afterwards_problems(raw, reason) if later else ()),
        *extra_problems,
        *_target_problems(edge, raw),
        *_file_problems(turn, state, slot, complete=complete),
    )
    if problems:
        raise Invalid(*problems)
    target = raw.get("to")
    return Given(changes, {**own.values, **extra}, reason, str(target) if target else None, _resume(raw))


def read_asked(turn: Turn, slot: Slot, outcome: Outcome) -> Given:
    """What an answer beside the slots takes: its own fields, a text, files. Raises Invalid."""
    raw = turn.command.input
    own = _own(turn, outcome.input, raw)
    reason, reason_problems = read_reason(raw, required=outcome.reason)
    unknown = sorted(raw.keys() - RESERVED - {spec.name for spec in outcome.input})
    problems = (
        *own.problems,
        *reason_problems,
        *(FieldProblem(name, "unknown_field") for name in unknown),
        *_file_problems(turn, turn.definition.states[turn.state], slot, complete=False),
    )
    if problems:
        raise Invalid(*problems)
    return Given(turn.data, own.values, reason)


def input_asked(turn: Turn, slot: Slot, outcome: Outcome) -> tuple[InputField, ...]:
    """What a form for an answer beside the slots asks for."""
    fields = [InputField(name, "file", False) for name in _files(turn.definition, slot)]
    fields += [InputField(spec.name, spec.type, spec.required) for spec in outcome.input]
    return (*fields, InputField("reason", "longtext", outcome.reason))


def _own(turn: Turn, specs: tuple[FieldSpec, ...], raw: Mapping[str, object]) -> Parsed:
    """The fields that the outcome itself asks for; most ask for none."""
    if not specs:
        return _NOTHING_OWN
    given = {spec.name: raw[spec.name] for spec in specs if spec.name in raw}
    return parse_fields(specs, given, world=turn.lookups, complete=True, current={})


def _changes(
    turn: Turn, slot: Slot, names: Collection[str], *, complete: bool
) -> tuple[Mapping[str, object], tuple[FieldProblem, ...]]:
    """The whole data after the edit; a slot that edits nothing leaves it untouched."""
    specs = _editable(turn.definition, slot) if slot.edits else []
    if not specs and not names:
        return turn.data, ()
    raw = {name: turn.command.input[name] for name in names}
    parsed = parse_fields(specs, raw, world=turn.lookups, complete=complete, current=turn.data)
    return {name: value for name, value in parsed.values.items() if value is not None}, parsed.problems


def accepted_by(definition: Definition, slot: Slot, given: Mapping[str, object]) -> dict[str, object]:
    """The part of `given` that the slot's form takes."""
    names = {spec.name for spec in definition.fields if spec.name in slot.edits and spec.lookup is None}
    return {name: value for name, value in given.items() if name in names}


def _editable(definition: Definition, slot: Slot) -> list[FieldSpec]:
    """The fields that the slot edits, with those that are looked up from them."""
    named = set(slot.edits)
    return [spec for spec in definition.fields if spec.name in named or (spec.lookup or "").partition(".")[0] in named]


def read_reason(raw: Mapping[str, object], *, required: bool) -> tuple[str | None, tuple[FieldProblem, ...]]:
    """`reason` and `opinion` are one text under two names."""
    name = "opinion" if raw.get("opinion") else "reason"
    text, problem = parse_text(name, raw.get(name), maximum=REASON_MOST)
    if problem is not None:
        return None, (problem,)
    if required and text is None:
        return None, (FieldProblem("reason", "required"),)
    return text, ()


def only_reason(raw: Mapping[str, object], *, required: bool) -> str | None:
    """The text of an act that takes nothing else. Raises Invalid."""
    reason, problems = read_reason(raw, required=required)
    unknown = sorted(raw.keys() - {"reason", "opinion"})
    problems = (*problems, *(FieldProblem(name, "unknown_field") for name in unknown))
    if problems:
        raise Invalid(*problems)
    return reason


def record_changes(turn: Turn, given: Given) -> tuple[str, ...]:
    """Write the parsed fields and the files into the case; the names of what really changed."""
    names = turn.data.keys() | given.changes.keys()
    changed = sorted(name for name in names if turn.data.get(name) != given.changes.get(name))
    turn.data = dict(given.changes)
    for name, file in turn.command.files.items():
        known = turn.documents.get(name)
        if known is None or known.sha256 != file.sha256:
            version = replace(file, name=name, version=known.version + 1 if known else 1)
            turn.documents[name] = version
            turn.new_documents.append(NewDocument(version, turn.command.actor))
            changed.append(name)
    if changed:
        turn.forget_commitments()
    return tuple(changed)


def input_of(turn: Turn, state: State, slot: Slot, outcome: Outcome) -> tuple[InputField, ...]:
    """What a form for this answer asks for."""
    edge = state.edge(outcome.code)
    forward = goes_on(turn.definition, edge)
    needed = state.requires.documents if forward else ()
    fields = [
        InputField(spec.name, spec.type, spec.required and sends(turn.definition, edge))
        for spec in turn.definition.fields
        if spec.name in slot.edits and spec.lookup is None
    ]
    fields += [InputField(name, "file", name in needed) for name in _files(turn.definition, slot)]
    own = (*outcome.input, *afterwards(turn.definition, state, slot, outcome))
    fields += [InputField(spec.name, spec.type, spec.required) for spec in own]
    if state.requires.checklist and forward:
        fields.append(InputField("checklist", "multi", True))
    if state.requires.answer_each and forward:
        answered = _answered(turn, state)
        fields += [InputField(f"answers.{k}", "longtext", k not in answered) for k in _objecting(turn, state)]
    if edge is not None and len(edge.to) > 1:
        fields.append(InputField("to", "enum", True))
    if edge is not None and edge.resume == "choose":
        fields.append(InputField("resume", "enum", False))
    return (*fields, InputField("reason", "longtext", outcome.reason))


def _files(definition: Definition, slot: Slot) -> list[str]:
    return [name for name in slot.edits if name in definition.documents]


def sends(definition: Definition, edge: Edge | None) -> bool:
    """Whether the form must be filled: always but for giving up and for a return."""
    if edge is None:
        return True
    ends = (definition.states[name] for name in edge.to)
    return edge.outcome != "return" and all(state.type != "end" or state.outcome == "approved" for state in ends)


def goes_on(definition: Definition, edge: Edge | None) -> bool:
    """Whether what the state requires must be there: papers, ticks, answers. Asking again comes before answering."""
    return sends(definition, edge) and not (edge is not None and edge.back)


def _resume(raw: Mapping[str, object]) -> str | None:
    return str(raw["resume"]) if raw.get("resume") else None


def _target_problems(edge: Edge | None, raw: Mapping[str, object]) -> list[FieldProblem]:
    if edge is None:
        return [FieldProblem(name, "unknown_field") for name in ("to", "resume") if raw.get(name) not in UNSAID]
    problems = []
    target = raw.get("to")
    if target is None and len(edge.to) > 1:
        problems.append(FieldProblem("to", "required", {"options": list(edge.to)}))
    elif target is not None and target not in edge.to:
        problems.append(FieldProblem("to", "not_an_option", {"options": list(edge.to)}))
    if raw.get("resume") not in (*UNSAID, "rewalk", "direct"):
        problems.append(FieldProblem("resume", "not_an_option", {"options": ["rewalk", "direct"]}))
    return problems


def _file_problems(turn: Turn, state: State, slot: Slot, *, complete: bool) -> list[FieldProblem]:
    allowed = _files(turn.definition, slot)
    problems = []
    for name, file in turn.command.files.items():
        spec = turn.definition.documents.get(name)
        if spec is None or name not in allowed:
            problems.append(FieldProblem(name, "unknown_field"))
        elif spec.accept and file.filename.rpartition(".")[2].lower() not in spec.accept:
            problems.append(FieldProblem(name, "file_type", {"accept": list(spec.accept)}))
    if complete:
        held = turn.documents.keys() | turn.command.files.keys()
        problems += [FieldProblem(n, "document_required") for n in state.requires.documents if n not in held]
    return problems


def _extras(turn: Turn, state: State, raw: Mapping[str, object]) -> tuple[dict[str, object], list[FieldProblem]]:
    found: dict[str, object] = {}
    problems: list[FieldProblem] = []
    if state.requires.checklist is not None:
        items = [item.code for item in turn.definition.checklists[state.requires.checklist].items]
        ticked = raw.get("checklist")
        ticked = items if ticked == "all" else ticked
        missing = [item for item in items if not isinstance(ticked, list) or item not in ticked]
        found["checklist"] = [item for item in items if item not in missing]
        problems += [FieldProblem("checklist", "not_checked", {"item": item}) for item in missing]
    if state.requires.answer_each:
        answers, unanswered = _answers(turn, state, raw.get("answers"))
        found["answers"] = answers
        problems += unanswered
    return found, problems


def _answers(turn: Turn, state: State, raw: object) -> tuple[dict[str, str], list[FieldProblem]]:
    """Every objection of the last co-signing must be answered by the handler; an answer given to it stands."""
    given = {**_answered(turn, state), **(raw if isinstance(raw, Mapping) else {})}
    answers: dict[str, str] = {}
    problems = []
    for key in _objecting(turn, state):
        text, problem = parse_text(f"answers.{key}", value_at(given, key), maximum=REASON_MOST)
        if problem is not None:
            problems.append(problem)
        elif text is None:
            problems.append(FieldProblem(f"answers.{key}", "required"))
        else:
            answers[key] = text
    return answers, problems


def _answered(turn: Turn, state: State) -> dict[str, object]:
    """What this state answered before to objections that are still the same."""
    answers: dict[str, object] = {}
    for seq in sorted(turn.decisions):
        decision = turn.decisions[seq]
        earlier = decision.input.get("answers") if decision.state == state.name else None
        if isinstance(earlier, Mapping) and decision.void_reason != "taken_back":
            answers |= earlier
        elif decision.outcome in state.requires.answer_each and decision.status != "carried":
            answers.pop(decision.key.partition(".")[0], None)
    return answers


def _objecting(turn: Turn, state: State) -> list[str]:
    """The branches whose opinion asks for an answer, each once."""
    objections = (d for d in turn.standing_decisions() if d.outcome in state.requires.answer_each)
    return list(dict.fromkeys(decision.key.partition(".")[0] for decision in objections))
