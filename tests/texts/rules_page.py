"""The reference page of the checks, from the one table of rules; run as a program it prints the page."""

import sys
from pathlib import Path

from workflow.texts.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"
HEAD = """# What is proved of a definition

`qianhe definitions check PATH…` proves the files alone: it ends with 1 on errors. Without people each post counts as
held by one person, a shared one by two, and of L15 and L23 only what is impossible then is told. With
`--people FILE.csv` (the table of `people import`) or `--installed` (the people of this installation) L15, L16, L23 and
L24 are proved for everybody who may apply and for anybody who may be away; `--installed` also tells L21 and L25.
`qianhe definitions test PATH…` plays the scenarios and tells L22; `--mutate` spoils each condition once.
`qianhe definitions publish` proves for the people who are there, and refuses errors, failing scenarios, and warnings
that the file does not accept:

```yaml
lint:
  - {accept: L16, reason: the president names an acting secretary on the same day}
```

An error cannot be accepted. Each finding has its place in the file, a sentence and a way out in both languages.

| Rule | Worst | With | 證明什麼 | What is proved |
| --- | --- | --- | --- | --- |
"""
WITH = {
    "check": "the files",
    "people": "people",
    "test": "scenarios",
    "publish": "an installation",
    "migrate": "running cases",
}


def rules_page() -> str:
    rows = [f"| {it.id} | {it.severity} | {WITH[it.where]} | {it.says.zh} | {it.says.en} |" for it in RULES]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(rules_page())
