"""The reference page of the settings, from their one definition; run as a program it prints the page."""

import sys
from pathlib import Path
from typing import get_type_hints

from workflow.config import Settings

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
HEAD = """# Settings

All settings come from the environment and are read once, at start. Every mistake is reported at once, in Chinese and in
English, and nothing starts until all are gone. An empty variable counts as unset.

| Variable | Default | Meaning |
| --- | --- | --- |
"""


def settings_page() -> str:
    settings = get_type_hints(Settings, include_extras=True).values()
    variables = [variable for setting in settings for variable in setting.__metadata__]
    rows = [f"| `{variable.name}` | {variable.default} | {variable.says} |" for variable in variables]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(settings_page())
