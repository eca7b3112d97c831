"""How long things may be. A function is counted from the first statement after its docstring to its
last line: decorators, signature and docstring do not count."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Source

FILE_LINES = 300
FUNCTION_LINES = 30
POSITIONAL = 5
WAIVER = "# long because "
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


def long_files(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        yield f"{source.path}: {lines} lines, at most {FILE_LINES}"


def long_functions(source: Source) -> Iterator[str]:
    """Functions over the limit whose `def` is not preceded by a line `# long because …`."""
    for function in source.functions():
        lines = body_lines(function)
        if lines > FUNCTION_LINES and not waived(source, function):
            yield f"{source.path}:{function.lineno}: {function.name}: {lines} lines, at most {FUNCTION_LINES}"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def waived(source: Source, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
    above = source.text.splitlines()[first - 2].strip() if first > 1 else ""
    return above.startswith(WAIVER) and len(above) > len(WAIVER)


def many_positional(source: Source) -> Iterator[str]:
    for function in source.functions():
        names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
        count = len([name for name in names if name not in {"self", "cls"}])
        if count > POSITIONAL:
            yield f"{source.path}:{function.lineno}: {function.name} takes {count} positional parameters"


def vague_names(source: Source) -> Iterator[str]:
    if source.module.rpartition(".")[2] in VAGUE_NAMES:
        yield f"{source.path}: a module is named for what it holds"
