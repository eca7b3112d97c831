"""Who reads a register: which posts count, and what of it they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.authority import principals
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.form import FieldSpec
from workflow.core.registers import RegisterSpec
from workflow.services.runtime import Revisions, Runtime
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions


@dataclass(frozen=True, slots=True)
class Opened:
    """A register as one reader has it before them."""

    spec: RegisterSpec
    posts: frozenset[str]
    directory: Directory
    revisions: Revisions

    @property
    def may_change(self) -> bool:
        return self.spec.changed_by(self.posts)

    @property
    def columns(self) -> tuple[FieldSpec, ...]:
        return self.spec.shown_to(self.posts)


def open_register(runtime: Runtime, connection: Connection, name: str, person: int, now: datetime) -> Opened:
    """Raises NotFound for a register that is not published and for one that the reader may not see."""
    revisions = load_revisions(connection)
    spec = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers.get(name)
    directory = runtime.people.at(connection, revisions)
    posts = posts_held(directory, person, now)
    if spec is None or not spec.seen_by(posts):
        raise NotFound("register", name)
    return Opened(spec, posts, directory, revisions)


def open_to_change(runtime: Runtime, connection: Connection, name: str, person: int, now: datetime) -> Opened:
    """Raises NotFound for whoever may not change it, too."""
    opened = open_register(runtime, connection, name, person, now)
    if not opened.may_change:
        raise NotFound("register", name)
    return opened


def posts_held(directory: Directory, person: int, now: datetime) -> frozenset[str]:
    """Own posts and those of whom one is the deputy; a deputy for some processes only stands in for nothing else."""
    return frozenset(key.key.partition("@")[0] for key in principals(directory, person, now) if not key.processes)
