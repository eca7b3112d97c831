"""Definitions in a few words: `approve("review", return_to="draft")` says what matters, the rest is sound."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflow.core.checking import check
from workflow.core.definition import (
    ActorRule,
    Arm,
    Branch,
    Deadline,
    Definition,
    Edge,
    Join,
    Nobody,
    Outcome,
    Slot,
    State,
)
from workflow.core.durations import Duration
from workflow.core.expression_types import BOOL, DATE, DECIMAL, INT, TEXT, ExprType, enum_of, list_of
from workflow.core.expressions import Expression, compile_guard
from workflow.core.findings import Finding
from workflow.core.form import DocumentSpec, FieldSpec, Option
from workflow.core.further import VisitBound
from workflow.core.text import Text

LABEL = Text("示範", "Sample")
DUE = Deadline(within=Duration(3, "wd"), timeout="escalate_only")
NO_DEADLINE = Deadline()
BOUND = VisitBound(5, "cancelled")
NOT_COMPLETING = {"return", "reject"}


def field(name: str, type_: str = "text", *, options: str = "", **more: Any) -> FieldSpec:
    chosen = tuple(Option(code, LABEL) for code in options.split())
    return FieldSpec(name, type_, LABEL, options=chosen, **more)


def filled(name: str, type_: str = "text", **more: Any) -> FieldSpec:
    """With a default, so that it is never unset."""
    return field(name, type_, **({"default": "given"} | more))


FIELDS = (
    filled("kind", "enum", options="mou exchange", required=True),
    filled("level", "enum", options="university college", required=True),
    filled("amount", "money", required=True),
    filled("urgent", "bool", required=True),
)
DOCUMENTS = {"draft_text": DocumentSpec("draft_text", LABEL, "upload")}
ACTORS = {
    "applicant": ActorRule("applicant", LABEL, "applicant"),
    "officer": ActorRule("officer", LABEL, "pool", post="officer", of="oia"),
    "dean": ActorRule("dean", LABEL, "post", post="dean", of="oia"),
}

_TYPES = {"bool": BOOL, "int": INT, "money": DECIMAL, "decimal": DECIMAL, "date": DATE}


def guard(source: str, fields: tuple[FieldSpec, ...] = FIELDS) -> Expression:
    schema = {"authority.meeting": BOOL}
    for spec in fields:
        schema |= {f"data.{spec.name}": _type(spec)}
        schema |= {f"data.{spec.name}.{inner.name}": _type(inner) for inner in spec.fields}
    return compile_guard(source, schema)


def _type(spec: FieldSpec) -> ExprType:
    options = [option.code for option in spec.options]
    if spec.type in {"enum", "multi"}:
        return enum_of(*options) if spec.type == "enum" else list_of(enum_of(*options))
    return _TYPES.get(spec.type, TEXT)


def outcome(code: str, *, completes: bool | None = None) -> Outcome:
    return Outcome(code, LABEL, completes=code not in NOT_COMPLETING if completes is None else completes)


def slot(key: str, outcomes: str, *, kind: Any = "decide", branch: str = "main", **more: Any) -> Slot:
    more = {"actor": "officer", "deadline": DUE} | more
    return Slot(key, branch, kind=kind, label=LABEL, outcomes=tuple(map(outcome, outcomes.split())), **more)


def edges(**to: str) -> tuple[Edge, ...]:
    """`approve="next"`; a target that begins with `<` is a back move."""
    return tuple(
        Edge(code.rstrip("_"), (target.lstrip("<"),), back=target.startswith("<")) for code, target in to.items()
    )


def edit(name: str, *, edits: str = "", actor: str = "applicant", **to: str) -> State:
    codes = " ".join(code.rstrip("_") for code in to)
    only = slot("main", codes, kind="edit", actor=actor, edits=tuple(edits.split()))
    only = replace(only, outcomes=tuple(replace(each, completes=False) for each in only.outcomes))
    branch = Branch("main", LABEL, (only,))
    return State(name, "edit", LABEL, (branch,), edges=edges(**to), deadline=DUE, visits=BOUND)


def approve(name: str, *, binds: str = "kind", when: str | None = None, pass_to: str | None = None, **to: str) -> State:
    codes = " ".join(code.rstrip("_") for code in to)
    branch = Branch("main", LABEL, (slot("officer", codes, binds=tuple(binds.split())),))
    needed = guard(when) if when else None
    return State(
        name, "approve", LABEL, (branch,), edges=edges(**to), when=needed, pass_to=pass_to, deadline=DUE, visits=BOUND
    )  # fmt: skip


def branch(key: str, outcomes: str = "agree disagree", *, when: str | None = None, **more: Any) -> Branch:
    only = slot(key, outcomes, kind="opinion", branch=key, **({"binds": ("kind",)} | more))
    return Branch(key, LABEL, (only,), when=guard(when) if when else None)


def parallel(name: str, *branches: Branch, join: Join | None = None, leave_on: str = "", **to: str) -> State:
    return State(
        name, "parallel", LABEL, branches, join=join or Join(), leave_on=tuple(leave_on.split()), edges=edges(**to),
        deadline=DUE, visits=BOUND,
    )  # fmt: skip


def external(name: str, *, binds: str = "kind", deadline: Deadline = NO_DEADLINE, **to: str) -> State:
    codes = " ".join(code.rstrip("_") for code in to)
    branch = Branch("main", LABEL, (slot("main", codes, binds=tuple(binds.split()), deadline=deadline),))
    return State(name, "external", LABEL, (branch,), edges=edges(**to), deadline=deadline, visits=BOUND)


def choice(name: str, *arms: tuple[str, str], fields: tuple[FieldSpec, ...] = FIELDS) -> State:
    """Each arm is a guard (or `else`) and where it leads."""
    ways = tuple(Arm(None if when == "else" else guard(when, fields), to) for when, to in arms)
    return State(name, "choice", LABEL, arms=ways)


def end(name: str, outcome_: str | None = None) -> State:
    return State(name, "end", LABEL, outcome=outcome_ or name)


def definition(*states: State, fields: tuple[FieldSpec, ...] = FIELDS, **more: Any) -> Definition:
    """Starts in the first state; the usual ends are added when something leads there."""
    named = {state.name: state for state in states}
    wanted = {to for state in states for edge in state.edges for to in edge.to}
    wanted |= {arm.to for state in states for arm in state.arms} | {state.pass_to for state in states}
    wanted |= {"approved"} | {state.visits.end for state in states if state.visits}
    named |= {name: end(name) for name in ("approved", "rejected", "cancelled") if name in wanted and name not in named}
    given: dict[str, Any] = {
        "process": "sample", "version": 1, "sha256": "0" * 64, "title": LABEL, "case_title": LABEL, "owner": "dean",
        "start": states[0].name, "case_number": "{seq}", "documents": DOCUMENTS, "actors": ACTORS, "checklists": {},
        "calendars": (), "summary": (), "speed": "ordinary", "contact": "oia", "help": LABEL, "may_start": ("staff",),
        "nobody": Nobody("fail"), "effective_from": "2026-08-01", "retention": ("sample", "permanent"),
    }  # fmt: skip
    return Definition(states=named, fields=fields, **(given | more))


def codes(found: Definition, severity: str | None = None) -> set[tuple[str, str]]:
    return {(each.rule, each.code) for each in check(found) if severity in {None, each.severity}}


def errors(found: Definition) -> set[tuple[str, str]]:
    return codes(found, "error")


def only(found: Definition, code: str) -> Finding:
    """The one finding with that code."""
    (finding,) = (each for each in check(found) if each.code == code)
    return finding
