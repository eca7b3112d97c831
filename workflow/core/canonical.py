"""One byte sequence for one value: the form that is hashed, signed and stored as evidence.

JSON with sorted keys and no spaces, UTF-8, text exactly as it is. A decimal is its shortest plain text, so
5.00 and 5 are one value; a date is ISO; a moment is UTC with microseconds and `Z`. Reading the bytes back
as JSON and writing them again gives the same bytes, so that a record can be checked by someone who knows
nothing of our types.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any, Final

from workflow.core.errors import QianheError

LARGEST_INT: Final = 2**63 - 1
MOST_DIGITS: Final = 40
DEEPEST: Final = 40

_ONLY_TEXT: Final = frozenset({str})


class NotCanonical(QianheError):
    """The value has no canonical form. `code` says why; `where` is the dotted path to it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} at {where or 'top'}")
        self.code = code
        self.where = where


def canonical_bytes(value: object) -> bytes:
    """Raises NotCanonical for floats, NaN, naive moments, surrogates and foreign types."""
    try:
        return _text(value, 0).encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("surrogate") from None
    except (NotCanonical, TypeError):
        plain(value)  # refuses the same, and says where
        raise


def sha256_hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def decimal_text(number: Decimal) -> str:
    """Plain notation without exponent, trailing zeros or negative zero: `1200.50` is `1200.5`."""
    if not number.is_finite() or max(abs(number.adjusted()), len(number.as_tuple().digits)) > MOST_DIGITS:
        raise NotCanonical("number_range")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# A step writes the same few moments in many places.
@lru_cache(maxsize=4096)
def moment_text(moment: datetime) -> str:
    """UTC with microseconds and `Z`; raises NotCanonical for a moment without a zone."""
    if moment.tzinfo is UTC:
        return moment.isoformat(timespec="microseconds")[:-6] + "Z"
    if moment.utcoffset() is None:
        raise NotCanonical("naive_moment")
    try:
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    except OverflowError:
        raise NotCanonical("moment_range") from None


def plain(value: object) -> Any:
    """The value as JSON holds it: only str, int, bool, None, list and dict. Raises NotCanonical."""
    return _plain(value, 0)


def _text(value: object, depth: int) -> str:
    """`plain` and its JSON in one pass: every step of a case is written so several times."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]  # its kind was looked at
    if value is None:
        return "null"
    if kind is int:
        return str(_int(value))  # type: ignore[arg-type]  # its kind was looked at
    write = _SCALARS.get(kind)
    if write is not None:
        return f'"{write(value)}"'
    if kind is bool:
        return "true" if value else "false"
    return _nested(value, depth + 1)


def _nested(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        raise NotCanonical("too_deep")
    kind = type(value)
    if kind is list or kind is tuple or (kind is not dict and isinstance(value, list | tuple)):
        written = [encode_basestring(part) if type(part) is str else _text(part, depth) for part in value]
        return f"[{','.join(written)}]"
    if kind is dict or isinstance(value, Mapping):
        return _named(value, depth)
    raise NotCanonical("unknown_type")


def _named(value: Mapping[Any, object], depth: int) -> str:
    if not _ONLY_TEXT.issuperset(map(type, value)):
        raise NotCanonical("key_not_text")
    written = []
    for name in sorted(value):
        part = value[name]
        text = encode_basestring(part) if type(part) is str else _text(part, depth)
        written.append(f"{encode_basestring(name)}:{text}")
    return f"{{{','.join(written)}}}"


def _plain(value: object, depth: int) -> Any:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    write = _SCALARS.get(kind)
    if write is not None:
        return write(value)
    if depth >= DEEPEST:
        raise NotCanonical("too_deep")
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, list | tuple):
        return _sequence(value, depth)
    raise NotCanonical("unknown_type")


def _mapping(value: Mapping[Any, object], depth: int) -> dict[str, Any]:
    done: dict[str, Any] = {}
    for name, part in value.items():
        if type(name) is not str:
            raise NotCanonical("key_not_text")
        try:
            done[name] = _plain(part, depth + 1)
        except NotCanonical as problem:
            raise NotCanonical(problem.code, f".{name}{problem.where}") from None
    return done


def _sequence(value: Sequence[object], depth: int) -> list[Any]:
    done: list[Any] = []
    for place, part in enumerate(value):
        try:
            done.append(_plain(part, depth + 1))
        except NotCanonical as problem:
            raise NotCanonical(problem.code, f".{place}{problem.where}") from None
    return done


def _int(number: int) -> int:
    if abs(number) > LARGEST_INT:
        raise NotCanonical("number_range")
    return number


_SCALARS: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {int: _int, Decimal: decimal_text, date: date.isoformat, datetime: moment_text}
)
