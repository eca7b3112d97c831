"""The fields of a definition as the controls of a form, each with its name, its words and what was typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from web.speaking import NOBODY, code, in_words, input_name, t, targets
from workflow.core.errors import FieldProblem
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.core.field_texts import LONGEST_LONGTEXT, LONGEST_TEXT, BadValue
from workflow.core.field_types import parse_scalar
from workflow.core.fields import Lookups
from workflow.core.form import HOLDER, FieldSpec
from workflow.core.rocdates import BadRocDate, format_roc
from workflow.services.choices import CHOSEN_BY_NAME, Choice, Choices, find_choice
from workflow.services.naming import Names
from workflow.texts.conditions import condition

PREFIX: Final = "f-"
"""Of the ids of controls, so that no field takes the id of a part of the page."""
MOST_OPTIONS_AS_BUTTONS: Final = 6
FEWEST_ROWS: Final = 1

Option = tuple[str, str]
Shown = Mapping[str, Any]
Errors = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Control:
    """`kind` says which macro draws it; `value` is text as typed, `chosen` the codes of boxes that are ticked.

    `groups` are options under the name of their group, `matches` what an unclear text may have meant.
    `when` says under which condition it must be filled in, `needed` whether that holds: None where it cannot be told.
    """

    kind: str
    name: str
    label: str
    hint: str = ""
    optional: bool = False
    value: str = ""
    said: str = ""
    error: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    matches: tuple[Option, ...] = ()
    parts: tuple[Control, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()
    longest: int = 0
    when: str = ""
    needed: bool | None = None
    place: str = ""

    @property
    def id(self) -> str:
        """`place` tells apart controls of one name in several forms of a page."""
        return id_of(self.place + self.name)

    @property
    def folded(self) -> bool:
        """Nobody needs it now, and nothing is written in it."""
        blank = not (self.value or self.chosen or self.error)
        if self.kind == "group":
            return bool(self.parts) and all(part.folded for part in self.parts)
        return bool(self.when) and self.needed is False and blank


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all fields of one form share. `values` are those that were understood, for what is looked up and for
    conditions, whose fields `names` knows."""

    choices: Choices = field(default_factory=Choices)
    errors: Errors = field(default_factory=dict)
    values: Shown = field(default_factory=dict)
    names: Names = NOBODY


def id_of(path: str) -> str:
    """Where an error links to."""
    return PREFIX + path


def draw(specs: Sequence[FieldSpec], raw: Shown, drawing: Drawing, at: str = "") -> tuple[Control, ...]:
    """`raw` is what was typed or what is stored; a field that is not in it shows its default."""
    return tuple(_control(spec, raw, drawing, at) for spec in specs)


def error_sentences(
    problems: Iterable[FieldProblem], specs: Sequence[FieldSpec], names: Names, raw: Shown
) -> dict[str, str]:
    """By path, the first problem of each field, in its own words where the type allows better ones."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, _sentence(problem, specs, names, raw))
    return found


def summary_of(errors: Errors) -> list[tuple[str, str]]:
    """For the summary on top of the page."""
    return [(id_of(path), said) for path, said in errors.items()]


def conditions_of(controls: Iterable[Control]) -> dict[str, bool | None]:
    """Whether each field with a condition is needed now, by its path."""
    each = [part for control in controls for part in (control, *control.parts)]
    return {control.name: control.needed for control in each if control.when}


def text_of(value: object) -> str:
    """What stands in the control for a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _control(spec: FieldSpec, raw: Shown, drawing: Drawing, at: str) -> Control:
    given = raw.get(spec.name, spec.default)
    path = at + spec.name
    base = Control(
        _KINDS.get(spec.type, spec.type),
        path,
        in_words(spec.label),
        hint=in_words(spec.help) if spec.help else "",
        optional=not spec.required and spec.required_when is None,
        error=drawing.errors.get(path, ""),
        longest=_longest(spec),
    )
    if spec.required_when is not None and not spec.required:
        base = replace(
            base, when=_when(spec.required_when, drawing), needed=is_needed(spec.required_when, drawing.values)
        )
    if spec.lookup is not None:
        return replace(base, kind="shown", optional=False, said=_looked_up(spec, drawing))
    if spec.type == "group":
        inner = given if isinstance(given, Mapping) else {}
        return replace(base, optional=False, parts=draw(spec.fields, inner, drawing, f"{path}."))
    if spec.type == "table":
        return _table(base, spec, given, drawing)
    return _single(base, spec, given, drawing)


def _when(guard: Expression, drawing: Drawing) -> str:
    said = condition(guard.tree, drawing.names.spec)
    return t("field.needed_when", condition=in_words(said)) if said else t("field.needed_perhaps")


def is_needed(guard: Expression, values: Shown) -> bool | None:
    """None where it cannot be told, because a field that it looks at is still empty."""
    try:
        return guard.truth({"data": values})
    except EvaluationFailed:
        return None


def _single(base: Control, spec: FieldSpec, given: object, drawing: Drawing) -> Control:
    value = text_of(given) if not isinstance(given, list | tuple | Mapping) else ""
    if spec.type in CHOSEN_BY_NAME:
        return _reference(base, drawing.choices.of(spec), value)
    if spec.type == "unit":
        groups = tuple((in_words(it.label), _options(it.units)) for it in drawing.choices.units_for(spec))
        return replace(base, value=value, groups=groups)
    if spec.type in {"enum", "multi"}:
        options = tuple((option.code, in_words(option.label)) for option in spec.options)
        chosen = tuple(str(it) for it in given) if isinstance(given, list | tuple) else ()
        kind = "radios" if spec.type == "enum" and len(options) <= MOST_OPTIONS_AS_BUTTONS else base.kind
        return replace(base, kind=kind, value=value, options=options, chosen=chosen)
    if spec.type == "bool":
        asked = spec.required and spec.default is None
        return replace(base, kind="yes_no" if asked else "box", optional=False, value=value)
    if spec.type == "date":
        return replace(base, value=value, said=_in_both_calendars(spec, value))
    return replace(base, value=value)


def _reference(base: Control, choices: Sequence[Choice], value: str) -> Control:
    code, matches = find_choice(choices, value) if value else (None, ())
    shown = next((_named(choice) for choice in choices if choice.code == code), value)
    options = tuple((_named(choice), "") for choice in choices)
    return replace(base, value=shown, options=options, matches=_options(matches))


def _table(base: Control, spec: FieldSpec, given: object, drawing: Drawing) -> Control:
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list | tuple) else []
    least = max(spec.min_length or 0, FEWEST_ROWS)
    rows += [{}] * (least - len(rows))
    drawn = tuple(draw(spec.fields, row, drawing, f"{base.name}.{place}.") for place, row in enumerate(rows))
    return replace(base, rows=drawn)


def _options(choices: Iterable[Choice]) -> tuple[Option, ...]:
    return tuple((choice.code, in_words(choice.label)) for choice in choices)


def _named(choice: Choice) -> str:
    """Name and code, which `find_choice` reads back."""
    name = in_words(choice.label)
    return name if name == choice.code else f"{name} ({choice.code})"


def _longest(spec: FieldSpec) -> int:
    if spec.type == "longtext":
        return spec.max_length or LONGEST_LONGTEXT
    return spec.max_length or LONGEST_TEXT if spec.type == "text" else 0


def _looked_up(spec: FieldSpec, drawing: Drawing) -> str:
    value = drawing.values.get(spec.name)
    if spec.type == "country" and value is not None:
        return in_words(NOBODY.country(value))
    labels = {option.code: in_words(option.label) for option in spec.options}
    return labels.get(str(value), text_of(value))


def _in_both_calendars(spec: FieldSpec, value: str) -> str:
    """What a date that was understood means, because 115 and 15 are easily confused."""
    try:
        on = parse_scalar(spec, value, Lookups())
        return t("field.means", day=on, roc=format_roc(on)) if isinstance(on, date) else ""
    except (BadValue, BadRocDate):
        return ""


def _sentence(problem: FieldProblem, specs: Sequence[FieldSpec], names: Names, raw: Shown) -> str:
    spec, label = (
        _spec_at(specs, problem.field),
        _label_of(specs, problem.field) or in_words(input_name(problem.field, names)),
    )
    if problem.code == "required" and spec is not None and spec.type in _CHOSEN:
        return t("field.choose", label=label)
    if spec is not None and spec.type in {"text", "longtext"} and problem.code in _LENGTHS:
        limit = problem.params.get("longest", problem.params.get("shortest"))
        typed = _value_at(raw, problem.field)
        return t(_LENGTHS[problem.code], label=label, limit=limit, n=len(typed.strip().replace("\r\n", "\n")))
    return code(problem.code, {**problem.params, "label": label, **targets(problem, names)}, names)


def _label_of(specs: Sequence[FieldSpec], path: str) -> str:
    """With the labels of what is around it; several groups may each ask for a name."""
    said = ""
    for part in path.split("."):
        if part.isdecimal():
            said = t("field.in_row", outer=said, n=int(part) + 1)
            continue
        spec = next((spec for spec in specs if spec.name == part), None)
        if spec is None:
            return ""
        said = t("field.within", outer=said, inner=in_words(spec.label)) if said else in_words(spec.label)
        specs = spec.fields
    return said


def _spec_at(specs: Sequence[FieldSpec], path: str) -> FieldSpec | None:
    found: FieldSpec | None = None
    for name in (part for part in path.split(".") if not part.isdecimal()):
        found = next((spec for spec in specs if spec.name == name), None)
        specs = found.fields if found is not None else ()
    return found


def _value_at(raw: Any, path: str) -> str:
    for part in path.split("."):
        if isinstance(raw, Mapping):
            raw = raw.get(part)
        elif isinstance(raw, list | tuple) and part.isdecimal() and int(part) < len(raw):
            raw = raw[int(part)]
    return raw if isinstance(raw, str) else ""


_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "int": "number",
        "decimal": "number",
        "money": "number",
        "enum": "select",
        "multi": "boxes",
        "ref": "lookup",
        "country": "lookup",
        "person": "lookup",
        HOLDER: "lookup",
        "unit": "grouped",
        "longtext": "area",
    }
)
_CHOSEN: Final = frozenset({"enum", "multi", "unit", "bool", *CHOSEN_BY_NAME})
_LENGTHS: Final[Mapping[str, str]] = MappingProxyType({"too_long": "field.too_long", "too_short": "field.too_short"})
