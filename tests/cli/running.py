"""Running the command line in this process, as a person or a program would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tests.support.shipped import agreement_signing
from workflow.bootstrap import new_runtime
from workflow.cli import main
from workflow.config import read_settings
from workflow.services.initialising import init

NOW = "2026-09-01T09:00"
VERSION = agreement_signing().version
"""Of the process that comes with the product."""
NEXT = VERSION + 1


def run(*words: object, env: Mapping[str, str] | None = None, stdin: str | bytes | None = None) -> Result:
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


@dataclass(frozen=True)
class Desk:
    """One installation, and whoever sits at it."""

    instance: Path
    environment: str = "test"

    @property
    def env(self) -> dict[str, str]:
        return {
            "QIANHE_ENV": self.environment,
            "QIANHE_INSTANCE": str(self.instance),
            "QIANHE_DATABASE_URL": "",
            "QIANHE_DEFINITIONS": "",
            "QIANHE_MAIL_URL": "",
        }

    def run(self, *words: object, stdin: str | bytes | None = None) -> Result:
        return run(*words, env=self.env, stdin=stdin)

    def answer(self, *words: object, code: int = 0) -> Any:
        return answer(*words, code=code, env=self.env)

    def make_ready(self) -> None:
        """The people and partners of the demo without its cases, so that numbers begin with the first one."""
        settings = read_settings(self.env)
        with new_runtime(settings) as runtime:
            now = datetime.now(UTC)
            init(runtime, settings.definitions, signing_key=settings.signing_key, now=now, demo=True)

    def put(self, name: str, content: object) -> Path:
        """A file to hand over: bytes as they are, anything else as JSON."""
        path = self.instance.parent / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def start(self, *more: object, now: str = NOW, code: int = 0, **changed: object) -> Any:
        """An agreement, proposed by a teacher of the department of mechanical engineering."""
        data = self.put("data.json", {**DATA, **changed})
        draft = self.put("draft.pdf", b"%PDF-1.7\n%draft\n")
        words = ("case", "start", "agreement_signing", "--as", "faculty.me", "--data", data, "--now", now)
        return self.answer(*words, "--file", f"draft={draft}", *more, code=code)

    def act(self, case: Any, action: str, login: str, *more: object, now: str = NOW, code: int = 0) -> Any:
        """`case` is the answer of an earlier command."""
        return self.answer("case", "act", case["number"], action, "--as", login, "--now", now, *more, code=code)


DATA: Mapping[str, object] = {
    "case_type": "new",
    "kind": "mou",
    "level": "department",
    "lead_unit": "me",
    "partner": "umit.at",
    "partner_unit": "Department of Mechatronics",
    "partner_contact": {"name": "International Office", "email": "international.office@example.org"},
    "moe_list_status": "listed",
    "moe_list_checked_on": "2026-08-20",
    "purpose": "兩系教師自前年起共同指導專題並互訪兩次，雙方希望以書約確立學生短期研修與教師互訪，"
    "並逐步發展成每年固定交流，培養具跨國實作經驗的學生。",
    "concrete_plan": [{"item": "學生短期研修", "year": "115", "unit": "機械工程系", "expected": 6}],
    "activities": ["student_exchange", "faculty_exchange"],
    "terms": {"effective_rule": "fixed_date", "valid_from": "2027-02-01", "valid_until": "2032-01-31"},
    "language": ["en"],
    "our_signer": "dept_chair",
    "partner_signer": "Head of Department",
    "sign_mode": "mail",
}
