"""From what pydantic says to findings: a path of the file instead of one of the model, a code, no sentence.

The marks of the members of a union stand in angle brackets, so that no key of a file looks like one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workflow.core.findings import Finding, Path, Position, place
from workflow.core.spelling import near_misses
from workflow.reading.strict import Tree

_LANGUAGES: Final = frozenset({"zh-TW", "en"})
_LONGEST_FOUND: Final = 60
_KEY: Final = "[key]"
"""How pydantic marks a problem of a key instead of its value."""

_WRONG_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "string_type": "not_text", "int_type": "not_whole_number", "bool_type": "not_true_or_false",
        "list_type": "not_list", "dict_type": "not_mapping", "model_type": "not_mapping",
        "model_attributes_type": "not_mapping",
    }
)  # fmt: skip
_LIMITS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "greater_than_equal": ("too_small", "ge"), "less_than_equal": ("too_great", "le"),
        "too_short": ("too_few", "min_length"), "too_long": ("too_many", "max_length"),
        "string_too_long": ("text_too_long", "max_length"),
    }
)  # fmt: skip


def findings_of(error: ValidationError, tree: Tree, schema: Mapping[str, Any]) -> list[Finding]:
    """One finding per problem, with line and column; a misspelt key is not reported as missing as well."""
    found = [_finding(details, tree, schema) for details in error.errors(include_url=False)]
    meant = {(*it.path[:-1], it.hint) for it in found if it.code == "unknown_key"}
    return [it for it in found if not (it.code in {"missing_key", "missing_language"} and it.path in meant)]


def _finding(details: ErrorDetails, tree: Tree, schema: Mapping[str, Any]) -> Finding:
    kind, loc = details["type"], details["loc"]
    path = _path(loc, tree.value)
    if kind == "missing":
        return _missing((*path, loc[-1]), tree)
    if kind == "extra_forbidden":
        return _unknown_key(path, details, tree, schema)
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        path = (*path, str(details["ctx"]["discriminator"]).strip("'"))
        if kind == "union_tag_not_found":
            return _missing(path, tree)
    code, params = _code(details)
    hint = _hint(params) if code == "not_one_of" else None
    finding = Finding(_rule(code, path), "error", path, code, params, hint=hint)
    positions = tree.keys if loc[-1:] == (_KEY,) else shifted(tree, path, params.get("column"))
    return place(finding, tree.file, positions)


def _missing(path: Path, tree: Tree) -> Finding:
    """A missing key points at what should hold it."""
    missing = Finding("L01", "error", path, "missing_key", {"key": path[-1]})
    if path[-1] in _LANGUAGES:
        missing = Finding("L20", "error", path, "missing_language", {"language": path[-1]})
    return place(missing, tree.file, tree.positions)


def _unknown_key(path: Path, details: ErrorDetails, tree: Tree, schema: Mapping[str, Any]) -> Finding:
    known = _known_keys(schema, details["loc"][:-1])
    guesses = near_misses(str(path[-1]), known)
    hint = guesses[0] if guesses else None
    return place(Finding("L01", "error", path, "unknown_key", {"key": path[-1]}, hint=hint), tree.file, tree.keys)


def _code(details: ErrorDetails) -> tuple[str, dict[str, object]]:
    kind, context = details["type"], details.get("ctx", {})
    found = str(details["input"])[:_LONGEST_FOUND] if not isinstance(details["input"], dict | list) else ""
    if kind in _WRONG_TYPES:
        return _WRONG_TYPES[kind], {"found": found}
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return code, {"limit": context[limit]}
    maker = _MAKERS.get(kind)
    return maker(context, found) if maker is not None else (kind, dict(context))


def _one_of(context: Mapping[str, Any], found: str) -> tuple[str, dict[str, object]]:
    listed = str(context.get("expected", context.get("expected_tags", "")))
    allowed = tuple(word.strip(" '") for word in listed.replace(" or ", ", ").split(","))
    return "not_one_of", {"found": str(context.get("tag", found)), "allowed": allowed}


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any], str], tuple[str, dict[str, object]]]]] = MappingProxyType(
    {
        "literal_error": _one_of,
        "union_tag_invalid": _one_of,
        "string_too_short": lambda context, found: ("empty_text", {}),
        "string_pattern_mismatch": lambda context, found: (
            "bad_spelling",
            {"found": found, "wanted": context["pattern"]},
        ),
    }
)


def _hint(params: Mapping[str, object]) -> str | None:
    allowed = params["allowed"]
    guesses = near_misses(str(params["found"]), allowed) if isinstance(allowed, tuple) else ()
    return guesses[0] if guesses else None


def _rule(code: str, path: Path) -> str:
    return "L20" if code == "empty_text" and path[-1] in _LANGUAGES else "L01"


def shifted(tree: Tree, path: Path, column: object) -> Mapping[Path, Position]:
    """The positions with that of a text moved to the character `column` (from 1) inside it."""
    if not isinstance(column, int) or path not in tree.positions:
        return tree.positions
    line, start = tree.positions[path]
    return {path: (line, start + column - 1 + (path in tree.quoted))}


def _path(loc: Iterable[str | int], value: Any) -> Path:
    """The location without the marks that pydantic adds for the members of a union and for keys."""
    path: list[str | int] = []
    for element in loc:
        if _has(value, element):
            value = value[element]
            path.append(element)
    return tuple(path)


def _has(value: Any, element: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(element, int) and element < len(value)
    return isinstance(value, dict) and element in value


def _known_keys(schema: Mapping[str, Any], loc: Iterable[str | int]) -> frozenset[str]:
    """The keys that the mapping at `loc` may have, by the JSON Schema of the file."""
    places = [schema]
    for element in loc:
        places = [below for place in places for below in _below(place, element, schema)] or places
    return frozenset(key for place in places for form in _forms(place, schema) for key in form.get("properties", ()))


def _below(place: Mapping[str, Any], element: str | int, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What stands under a key, an index or the mark of a union's member."""
    mapping = place.get("discriminator", {}).get("mapping", {})
    if element in mapping:
        yield {"$ref": mapping[element]}
        return
    for form in _forms(place, schema):
        if element in form.get("properties", {}):
            yield form["properties"][element]
        elif isinstance(form.get("additionalProperties"), dict):
            yield form["additionalProperties"]
        elif "patternProperties" in form:
            yield from form["patternProperties"].values()
        elif isinstance(element, int) and isinstance(form.get("items"), dict):
            yield form["items"]


def _forms(place: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in place:
        yield from _forms(schema["$defs"][place["$ref"].rpartition("/")[2]], schema)
        return
    yield place
    for member in (*place.get("anyOf", ()), *place.get("oneOf", ())):
        yield from _forms(member, schema)
