"""From the file of a process to its definition, with every problem on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.core.deadlines import SPEED_CLASSES
from workflow.core.definition import Deadline, Definition
from workflow.core.durations import parse_duration
from workflow.core.expression_types import ExprType
from workflow.core.field_storage import schema_for
from workflow.core.findings import Finding, Path, Position
from workflow.core.form import FieldSpec
from workflow.core.further import Urging
from workflow.core.mapping import Migration
from workflow.core.routing import OVERDUE_DUTIES
from workflow.reading.compiling import header
from workflow.reading.compiling.actors import compile_actors
from workflow.reading.compiling.documents import compile_documents
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.compiling.form import by_path, compile_fields, with_guards
from workflow.reading.compiling.migrations import compile_migrations
from workflow.reading.compiling.sections import compile_sections
from workflow.reading.compiling.shaping import shaped
from workflow.reading.compiling.states import Names, compile_states, names_of
from workflow.reading.compiling.times import compile_reminders, compile_speeds
from workflow.reading.compiling.worksheet import NOTHING, Context, Worksheet
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.times import usual_speed
from workflow.reading.strict import Tree

DUTIES = f"applicant.{OVERDUE_DUTIES}"
"""How guards ask for the applicant's duties of other cases that are overdue."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """`definition` is None when a finding is an error. `tests` and `sample` are plain values as written; `sample` fills
    fields that a scenario leaves out, `sample_documents` get a file to stand in. `migrations` say where cases of
    earlier versions stand in this one."""

    definition: Definition | None
    findings: tuple[Finding, ...]
    positions: Mapping[Path, Position]
    tests: tuple[Mapping[str, Any], ...] = ()
    sample: Mapping[str, Any] | None = None
    sample_documents: tuple[str, ...] = ()
    file: str = ""
    migrations: tuple[Migration, ...] = ()


def compile_process(tree: Tree, context: Context = NOTHING) -> Compiled:
    """Check the whole file and compile it. Never raises for what the file says."""
    sheet = Worksheet(tree, context)
    shape = shaped(sheet, ProcessFile)
    definition = _definition(sheet, shape) if shape is not None else None
    migrations = tuple(compile_migrations(sheet, shape, dict(definition.states))) if shape and definition else ()
    findings = tuple(sheet.distinct())
    if shape is None or definition is None or sheet.failed:
        return Compiled(None, findings, tree.positions, file=tree.file)
    return Compiled(
        definition,
        findings,
        tree.positions,
        tuple(tree.value.get("tests", ())),
        shape.sample,
        tuple(shape.sample_documents),
        tree.file,
        migrations,
    )


# long because it names every part of a definition once
def _definition(sheet: Worksheet, shape: ProcessFile) -> Definition:
    fields = _fields(sheet, shape)
    names = names_of(shape)
    header.check_header(sheet, shape, names)
    header.check_authority_inputs(sheet, shape)
    header.check_samples(sheet, shape, names)
    item = shape.authority.item if shape.authority else None
    return Definition(
        process=shape.process,
        version=shape.version,
        sha256=fingerprint(shape),
        title=shape.title.text(),
        case_title=shape.case_title.text(),
        owner=shape.owner,
        start=shape.start,
        case_number=shape.case_no,
        fields=fields,
        documents=compile_documents(sheet, shape),
        actors=compile_actors(sheet, shape.actors, item),
        states=compile_states(sheet, shape, names),
        checklists=header.compile_checklists(shape),
        nobody=header.compile_nobody(sheet, shape, names),
        constraints=tuple(header.compile_constraints(sheet, shape, names)),
        withdraw=header.compile_withdraw(sheet, shape, names),
        paper=header.compile_paper(sheet, shape, names),
        merge=header.compile_merge(sheet, shape, names),
        views=header.compile_views(sheet, shape, names),
        sections=compile_sections(sheet, shape),
        asked_deadline=Deadline(SPEED_CLASSES[usual_speed(shape.speed)].limit),
        asked_ladder=compile_reminders(sheet, shape.defaults, names.times),
        speeds=compile_speeds(sheet, shape.speed, fields),
        **_plain(sheet, shape),
    )


def _plain(sheet: Worksheet, shape: ProcessFile) -> dict[str, Any]:
    """What needs no more than to be copied."""
    deadline = shape.case_deadline
    return {
        "calendars": tuple(shape.time.calendars),
        "summary": tuple(shape.summary),
        "speed": usual_speed(shape.speed),
        "contact": shape.contact,
        "help": shape.help.text(),
        "may_start": tuple(shape.may_start),
        "effective_from": shape.effective.begins,
        "effective_to": shape.effective.ends,
        "retention": (shape.retention.group, shape.retention.keep),
        "unit_field": shape.unit_field,
        "authority_item": shape.authority.item if shape.authority else None,
        "authority_at": "act" if shape.authority and shape.authority.use == "at_act" else "submit",
        "case_deadline": parse_duration(deadline.within) if deadline else None,
        "take_back": header.compile_take_back(shape),
        "substitute_depth": shape.defaults.substitute.depth,
        "reason_for": tuple(shape.defaults.reason_for),
        "accepted": header.compile_accepted(shape),
        "future_preview": shape.future_preview,
        "bulk": "off" if shape.bulk == "never" else shape.bulk,
        "comment": shape.anytime.comment is not None,
        "urging": Urging(parse_duration(shape.anytime.remind.every)) if shape.anytime.remind else None,
        "auditors": tuple(shape.auditors),
        "reads_duties": DUTIES in sheet.read,
    }


def _fields(sheet: Worksheet, shape: ProcessFile) -> tuple[FieldSpec, ...]:
    """Compile the fields and put their names at the disposal of everything that follows."""
    fields = compile_fields(sheet, shape.data, ("data",))
    sheet.fields = by_path(fields)
    sheet.guards = {**schema_for(fields), **header.authority_types(sheet, shape)}
    guarded = with_guards(sheet, fields, shape.data, ("data",))
    sheet.guards = {**sheet.guards, DUTIES: ExprType("int")}  # fields are looked at by themselves, states in a case
    return guarded


__all__ = ["Compiled", "Context", "Names", "compile_process"]
