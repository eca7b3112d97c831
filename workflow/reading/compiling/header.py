"""What a process says once: people, numbers, calendars, constraints, views, and what may happen at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.definition import Constraint, Nobody
from workflow.core.durations import parse_duration
from workflow.core.expression_types import ExprType, comparable
from workflow.core.findings import Path
from workflow.core.form import Option
from workflow.core.further import MergeRule, PaperRule, TakeBack, Withdraw
from workflow.core.merging import MERGED
from workflow.core.numbers import BadFormat, parse_format
from workflow.core.presenting import Accepted, Checklist, View
from workflow.reading.compiling.actors import check_unit_field
from workflow.reading.compiling.form import check_placeholders
from workflow.reading.compiling.states import Names
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.constraints import NeverRule
from workflow.reading.shapes.documents import Render
from workflow.reading.shapes.ends import EndState
from workflow.reading.shapes.process import AView, ProcessFile, SendTo


def check_header(sheet: Worksheet, shape: ProcessFile, names: Names) -> None:
    sheet.name("actor", shape.owner, names.actors, ("owner",))
    sheet.name("state", shape.start, names.states, ("start",))
    sheet.names("field", shape.summary, sheet.fields, ("summary",))
    check_placeholders(sheet, shape.case_title, ("case_title",))
    if shape.unit_field is not None:
        check_unit_field(sheet, shape.unit_field, ("unit_field",))
    if shape.effective.ends is not None and shape.effective.ends < shape.effective.begins:
        dates = {"least": shape.effective.begins, "most": shape.effective.ends}
        sheet.error("L01", "range_reversed", ("effective", "to"), params=dates)
    try:
        parse_format(shape.case_no)
    except BadFormat as error:
        sheet.error("L01", f"case_no_{error.code}", ("case_no",), params=error.params)
    _check_surroundings(sheet, shape)
    _check_visit_ends(sheet, shape, names)


def authority_types(sheet: Worksheet, shape: ProcessFile) -> Mapping[str, ExprType]:
    """What guards may read of the authority table: `authority.NAME`."""
    if shape.authority is None or "authority" in sheet.context.unreadable:
        return {}
    items = sheet.context.authority.items if sheet.context.authority else {}
    sheet.name("authority_item", shape.authority.item, items, ("authority", "item"))
    item = items.get(shape.authority.item)
    return {f"authority.{name}": typed for name, typed in item.outputs.items()} if item else {}


def check_authority_inputs(sheet: Worksheet, shape: ProcessFile) -> None:
    """The process has every field that the item of the authority table asks for, of a type that can be compared."""
    table = sheet.context.authority
    item = table.items.get(shape.authority.item) if table and shape.authority else None
    for name, wanted in item.inputs.items() if item else ():
        path: Path = ("authority", "item")
        sheet.name("field", name, sheet.fields, path)
        held = sheet.guards.get(f"data.{name}")
        if held is not None and not _fits(held, wanted):
            types = {"name": name, "held": str(held), "wanted": str(wanted)}
            sheet.error("L02", "authority_input_differs", path, params=types)


def compile_nobody(sheet: Worksheet, shape: ProcessFile, names: Names) -> Nobody:
    policy = shape.defaults.nobody
    if not isinstance(policy, SendTo):
        return Nobody("fail")
    sheet.name("actor", policy.send_to, names.actors, ("defaults", "nobody", "send_to"))
    return Nobody("send_to", policy.send_to)


def compile_constraints(sheet: Worksheet, shape: ProcessFile, names: Names) -> Iterator[Constraint]:
    for index, rule in enumerate(shape.constraints):
        if isinstance(rule, NeverRule):
            path: Path = ("constraints", index, "never")
            sheet.name("actor", rule.never.actor, names.actors, (*path, "actor"))
            sheet.names("state", rule.never.states, names.states, (*path, "in"))
            yield Constraint("never", tuple(rule.never.states), rule.never.actor)
        else:
            sheet.names("state", rule.different_people, names.states, ("constraints", index, "different_people"))
            yield Constraint("different_people", tuple(rule.different_people))


def compile_checklists(shape: ProcessFile) -> dict[str, Checklist]:
    return {
        name: Checklist(name, each.label.text(), tuple(Option(code, it.text()) for code, it in each.items.items()))
        for name, each in shape.checklists.items()
    }


def compile_withdraw(sheet: Worksheet, shape: ProcessFile, names: Names) -> Withdraw | None:
    rule = shape.anytime.withdraw
    if rule is None:
        return None
    path: Path = ("anytime", "withdraw")
    sheet.name("state", rule.before, names.states, (*path, "before"))
    sheet.name("state", rule.to, names.states, (*path, "to"))
    return Withdraw(rule.before, rule.to)


def compile_merge(sheet: Worksheet, shape: ProcessFile, names: Names) -> MergeRule | None:
    """The joined case ends as merged, and nothing else ends so."""
    rule, path = shape.anytime.merge, ("anytime", "merge")
    ends = [name for name, state in shape.states.items() if isinstance(state, EndState) and state.outcome == MERGED]
    for name in ends:
        if rule is None or name != rule.to:
            sheet.error("L02", "merged_without_merge", ("states", name, "outcome"), params={"state": name})
    if rule is None:
        return None
    sheet.name("actor", rule.by, names.actors, (*path, "by"))
    sheet.names("field", rule.same, sheet.fields, (*path, "same"))
    sheet.name("state", rule.before, names.states, (*path, "before"))
    sheet.name("state", rule.to, names.states, (*path, "to"))
    if rule.to in names.states and rule.to not in ends:
        sheet.error("L02", "not_a_merged_end", (*path, "to"), params={"state": rule.to})
    return MergeRule(rule.by, tuple(rule.same), rule.before, rule.to)


def compile_paper(sheet: Worksheet, shape: ProcessFile, names: Names) -> PaperRule | None:
    """What is signed on paper binds nothing that recording it would change."""
    rule = shape.anytime.paper
    if rule is None:
        return None
    path: Path = ("anytime", "paper")
    sheet.name("actor", rule.by, names.actors, (*path, "by"))
    sheet.name("document", rule.scan, names.documents, (*path, "scan"))
    if isinstance(shape.documents.get(rule.scan), Render):
        sheet.error("L02", "scan_is_drawn", (*path, "scan"), params={"name": rule.scan})
    return PaperRule(rule.by, rule.scan)


def compile_take_back(shape: ProcessFile) -> TakeBack | None:
    rule = shape.anytime.take_back
    return TakeBack(parse_duration(rule.within)) if rule else None


def compile_views(sheet: Worksheet, shape: ProcessFile, names: Names) -> dict[str, View]:
    return {audience: _view(sheet, audience, view, names) for audience, view in shape.views.items()}


def compile_accepted(shape: ProcessFile) -> tuple[Accepted, ...]:
    return tuple(Accepted(each.accept, each.reason) for each in shape.lint)


def check_samples(sheet: Worksheet, shape: ProcessFile, names: Names) -> None:
    """Samples and scenario tests speak of fields, documents and states of the file."""
    top = [name for name in sheet.fields if "." not in name]
    given = [(("sample",), shape.sample), *((("tests", i, "given"), test.given) for i, test in enumerate(shape.tests))]
    for path, values in given:
        for name in values:
            sheet.name("field", name, top, (*path, name))
    sheet.names("document", shape.sample_documents, names.documents, ("sample_documents",))
    for index, test in enumerate(shape.tests):
        if test.expect.state is not None:
            sheet.name("state", test.expect.state, names.states, ("tests", index, "expect", "state"))


def _check_surroundings(sheet: Worksheet, shape: ProcessFile) -> None:
    context = sheet.context
    if context.organisation is not None:
        sheet.names("post", shape.may_start, context.organisation.posts, ("may_start",))
        sheet.names("post", shape.auditors, context.organisation.posts, ("auditors",))
        sheet.name("unit", shape.contact, context.organisation.units, ("contact",))
    if context.calendars is not None:
        sheet.names("calendar", shape.time.calendars, context.calendars, ("time", "calendars"))


def _check_visit_ends(sheet: Worksheet, shape: ProcessFile, names: Names) -> None:
    bounds = [(("states", name), getattr(state, "visits", None)) for name, state in shape.states.items()]
    for path, visits in [(("defaults",), shape.defaults.visits), *bounds]:
        if visits is not None:
            sheet.name("state", visits.end, names.states, (*path, "visits", "end"))


def _view(sheet: Worksheet, audience: str, view: AView, names: Names) -> View:
    fields = None if isinstance(view.fields, str) else tuple(view.fields)
    documents = None if isinstance(view.documents, str) else tuple(view.documents)
    sheet.names("field", fields or (), sheet.fields, ("views", audience, "fields"))
    sheet.names("document", documents or (), names.documents, ("views", audience, "documents"))
    return View(audience, fields, documents, view.opinions)


def _fits(held: ExprType, wanted: ExprType) -> bool:
    """Every option that the process knows must be one that the table knows."""
    if held.options and wanted.options:
        return set(held.options) <= set(wanted.options)
    return held == wanted or comparable(held, wanted)
