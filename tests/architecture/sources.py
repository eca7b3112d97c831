"""The sources of this checkout as syntax trees, which every check of this folder is a pure function of."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file; `path` is relative to the checkout, with forward slashes."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parse(self.text)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS))


@cache
def parse(text: str) -> ast.Module:
    return ast.parse(text)


def sources(*tops: str) -> list[Source]:
    """Every Python file under the top-level folders named; a folder that does not exist yet is empty."""
    paths = (path for top in tops for path in sorted((ROOT / top).rglob("*.py")))
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths]


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Path and text of every file that git tracks or would add; what is not UTF-8 text is left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in sorted(set(filter(None, listed.split("\0")))):
        path = ROOT / name
        try:
            yield name, path.read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue


def product() -> list[Source]:
    return sources("workflow", "web")


def everything() -> list[Source]:
    return sources("workflow", "web", "tests", "benchmarks")


def imported(node: ast.AST) -> Iterable[str]:
    """The dotted names one statement imports: `from a.b import c` gives `a.b.c`, for c may be a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def all_imported(source: Source) -> set[str]:
    return {name for node in ast.walk(source.tree) for name in imported(node)}


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def expect_none(findings: Iterable[str]) -> None:
    """Fails with every finding on a line of its own."""
    found = list(findings)
    if found:
        pytest.fail("\n".join(found), pytrace=False)
