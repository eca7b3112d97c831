"""Later versions of the small office's process, with what is said of its running cases."""

from __future__ import annotations

from tests.support.office import NOW, PAIR, Office
from workflow.services.publishing import publish

Change = tuple[str, str]

SAME = "migrate:\n  - {from: 1}\n"
RENAMED: tuple[Change, ...] = (
    ("  votes:\n    type: parallel", "  opinions:\n    type: parallel"),
    ("next: {submit: votes}", "next: {submit: opinions}"),
    ("      first: {label", "      front: {label"),
)
"""The state and one of its branches have other names."""


def edition(*changes: Change, version: int = 2, migrate: str = SAME) -> str:
    """The text of the process with words of it replaced; each must stand in it."""
    text = PAIR.replace("version: 1\n", f"version: {version}\n", 1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.replace("sample: {subject", f"{migrate}sample: {{subject", 1)


def publish_edition(office: Office, *changes: Change, version: int = 2, migrate: str = SAME) -> None:
    text = edition(*changes, version=version, migrate=migrate)
    publish(office.runtime, {"pair.yaml": text.encode()}, by=0, now=NOW)
