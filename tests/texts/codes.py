"""The codes that the sources raise, with the parameters that every sentence for them can rely on."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import sources

RAISERS = {
    "Refusal",
    "FieldProblem",
    "BadValue",
    "EvaluationFailed",
    "Why",
    "BadDuration",
    "BadDeadline",
    "BadCalendar",
    "BadRocDate",
    "BadTimeRule",
    "BadFormat",
    "RecordProblem",
    "ChainProblem",
    "SettingProblem",
    "BadMailUrl",
    "BadKey",
    "PdfFailed",
    "WrongContent",
    "note",
}
CODE_COMES_SECOND = {"FieldProblem", "note", "SettingProblem"}
NOTERS = ("workflow/core/fields.py",)


def raised() -> dict[str, list[frozenset[str]]]:
    """Code → for each place that raises it, the names of its parameters."""
    found: dict[str, list[frozenset[str]]] = {}
    for source in sources("workflow"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and is_raiser(node, source.path):
                for code in codes(node):
                    found.setdefault(code, []).append(frozenset(params(node)))
    return found


def is_raiser(call: ast.Call, path: str) -> bool:
    name = name_of(call)
    return name in RAISERS and (name != "note" or path in NOTERS)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def codes(call: ast.Call) -> Iterator[str]:
    place = 1 if name_of(call) in CODE_COMES_SECOND else 0
    node = call.args[place] if len(call.args) > place else None
    for part in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def params(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
    for argument in call.args:
        if isinstance(argument, ast.Dict):
            yield from (key.value for key in argument.keys if isinstance(key, ast.Constant))
