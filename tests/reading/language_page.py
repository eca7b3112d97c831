"""The reference page of the definition language, from its models and the examples; as a program it prints the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.reading.language_sections import SECTIONS, Section
from workflow.reading.compiling.labels import LAYOUTS, STANDARD
from workflow.reading.shapes.base import Shape
from workflow.reading.shapes.kinds import KINDS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = REFERENCE / "language.md"
HEAD = Path(__file__).with_name("language_head.md")
EXAMPLES = REFERENCE / "examples"
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "name",
    r"^[a-z0-9][a-z0-9_-]*$": "code",
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$": "path",
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$": "path",
}
_WORDS = {"integer": "whole number", "boolean": "true or false", "string": "text", "object": "mapping", "null": "null"}
_MANY = 6

Schema = Mapping[str, Any]


def language_page() -> str:
    places = placed()
    index = [f"- [{it.zh} / {it.en}](#s-{it.slug})" for it in SECTIONS]
    parts = [
        HEAD.read_text("utf-8").rstrip(),
        "## 目錄 / Contents\n\n" + "\n".join((*index, "- [標準答覆 / Standard answers](#s-standard)")),
    ]
    for section in SECTIONS:
        parts.append(f'<a id="s-{section.slug}"></a>\n\n## {section.zh} / {section.en}')
        parts.append(f"```yaml\n{example(section.slug)}```")
        parts += [_construct(shape, places) for shape, at in places.items() if at is section]
    return "\n\n".join((*parts, _standard())) + "\n"


def example(slug: str) -> str:
    return (EXAMPLES / f"{slug}.yaml").read_text("utf-8")


def placed() -> dict[type[Shape], Section]:
    """Every construct of the language with its section: where it is named, or else where it is first used."""
    shapes = {shape.__name__: shape for shape in _below(Shape)}
    named = {shape for section in SECTIONS for shape in section.shapes}
    found: dict[type[Shape], Section] = {}
    for section in SECTIONS:
        for shape in section.shapes:
            found[shape] = section
            for name in shape.model_json_schema(by_alias=True).get("$defs", {}):
                if shapes[name] not in named:
                    found.setdefault(shapes[name], section)
    return found


def used() -> set[str]:
    """The names of all constructs that a file can hold."""
    return {name for shape in KINDS.values() for name in shape.model_json_schema()["$defs"]}


def _below(shape: type[Shape]) -> Iterator[type[Shape]]:
    for each in shape.__subclasses__():
        if each.__module__.startswith("workflow."):
            yield each
        yield from _below(each)


def _construct(shape: type[Shape], places: Mapping[type[Shape], Section]) -> str:
    schema = shape.model_json_schema(by_alias=True)
    zh, en = in_both(str(schema.get("description", "")))
    parts = [f"### {shape.__name__}", f"{zh}\n{en}"]
    above = [base for base in shape.__mro__[1:] if base in places]
    own = _own(shape, above[:1])
    keys = {key: it for key, it in schema.get("properties", {}).items() if key in own}
    if above:
        base = above[0].__name__
        parts.append(f"另有 [{base}](#{base.lower()}) 的鍵。 / And the keys of [{base}](#{base.lower()}).")
    if keys:
        head = "| 鍵 / Key | 寫什麼 / Type | 預設 / Default | 意思 | Meaning |\n| --- | --- | --- | --- | --- |\n"
        required = schema.get("required", ())
        parts.append(head + "\n".join(_row(key, it, places, key in required) for key, it in keys.items()))
    return "\n\n".join(parts)


def _own(shape: type[Shape], above: Iterable[type[Shape]]) -> set[str]:
    """The keys that are not those of the construct above, or that mean something else here."""
    fields = shape.model_fields
    inherited = {name: it for base in above for name, it in base.model_fields.items()}
    return {
        field.alias or name
        for name, field in fields.items()
        if name not in inherited or field.description != inherited[name].description
    }


def _row(key: str, schema: Schema, places: Mapping[type[Shape], Section], required: bool) -> str:
    zh, en = in_both(str(schema["description"]))
    default = "必填 / required" if required else _default(schema.get("default"))
    return f"| `{key}` | {_type(schema, places)} | {default} | {zh} | {en} |"


def _default(value: object) -> str:
    return (
        "" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`" if not isinstance(value, dict) else "{}"
    )


def _type(schema: Schema, places: Mapping[type[Shape], Section]) -> str:
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    options = [it for it in (*schema.get("anyOf", ()), *schema.get("oneOf", ())) if it.get("type") != "null"]
    if len(options) > _MANY:
        return _section_of(options, places)
    if options:
        return " or ".join(dict.fromkeys(_type(it, places) for it in options))
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`" if schema["const"] is True else f"`{schema['const']}`"
    if "enum" in schema:
        return " · ".join(f"`{it}`" for it in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], places)}"
    return _mapping(schema, places) or _plain(schema)


def _section_of(options: Iterable[Schema], places: Mapping[type[Shape], Section]) -> str:
    name = str(next(iter(options))["$ref"]).rpartition("/")[2]
    slug = next(section.slug for shape, section in places.items() if shape.__name__ == name)
    return f"[{slug}](#s-{slug})"


def _mapping(schema: Schema, places: Mapping[type[Shape], Section]) -> str:
    for pattern, value in schema.get("patternProperties", {}).items():
        return f"{_PATTERNS.get(pattern, 'text')} → {_type(value, places)}"
    value = schema.get("additionalProperties")
    keys = schema.get("propertyNames", {})
    return f"{_type(keys, places)} → {_type(value, places)}" if isinstance(value, dict) and value else ""


def _plain(schema: Schema) -> str:
    word = (
        schema.get("format") or _PATTERNS.get(str(schema.get("pattern"))) or _WORDS.get(str(schema.get("type")), "any")
    )
    least, most = schema.get("minimum"), schema.get("maximum")
    return f"{word} {least}–{most}" if least is not None and most is not None else str(word)


def in_both(text: str) -> tuple[str, str]:
    zh, _, en = " ".join(text.split()).replace("|", "\\|").partition(" / ")
    return zh, en


def _standard() -> str:
    rows = "\n".join(f"| `{code}` | {text.zh} | {text.en} |" for code, text in STANDARD.items())
    layouts = "、".join(f"`{layout}`" for layout in LAYOUTS)
    return (
        '<a id="s-standard"></a>\n\n## 標準答覆 / Standard answers\n\n'
        "這些答覆自帶按鈕上的字，其他的要寫 `label`。 / These bring their words; any other needs a `label`.\n\n"
        f"| 代碼 / Code | 中文 | English |\n| --- | --- | --- |\n{rows}\n\n版面 / Layouts: {layouts}"
    )


if __name__ == "__main__":
    sys.stdout.write(language_page())
