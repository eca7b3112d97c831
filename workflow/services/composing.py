"""From a frozen version of a document to what is drawn: the words of its definition, the names of the moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Literal

from workflow.core.calendar import TAIPEI
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.field_storage import from_json
from workflow.core.form import DocumentSpec, FieldSpec, Part
from workflow.core.papers import Block, Opinion, Sheet, Ticks
from workflow.core.text import Text
from workflow.core.turn import find_slot
from workflow.services.naming import Names
from workflow.services.paper_values import Reading, specs_by_path
from workflow.services.row_names import row_names
from workflow.services.runtime import Runtime
from workflow.store.engine import Connection
from workflow.store.renderings import Rendering
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case
from workflow.store.views import Loaded

Json = Mapping[str, Any]
_PARTS: Final[Mapping[str, Text]] = {
    "subject": Text("主旨", "Subject"),
    "explanation": Text("說明", "Explanation"),
    "proposal": Text("擬辦", "Proposal"),
}
"""The parts of a memorandum are the fields whose names are, or end in, these."""


def sheets_of(runtime: Runtime, connection: Connection, rendering: Rendering) -> tuple[Sheet, ...]:
    """One for each language of the document, Chinese first."""
    loaded = load_case(connection, rendering.case_id)
    if loaded is None:
        raise LookupError(rendering.case_id)
    definition = runtime.catalogue.process(connection, rendering.definition).definition
    spec = definition.documents[rendering.name]
    directory = runtime.people.at(connection, load_revisions(connection))
    specs = {path: it for path, it in specs_by_path(definition.fields).items() if path in spec.fields}
    values = dict(_values(specs, rendering.content["fields"]))
    rows: dict[tuple[str, str], Text] = {}
    for path, it in specs.items():
        if it.type in {"ref", "group", "table"} and values.get(path) is not None:
            rows |= row_names(connection, (it,), {it.name: values[path]})
    names = Names(directory, definition, rows)
    readings = (
        Reading(language, {**values, **_of_the_case(loaded, names, language)}, specs, names)
        for language in _languages(spec)
    )
    return tuple(_sheet(rendering, loaded, spec, reading) for reading in readings)


def _languages(spec: DocumentSpec) -> tuple[Literal["zh-TW", "en"], ...]:
    return ("zh-TW", "en") if spec.language == "both" else (spec.language,)


def _values(specs: Mapping[str, FieldSpec], frozen: Json) -> Iterator[tuple[str, object]]:
    for path, spec in specs.items():
        if frozen.get(path) is not None:
            yield path, from_json((spec,), {spec.name: frozen[path]}).get(spec.name)


def _of_the_case(loaded: Loaded, names: Names, language: Literal["zh-TW", "en"]) -> dict[str, object]:
    view = loaded.view
    person, unit = names.person(view.applicant), names.unit(view.applicant_unit)
    said = (person.zh, unit.zh) if language == "zh-TW" else (person.en, unit.en)
    return {"case.number": view.number, "case.applicant": said[0], "case.unit": said[1]}


def _sheet(rendering: Rendering, loaded: Loaded, spec: DocumentSpec, reading: Reading) -> Sheet:
    definition, view, word = _definition(reading), loaded.view, reading.word
    wording = {name: reading.prose(text) for name, text in spec.wording.texts().items()}
    answers = rendering.content.get("answers", ())
    return Sheet(
        layout=spec.layout or "",
        language=reading.language,
        issuer=word(_root(reading.names.directory)),
        unit=word(reading.names.unit(definition.contact)),
        process=word(definition.title),
        case_number=view.number or "",
        number=rendering.number,
        version=rendering.version,
        on=rendering.frozen_at.astimezone(TAIPEI).date(),
        draft=spec.issuing is not None and not rendering.issued,
        speed=view.speed or definition.speed,
        keep=definition.retention[1],
        title=wording.get("title") or (word(spec.label),),
        to=wording.get("to"),
        salutation=wording.get("salutation"),
        closing=wording.get("closing"),
        signed_by=wording.get("signed_by"),
        copies=wording.get("copies"),
        enclosed=wording.get("enclosed"),
        blocks=tuple(_blocks(spec, reading, answers)),
    )


def _definition(reading: Reading) -> Definition:
    if reading.names.definition is None:
        raise LookupError("definition")
    return reading.names.definition


def _root(directory: Directory) -> Text:
    """Whose papers these are: the unit that stands under no other."""
    return next((unit.label for unit in directory.units.values() if unit.parent is None), Text("", ""))


def _blocks(spec: DocumentSpec, reading: Reading, answers: tuple[Json, ...]) -> Iterator[Block]:
    if spec.layout == "memo":
        yield from _memo(spec, reading)
        return
    for part in spec.parts:
        block = _block(part, reading, answers)
        if block != Block(title=block.title):  # a heading with nothing under it says nothing
            yield block


def _memo(spec: DocumentSpec, reading: Reading) -> Iterator[Block]:
    used = set()
    for part, label in _PARTS.items():
        path = next((it for it in spec.fields if it == part or it.endswith(f"_{part}")), None)
        if path is not None and reading.values.get(path) is not None:
            used.add(path)
            yield Block(title=(reading.word(label),), text=("", reading.value(path)))
    rest = reading.facts(path for path in spec.fields if path not in used)
    if rest:
        yield Block(facts=rest)


def _block(part: Part, reading: Reading, answers: tuple[Json, ...]) -> Block:
    return Block(
        title=reading.prose(part.title),
        text=reading.prose(part.text),
        facts=reading.facts(part.fields),
        grid=reading.grid(part.table, part.columns) if part.table else None,
        opinions=tuple(_opinions(reading, answers)) if part.opinions else None,
        ticks=_ticks(reading, part.checklist, answers) if part.checklist else None,
    )


def _opinions(reading: Reading, answers: tuple[Json, ...]) -> Iterator[Opinion]:
    definition, names, word = _definition(reading), reading.names, reading.word
    replies = {key: text for each in answers for key, text in (each["input"].get("answers") or {}).items()}
    for each in answers:
        slot = find_slot(definition, each["state"], each["key"])
        if slot is None or slot.kind != "opinion":
            continue
        state = definition.states[each["state"]]
        branch = next((it for it in state.branches if it.key == slot.branch), None)
        outcome = next((it.label for it in slot.outcomes if it.code == each["outcome"]), None)
        yield Opinion(
            place=word(branch.label if branch is not None else state.label),
            post=word(names.principal(f"{each['post']}@{each['unit']}")) if each["post"] else None,
            name=word(names.person(each["actor"])),
            capacity=each["capacity"],
            outcome=word(outcome) if outcome is not None else each["outcome"],
            opinion=each["opinion"],
            at=datetime.fromisoformat(each["at"]),
            reply=replies.get(slot.branch),
        )


def _ticks(reading: Reading, name: str, answers: tuple[Json, ...]) -> Ticks:
    """As they were ticked last; nobody has ticked anything of a list that was not asked for yet."""
    definition = _definition(reading)
    checklist, states = definition.checklists[name], definition.states
    given = [it for it in answers if "checklist" in it["input"] and states[it["state"]].requires.checklist == name]
    last = given[-1] if given else None
    ticked = set(last["input"]["checklist"]) if last is not None else set()
    return Ticks(
        label=reading.word(checklist.label),
        items=tuple((reading.word(item.label), item.code in ticked) for item in checklist.items),
        by=reading.word(reading.names.person(last["actor"])) if last is not None else None,
        at=datetime.fromisoformat(last["at"]) if last is not None else None,
    )
