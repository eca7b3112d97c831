"""The reference page of the patterns, from their table and the names of the tests; run as a program it prints it."""

import sys
from pathlib import Path

from tests.patterns.table import PATTERNS, Pattern, shown_by

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "patterns.md"
HEAD = """# Workflow patterns

The control-flow (CF) and resource (R) patterns of Russell, ter Hofstede, van der Aalst and Mulyar, which are used to
compare workflow systems. Each that is there is shown by a test of that name under `tests/patterns/`, which plays a case
to where it can be seen; the others say why they are not.

下表列出比較流程系統常用的控制流程（CF）與人員（R）樣式。做得到的各有一個同號的測試；做不到或刻意不做的寫明原因。

| 編號 | 樣式 | Pattern | 測試 / Shown by |
| --- | --- | --- | --- |
"""


def patterns_page() -> str:
    tests = shown_by()
    return HEAD + "".join(_row(it, tests.get(it.id)) for it in PATTERNS)


def _row(pattern: Pattern, test: tuple[str, str] | None) -> str:
    said = f"`{test[1]}`" if test else f"— {pattern.missing.zh} {pattern.missing.en}" if pattern.missing else ""
    return f"| {pattern.id} | {pattern.name.zh} | {pattern.name.en} | {said} |\n"


if __name__ == "__main__":
    sys.stdout.write(patterns_page())
