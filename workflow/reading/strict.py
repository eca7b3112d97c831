"""YAML read strictly, from events: nothing is converted behind the writer's back, and every value knows its place.

The only module that knows PyYAML. Its ready-made loaders are not used: they take `NO` for false, `12:30` for 750 and
the last of two equal keys, and building a tree of 200,000 open brackets kills the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from workflow.core.errors import QianheError
from workflow.core.findings import Finding, Path, Position
from workflow.reading.decoding import decoded

DEEPEST: Final = 20
MOST_FINDINGS: Final = 100
_LONGEST_NUMBER: Final = 18
_LONGEST_NAME: Final = 60
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_BOOLEAN_WORDS: Final = frozenset({"on", "off", "yes", "no"})
# A line feed is the one control character that a value may hold; escapes such as "\0" bring in the others.
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

# What the parser says, and the code for it; the parser in C and the one in Python word some of it differently.
_SYNTAX: Final = (
    (re.compile(r"mapping values are not allowed"), "colon_misplaced"),
    (re.compile(r"could not find expected ':'"), "colon_missing"),
    (re.compile(r"unexpected end of stream|found document end"), "quote_not_closed"),
    (re.compile(r"expected ',' or"), "bracket_not_closed"),
    (re.compile(r"expected key|<block end>|block end"), "indentation"),
    (re.compile(r"cannot start any token"), "character_needs_quotes"),
)


class Unreadable(QianheError):
    """A text from which no tree can be made; `findings` say why, all under rule L01."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f"{it.code} at {it.file}:{it.line}:{it.column}" for it in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Tree:
    """The value of a file: dict, list, str, int, bool and None, and where each part stands.

    `positions` holds, from 1, the line and column of a scalar or list item, and for a mapping or list under a key those
    of the key; `keys` those of every key. `quoted` paths have a quotation mark before their text.
    """

    value: dict[str, Any]
    positions: Mapping[Path, Position]
    keys: Mapping[Path, Position]
    quoted: frozenset[Path]
    file: str = ""


@dataclass(slots=True)
class _Reading:
    file: str
    events: Iterator[yaml.Event]
    findings: list[Finding] = field(default_factory=list)
    positions: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)

    def report(self, code: str, path: Path, at: Position, **params: object) -> None:
        self.findings.append(Finding("L01", "error", path, code, params, self.file, *at))
        if len(self.findings) >= MOST_FINDINGS:
            self.stop()

    def stop(self) -> None:
        raise Unreadable(tuple(self.findings))


def read_yaml(text: bytes | str, file: str = "") -> Tree:
    """Read one document whose top is a mapping. Raises Unreadable, nothing else."""
    source, problem = decoded(text)
    if problem is not None:
        raise Unreadable(
            (Finding("L01", "error", (), problem.code, problem.params, file, problem.line, problem.column),)
        )
    reading = _Reading(file, yaml.parse(source, Loader=_LOADER))
    try:
        value = _document(reading)
    except yaml.YAMLError as error:
        reading.findings.append(_syntax_finding(error, file))
        value = None
    if reading.findings or value is None:
        reading.stop()
    return Tree(value or {}, reading.positions, reading.keys, frozenset(reading.quoted), file)


def _document(reading: _Reading) -> dict[str, Any] | None:
    value: Any = None
    documents = 0
    for event in reading.events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                reading.report("several_documents", (), _start(event))
                return None
            if event.version or event.tags:
                reading.report("directive", (), _start(event))
        elif isinstance(event, yaml.NodeEvent):
            value = _node(reading, event, (), 0)
    if value is None and not reading.findings:
        reading.report("empty_file", (), (1, 1))
    elif not isinstance(value, dict) and not reading.findings:
        reading.report("top_not_mapping", (), (1, 1))
    return value if isinstance(value, dict) else None


def _node(reading: _Reading, event: yaml.Event, path: Path, depth: int) -> Any:
    at = _start(event)
    reading.positions.setdefault(path, at)
    _refuse_extras(reading, event, path)
    if isinstance(event, yaml.ScalarEvent):
        reading.positions[path] = at
        return _scalar(reading, event, path)
    if isinstance(event, yaml.AliasEvent):
        return None
    if depth >= DEEPEST:
        reading.report("too_deep", path, at, deepest=DEEPEST)
        reading.stop()
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(reading, path, depth + 1)
    return _mapping(reading, path, depth + 1)


def _refuse_extras(reading: _Reading, event: yaml.Event, path: Path) -> None:
    name, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if name is not None:
        code = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
        reading.report(code, path, _start(event), name=name[:_LONGEST_NAME])
    elif tag is not None:
        reading.report("tag", path, _start(event), tag=tag[:_LONGEST_NAME])


def _list(reading: _Reading, path: Path, depth: int) -> list[Any]:
    items: list[Any] = []
    for event in reading.events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_node(reading, event, (*path, len(items)), depth))
    return items


def _mapping(reading: _Reading, path: Path, depth: int) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for event in reading.events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _key(reading, event, path, depth)
        below = (*path, "?" if key is None else key)
        at = _start(event)
        if key is not None and key in entries:
            reading.report("duplicate_key", below, at, key=key, first_line=reading.keys[below][0])
            key = None
        else:
            reading.keys[below] = reading.positions[below] = at
        value = _node(reading, next(reading.events), below, depth)
        if key is not None:
            entries[key] = value
    return entries


def _key(reading: _Reading, event: yaml.Event, path: Path, depth: int) -> str | None:
    """The key as text; None, reported, for one that is none."""
    at = _start(event)
    aside = (*path, "?")
    key = _node(reading, event, aside, depth)
    del reading.positions[aside]
    reading.quoted.discard(aside)
    if isinstance(event, yaml.ScalarEvent) and not event.style and event.value == "<<":
        reading.report("merge_key", path, at)
    elif not isinstance(key, str):
        reading.report("key_not_text", path, at)
    elif key.lower() in _BOOLEAN_WORDS:
        reading.report("boolean_key", (*path, key), at, key=key)
    else:
        return key
    return None


def _scalar(reading: _Reading, event: yaml.ScalarEvent, path: Path) -> str | int | bool | None:
    text = str(event.value)
    found = _CONTROL.search(text)
    if found is not None:
        reading.report("control_character", path, _start(event), character=f"U+{ord(found[0]):04X}")
    if event.style:
        if event.style in {"'", '"'}:
            reading.quoted.add(path)
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text) is None:
        return text
    if len(text) > _LONGEST_NUMBER:
        reading.report("number_too_long", path, _start(event), digits=_LONGEST_NUMBER)
        return 0
    return int(text)


def _start(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _syntax_finding(error: yaml.YAMLError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    problem = str(getattr(error, "problem", None) or "")
    code = next((code for pattern, code in _SYNTAX if pattern.search(problem)), "yaml_syntax")
    params = {"problem": problem} if code == "yaml_syntax" else {}
    return Finding("L01", "error", (), code, params, file, line, column)
