"""The forms of the decision panel: one for the usual answers of a task, one more for each that asks for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from web.controls import Control, Drawing, draw, id_of
from web.speaking import in_words
from workflow.core.aside_inputs import FIELDS
from workflow.core.definition import Definition
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.further import ASKING
from workflow.core.text import Text
from workflow.services.case_page import CasePage
from workflow.services.case_panel import BESIDE, Answer, Turnover
from workflow.services.choices import Choices
from workflow.texts.words import ACTIONS


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent with a form and could not be done. `raw` are the fields, `uploads` the files already taken: by
    field their id and name. `errors` go by field, `reason` and `to` among them."""

    action: str = ""
    task: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """What stands before the ids of the controls of this form, where several forms ask for the same."""
        return f"{self.task}-{self.action}-" if self.action in BESIDE else ""

    def text(self, name: str) -> str:
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else ""


NOTHING = Given()
MOST_AT_ONCE: Final = 12
"""Fields and files of a form; of more, each section stands under its heading, to be opened."""
ANSWERED: Final = frozenset({"reason", "to", "resume", "checklist", "answers", "signature"})
"""What a form asks for beside the fields and files of the case."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading of a long form; without a heading what belongs to no section."""

    label: Text | None
    controls: tuple[Control, ...]
    files: tuple[DocumentSpec, ...]
    wrong: bool


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """`answers` are its buttons, the first one the usual one. What the task edits stands in one form only.

    `parts` are all controls and files, under the headings of the definition where they are many.
    """

    key: str
    task: Turnover
    answers: tuple[Answer, ...]
    controls: tuple[Control, ...]
    files: tuple[DocumentSpec, ...]
    given: Given
    parts: tuple[Part, ...]
    later: tuple[Control, ...] = ()

    @property
    def first(self) -> Answer:
        return self.answers[0]

    def id_of(self, path: str) -> str:
        """Of the control for a field, or for what every answer may have: `reason`, `to`, `checklist.ITEM`."""
        known = next((it.id for it in self.later if it.name == path), None)
        return known or (f"{self.key}-{path}" if path.partition(".")[0] in ANSWERED else id_of(path))

    @property
    def needs_reason(self) -> bool:
        return all(answer.reason for answer in self.answers)

    @property
    def asks(self) -> bool:
        """Whether somebody else is asked by it."""
        return self.first.action in ASKING

    @property
    def takes_note(self) -> bool:
        return takes_note(self.task, self.first)

    @property
    def beside(self) -> bool:
        """Whether it does something with the task beside answering it."""
        return any(self.first is it for it in self.task.further)

    @property
    def at_once(self) -> bool:
        """Whether it can be sent without filling anything in; the usual note stands there already."""
        first = self.first
        asks = self.controls or self.files or first.checklist or first.objections or first.own or first.signs
        return not (asks or (self.needs_reason and not self.takes_note))


@dataclass(frozen=True, slots=True)
class TaskForms:
    task: Turnover
    main: AnswerForm | None
    further: tuple[AnswerForm, ...]
    refused: tuple[tuple[Answer, ...], ...]
    """Answers that cannot be given, those with the same reason together."""
    asking: tuple[AnswerForm, ...] = ()
    """Forms of what is done beside answering."""


def forms_of(page: CasePage, choices: Choices, given: Given = NOTHING) -> tuple[TaskForms, ...]:
    return tuple(_task(page, task, choices, given) for task in page.panel.tasks)


def asked_fields(page: CasePage) -> tuple[FieldSpec, ...]:
    """Every field that some form of the page asks for, each once."""
    found = {
        id(spec): spec
        for task in page.panel.tasks
        for it in (*task.answers, *task.further)
        for spec in (*it.edits, *it.own, *it.later)
    }
    return tuple(found.values())


def takes_note(task: Turnover, answer: Answer) -> bool:
    """批示: what a decider writes with an approval is no reason, and mostly the same words."""
    decides = task.kind == "decide" and not any(answer is it for it in task.further)
    return answer.reason and answer.tone == "ok" and decides


def label_of(answer: Answer) -> str:
    """What its button says."""
    known = answer.label or ACTIONS.get(answer.action) or Text(answer.action, answer.action)
    return in_words(known)


def problem_links(forms: Sequence[TaskForms], given: Given) -> list[tuple[str, str]]:
    """For the summary on top of the page: each problem with the id of the control that it is about."""
    each = [form for task in forms for form in (task.main, *task.further) if form is not None]
    sent = next((form for form in each if form.given is given), None)
    return [(sent.id_of(path) if sent else f"{given.action}-{path}", said) for path, said in given.errors.items()]


def _task(page: CasePage, task: Turnover, choices: Choices, given: Given) -> TaskForms:
    allowed = [answer for answer in task.answers if answer.allowed]
    usual = [answer for answer in allowed if not answer.asks_more and answer.tone != "no"]
    together = usual if any(answer.edits or answer.files for answer in usual) else usual[:1]
    further = [answer for answer in allowed if answer not in together]
    return TaskForms(
        task,
        _form(page, task, together, choices, given, whole=True) if together else None,
        tuple(_form(page, task, [answer], choices, given, whole=not together) for answer in further),
        tuple(_by_reason((*task.answers, *(it for it in task.further if it.action in FIELDS)))),
        tuple(_form(page, task, [it], choices, given, whole=False) for it in task.further if it.allowed),
    )


def _form(
    page: CasePage, task: Turnover, answers: Sequence[Answer], choices: Choices, given: Given, *, whole: bool
) -> AnswerForm:
    """`whole` with what the task edits; the other forms ask only for what is the answer's own."""
    mine = given if given.task == task.seq and given.action in {answer.action for answer in answers} else NOTHING
    first = answers[0]
    specs = (*(first.edits if whole else ()), *first.own)
    stored = {spec.name: page.data[spec.name] for spec in specs if spec.name in page.data}
    drawing = Drawing(choices, mine.errors, page.data, page.names)
    place = Given(first.action, task.seq).place
    controls = tuple(replace(it, place=place) for it in draw(specs, {**stored, **mine.raw}, drawing))
    files = first.files if whole else ()
    parts = tuple(_parts(page.definition, specs, controls, files, mine))
    own = Given(first.action, task.seq).place or f"{task.seq}-{first.action}-"
    later = tuple(replace(it, place=own) for it in draw(first.later, mine.raw, drawing))
    return AnswerForm(f"{task.seq}-{first.action}", task, tuple(answers), controls, files, mine, parts, later)


def _parts(
    definition: Definition,
    specs: Sequence[FieldSpec],
    controls: Sequence[Control],
    files: Sequence[DocumentSpec],
    given: Given,
) -> Iterator[Part]:
    """What is looked up stands with what it is looked up from."""
    sections = definition.sections if len(controls) + len(files) > MOST_AT_ONCE else ()
    place = {name: section.key for section in sections for name in section.fields}
    place |= {spec.name: place.get(spec.lookup.partition(".")[0], "") for spec in specs if spec.lookup is not None}
    wrong = {path.partition(".")[0] for path in given.errors}
    for key, label in (*((section.key, section.label) for section in sections), ("", None)):
        own = tuple(it for it in controls if place.get(it.name, "") == key)
        papers = tuple(it for it in files if place.get(it.name, "") == key)
        if own or papers:
            names = {*(control.name for control in own), *(paper.name for paper in papers)}
            yield Part(label, own, papers, not wrong.isdisjoint(names))


def _by_reason(answers: Sequence[Answer]) -> Iterator[tuple[Answer, ...]]:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.why:
            groups.setdefault(repr(answer.why), []).append(answer)
    return (tuple(group) for group in groups.values())
