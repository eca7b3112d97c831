"""What a state lets its holders do beside answering: the codes under `may`, and how a question is put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ASKING: Final = ("request_info", "delegate", "add_signer", "add_unit")
"""Further actions by which a holder asks somebody else."""


@dataclass(frozen=True, slots=True)
class InfoRule:
    """`clock` of the asker while he waits; None: it stands still only while the applicant is asked. `files` are the
    documents that whoever is asked may hand in."""

    clock: Literal["stopped", "running"] | None = None
    files: tuple[str, ...] = ()
