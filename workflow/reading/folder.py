"""A folder of definitions, read as a whole: what processes share first, then the processes against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Final, TypeVar

from workflow.core.authority_table import AuthorityTable
from workflow.core.calendar import Layer, layer_from_mapping
from workflow.core.findings import Finding, in_order, place
from workflow.core.registers import RegisterSpec
from workflow.reading.compiling.authority import compile_authority
from workflow.reading.compiling.process import Compiled, compile_process
from workflow.reading.compiling.shared import LayerOf, compile_calendar, compile_organisation, compile_register
from workflow.reading.compiling.worksheet import Context, Organisation, Worksheet
from workflow.reading.decoding import LARGEST
from workflow.reading.shapes.kinds import KINDS, Kind, kind_of
from workflow.reading.strict import Tree, Unreadable, read_yaml

ENDINGS: Final = frozenset({".yaml", ".yml"})

_SINGLE: Final = frozenset({"organisation", "authority"})
"""There is one of each in a folder."""

Files = Mapping[str, bytes]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Library:
    """All that a folder defines. `processes` holds only those without errors under their key; `compiled` every process
    file under its name, with its own findings. `findings` are those of all files, in the order of reading.
    `register_files` are the files of the registers by their keys."""

    organisation: Organisation | None
    authority: AuthorityTable | None
    calendars: Mapping[str, Layer]
    registers: Mapping[str, RegisterSpec]
    processes: Mapping[str, Compiled]
    findings: tuple[Finding, ...]
    compiled: Mapping[str, Compiled] = field(default_factory=dict)
    register_files: Mapping[str, Tree] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the file of a process has errors: then what others say of it cannot be looked at."""
        return any(each.definition is None for each in self.compiled.values())


def read_folder(source: FilePath | Files, layer_of: LayerOf = layer_from_mapping) -> Library:
    """Read every YAML file below a folder, or the given contents by name. `layer_of` turns a calendar file into a
    layer and may add the days of its source. Raises OSError for a folder that cannot be read, nothing for contents."""
    files = _contents(source) if isinstance(source, FilePath) else source
    findings: list[Finding] = []
    trees = _by_kind(files, findings)
    organisation = _only(_compiled(trees["organisation"], findings, Context(), compile_organisation))
    context = Context(organisation)
    calendars = _compiled(trees["calendar"], findings, context, lambda sheet: compile_calendar(sheet, layer_of))
    keys = dict.fromkeys(_keys(trees, "register"))
    registers = _compiled(trees["register"], findings, replace(context, registers=keys), compile_register)
    authority = _only(_compiled(trees["authority"], findings, context, compile_authority))
    known = Context(
        organisation,
        authority,
        {key: registers.get(key) for key in keys},
        frozenset(_keys(trees, "calendar")),
        frozenset({"authority"} if trees["authority"] and authority is None else ()),
    )
    compiled = {tree.file: compile_process(tree, known) for tree in trees["process"]}
    findings += [finding for each in compiled.values() for finding in each.findings]
    processes = {each.definition.process: each for each in compiled.values() if each.definition is not None}
    by_key = {str(tree.value["register"]): tree for tree in trees["register"]}
    return Library(organisation, authority, calendars, registers, processes, in_order(findings), compiled, by_key)


def _contents(folder: FilePath) -> dict[str, bytes]:
    """Only as much of a file as shows that it is too large is read."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file.read(LARGEST + 1)
    return found


def _by_kind(files: Files, findings: list[Finding]) -> dict[Kind, list[Tree]]:
    """The readable trees by kind; a key that two files define is a finding at the second."""
    trees: dict[Kind, list[Tree]] = {kind: [] for kind in KINDS}
    defined: dict[tuple[Kind, str], str] = {}
    for name in sorted(files):
        tree = _tree(name, files[name], findings)
        kind = kind_of(tree.value) if tree is not None else None
        if tree is None or kind is None:
            continue
        identity = (kind, str(tree.value[kind]) if kind not in _SINGLE else "")
        first = defined.setdefault(identity, name)
        if first == name:
            trees[kind].append(tree)
        else:
            finding = Finding("L01", "error", (kind,), "defined_twice", {"key": tree.value[kind], "first": first})
            findings.append(place(finding, name, tree.keys))
    return trees


def _tree(name: str, content: bytes, findings: list[Finding]) -> Tree | None:
    try:
        tree = read_yaml(content, name)
    except Unreadable as error:
        findings += error.findings
        return None
    if kind_of(tree.value) is None:
        findings.append(Finding("L01", "error", (), "unknown_kind", {"kinds": tuple(KINDS)}, name, 1, 1))
        return None
    return tree


def _compiled(
    trees: Iterable[Tree], findings: list[Finding], context: Context, compile_one: Callable[[Worksheet], Part | None]
) -> dict[str, Part]:
    """What could be compiled, by the name that the file gives it; the findings are added."""
    found = {}
    for tree in trees:
        sheet = Worksheet(tree, context)
        part = compile_one(sheet)
        findings += sheet.distinct()
        if part is not None:
            found[str(tree.value[kind_of(tree.value) or ""])] = part
    return found


def _keys(trees: Mapping[Kind, list[Tree]], kind: Kind) -> list[str]:
    """What files of a kind define, even those with errors: a name that leads to one of them does not dangle."""
    return [str(tree.value[kind]) for tree in trees[kind]]


def _only(parts: Mapping[str, Part]) -> Part | None:
    return next(iter(parts.values()), None)
