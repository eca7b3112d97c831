"""Which module may know which dependency, and calls that belong to one place or to none."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import FUNCTIONS, Source, all_imported, imported, within

# Dependency → path prefixes that may import it. A path that ends in `.py` is the one door.
DOORS: dict[str, tuple[str, ...]] = {
    "alembic": ("workflow/store/",),
    "apscheduler": ("workflow/adapters/clock.py",),
    "flask": ("web/",),
    "flask_login": ("web/",),
    "holidays": ("workflow/adapters/holidays_tw.py",),
    "psycopg": ("workflow/store/",),
    "smtplib": ("workflow/adapters/mail.py",),
    "transitions": ("workflow/core/machine.py",),
    "weasyprint": ("workflow/adapters/pdf_child.py",),
    "workflow.texts": ("workflow/texts/", "workflow/adapters/", "workflow/cli", "workflow/bootstrap", "web/"),
    "yaml": ("workflow/reading/strict.py",),
    "zxcvbn": ("workflow/adapters/guessing.py",),
}
COMMITS = "workflow/store/engine.py"
LATE_IMPORTS = "workflow/adapters/pdf_child.py"
CLOCKS = {"now", "utcnow", "today"}
IMPURE_ATTRIBUTES = {"uuid1", "uuid4", "uuid7", "urandom", "getenv", "environ"}
IMPURE_NAMES = {
    "uuid1",
    "uuid4",
    "uuid7",
    "urandom",
    "getenv",
    "environ",
    "open",
    "print",
    "exec",
    "eval",
    "__import__",
}


def wrong_doors(source: Source) -> Iterator[str]:
    for name in sorted(all_imported(source)):
        for dependency, doors in DOORS.items():
            if within(name, dependency) and not source.path.startswith(doors):
                yield f"{source.path}: imports {name}, which only {', '.join(doors)} may"


def commits_elsewhere(source: Source) -> Iterator[str]:
    if source.path == COMMITS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield f"{source.path}:{node.lineno}: commits; only {COMMITS} may"


def local_imports(source: Source) -> Iterator[str]:
    if source.path == LATE_IMPORTS:
        return
    for function in source.functions():
        for node in ast.walk(function):
            if imported(node):
                yield f"{source.path}:{getattr(node, 'lineno', 0)}: imports inside {function.name}"


def impure_core(source: Source) -> Iterator[str]:
    """Reads of the clock, of chance, of the environment or of files in a module that is to be pure."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and (node.attr in IMPURE_ATTRIBUTES or reads_clock(node)):
            yield f"{source.path}:{node.lineno}: .{node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield f"{source.path}:{node.lineno}: .{node.func.attr}()"
        if isinstance(node, ast.Name) and node.id in IMPURE_NAMES:
            yield f"{source.path}:{node.lineno}: {node.id}"


def reads_clock(node: ast.Attribute) -> bool:
    """`datetime.now` even when it is only handed on; a field called `now` came as an argument."""
    return node.attr in CLOCKS and ast.unparse(node.value).rpartition(".")[2] in {"datetime", "date", "dt"}


def mutable_globals(source: Source) -> Iterator[str]:
    """`global` statements: state of a module that a function changes."""
    for node in ast.walk(source.tree):
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Global):
                    yield f"{source.path}:{inner.lineno}: changes {', '.join(inner.names)} of its module"
