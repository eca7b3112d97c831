"""What the database may answer instead of doing it, without a driver's types."""

from __future__ import annotations

from typing import Final

from workflow.core.errors import QianheError


class StoreError(QianheError):
    """The database refused or failed in a way that nothing above expects."""


class TryAgain(StoreError):
    """A lock, a deadlock or a lost connection: the whole step may be run again from its load.

    A connection `lost` after the last statement leaves open whether the step was done: the next load tells.
    """

    def __init__(self, message: str, *, lost: bool = False) -> None:
        super().__init__(message)
        self.lost = lost


class Violated(StoreError):
    """A constraint refused a row; `constraint` names it where the database says so."""

    def __init__(self, message: str, constraint: str) -> None:
        super().__init__(message)
        self.constraint = constraint


class NonceUsed(Violated):
    """This form was used while we decided: load again, its answer is there."""


_LOST: Final = ("08", "57P")
_AGAIN: Final = frozenset({"40001", "40P01", "55P03"})
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_NONCE: Final = frozenset({"pk_form_uses", "form_uses.actor, form_uses.nonce"})


def translated(problem: BaseException | None) -> StoreError:
    """A driver's error in our words; PostgreSQL speaks SQLSTATE, SQLite names its codes."""
    message = str(problem)
    state = getattr(problem, "sqlstate", None) or ""
    code = getattr(problem, "sqlite_errorname", "")
    # A connection that broke without a word of the server's has no code at all.
    lost = state.startswith(_LOST) or (not state and not code and type(problem).__name__ == "OperationalError")
    if lost or state in _AGAIN or code.startswith(_BUSY):
        return TryAgain(message, lost=lost)
    if state.startswith("23") or code.startswith("SQLITE_CONSTRAINT"):
        constraint = _constraint(problem, message)
        return (NonceUsed if constraint in _NONCE else Violated)(message, constraint)
    return StoreError(message)


def _constraint(problem: BaseException | None, message: str) -> str:
    name = getattr(getattr(problem, "diag", None), "constraint_name", None)
    return name or message.rpartition("failed: ")[2]
