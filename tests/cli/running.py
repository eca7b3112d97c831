"""Running the command line in this process, as a person or a program would."""

import json
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner, Result

from workflow.cli import main


def run(*words: object, env: Mapping[str, str] | None = None, stdin: str | None = None) -> Result:
    """The result of `qianhe WORDS…`; an error that nobody expects fails the test."""
    result = CliRunner().invoke(main, [str(word) for word in words], env=env, input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*words: object, code: int = 0, env: Mapping[str, str] | None = None) -> Any:
    """What `qianhe WORDS… --json` answers."""
    result = run(*words, "--json", env=env)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)
