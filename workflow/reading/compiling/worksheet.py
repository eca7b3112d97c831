"""What compiling one file works with: the tree, what stands around it, and the findings so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from workflow.core.authority_table import AuthorityTable
from workflow.core.directory import Post, Unit
from workflow.core.expression_types import BadExpression, ExprType
from workflow.core.expressions import Expression, compile_guard
from workflow.core.findings import Finding, Path, has_errors, in_order, place
from workflow.core.form import FieldSpec
from workflow.core.letters import Letterhead
from workflow.core.registers import RegisterSpec
from workflow.core.spelling import near_misses
from workflow.reading.shapes.problems import shifted
from workflow.reading.strict import Tree


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    version: int
    sha256: str
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class Context:
    """What a process may refer to. None means that it is not known here, then names of that kind are not checked;
    but a process that asks the authority table cannot be compiled without one.

    A register whose own file has errors is None. `unreadable` holds the kinds of which the one file has errors.
    """

    organisation: Organisation | None = None
    authority: AuthorityTable | None = None
    registers: Mapping[str, RegisterSpec | None] | None = None
    calendars: Set[str] | None = None
    unreadable: Set[str] = frozenset()


NOTHING: Final = Context()


@dataclass(slots=True)
class Worksheet:
    """`fields` are the fields by dotted path, groups included; `guards` the types of the names that guards may read,
    `read` those that some guard does."""

    tree: Tree
    context: Context = NOTHING
    findings: list[Finding] = field(default_factory=list)
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)
    guards: Mapping[str, ExprType] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    @property
    def failed(self) -> bool:
        return has_errors(self.findings)

    def distinct(self) -> Iterator[Finding]:
        """Each finding once: defaults are checked for every state that takes them."""
        seen: set[tuple[Path, str, str]] = set()
        for finding in in_order(self.findings):
            identity = (finding.path, finding.code, str(finding.params))
            if identity not in seen:
                seen.add(identity)
                yield finding

    def error(self, rule: str, code: str, path: Path, *, hint: str | None = None, column: object = None,
              params: Mapping[str, object] | None = None) -> None:  # fmt: skip
        """`column` is a character inside the text at `path`, from 1."""
        finding = Finding(rule, "error", path, code, params or {}, hint=hint)
        self.findings.append(place(finding, self.tree.file, shifted(self.tree, path, column)))

    def name(self, kind: str, name: str, known: Iterable[str], path: Path) -> None:
        """L02 `unknown_KIND` unless the name is known."""
        known = tuple(known)
        if name not in known:
            near = near_misses(name, known)
            self.error("L02", f"unknown_{kind}", path, hint=near[0] if near else None, params={"name": name})

    def names(self, kind: str, names: Iterable[str], known: Iterable[str], path: Path) -> None:
        known = tuple(known)
        for index, name in enumerate(names):
            self.name(kind, name, known, (*path, index))

    def key(self, code: str, path: Path, **params: object) -> None:
        """L01 at the key that stands at `path`."""
        self.findings.append(place(Finding("L01", "error", path, code, params), self.tree.file, self.tree.keys))

    def guard(self, source: str | None, path: Path, more: Mapping[str, ExprType] | None = None) -> Expression | None:
        """The compiled guard, its names typed by `guards` and `more`; None, with a finding, for a wrong one."""
        if source is None:
            return None
        try:
            made = compile_guard(source, {**self.guards, **more} if more else self.guards)
            self.read |= made.names
            return made
        except BadExpression as error:
            if "authority" in self.context.unreadable and str(error.params.get("name")).startswith("authority."):
                return None
            near = error.params.get("near")
            hint = str(near[0]) if isinstance(near, tuple) and near else None
            rule = "L02" if error.code == "unknown_name" else "L01"
            params = {"source": source, **error.params}
            self.error(rule, f"expression_{error.code}", path, hint=hint, column=error.column, params=params)
            return None
