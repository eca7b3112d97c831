"""The types of single fields: from what a form or an API gives to a value, or the code of what is wrong
with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from workflow.core.canonical import decimal_text
from workflow.core.countries import is_country
from workflow.core.directory import Unit
from workflow.core.field_texts import LONGEST_LONGTEXT, LONGEST_TEXT, BadValue, clean_email, clean_text
from workflow.core.form import FieldSpec
from workflow.core.rocdates import read_day
from workflow.core.spelling import near_misses

LARGEST_INT: Final = 2**63 - 1
LARGEST_DECIMAL: Final = Decimal(10**15)
MOST_CHOICES: Final = 200

_INTEGER: Final = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?")
_FULL_WIDTH: Final = MappingProxyType({0xFF01 + offset: 0x21 + offset for offset in range(94)})
_TRUTHS: Final = MappingProxyType({"true": True, "on": True, "1": True, "false": False, "off": False, "0": False})


@dataclass(frozen=True, slots=True)
class Lookups:
    """What references may point to: register rows by (register, code), units by id, people by login.

    `workdays_until` tells how many working days are left to a day; None where nobody asks for it.
    """

    rows: Mapping[tuple[str, str], Mapping[str, object]] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Collection[str] = frozenset()
    workdays_until: Callable[[date], int] | None = None


def parse_scalar(spec: FieldSpec, raw: object, world: Lookups) -> object:
    """The value of a field that is neither group nor table; None when it is left empty. Raises BadValue."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    value = _PARSERS[spec.type](spec, raw, world)
    return None if value == () else value


def _text(spec: FieldSpec, raw: object, _world: Lookups) -> str | None:
    lines = spec.type == "longtext"
    longest = spec.max_length or (LONGEST_LONGTEXT if lines else LONGEST_TEXT)
    return clean_text(raw, longest=longest, shortest=spec.min_length or 0, lines=lines)


def _email(_spec: FieldSpec, raw: object, _world: Lookups) -> str | None:
    return clean_email(raw)


def _int(spec: FieldSpec, raw: object, _world: Lookups) -> int:
    if isinstance(raw, str):
        text = _folded(raw, "not_an_integer")
        if not _INTEGER.fullmatch(text):
            raise BadValue("not_an_integer")
        raw = int(text.replace(",", ""))
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise BadValue("not_an_integer")
    least, most = _number(spec.minimum, -LARGEST_INT), _number(spec.maximum, LARGEST_INT)
    _check_range(raw, least, most)
    return raw


def _decimal(spec: FieldSpec, raw: object, _world: Lookups) -> Decimal:
    number = _as_decimal(raw)
    places = 2 if spec.type == "money" else 6
    if abs(number) < LARGEST_DECIMAL and round(number, places) != number:
        raise BadValue("not_a_number", places=places)
    _check_range(number, _number(spec.minimum, -LARGEST_DECIMAL), _number(spec.maximum, LARGEST_DECIMAL))
    return number


def _as_decimal(raw: object) -> Decimal:
    """A float only when its text is exactly what it holds: 0.5 is, 0.1 is not."""
    if isinstance(raw, str):
        text = _folded(raw, "not_a_number")
        if not _DECIMAL.fullmatch(text) or not text.strip("+-"):
            raise BadValue("not_a_number")
        return Decimal(text.replace(",", ""))
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise BadValue("not_a_number")
    number = Decimal(raw)
    if not number.is_finite() or (isinstance(raw, float) and number != Decimal(repr(raw))):
        raise BadValue("not_a_number")
    return number


def _bool(_spec: FieldSpec, raw: object, _world: Lookups) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in _TRUTHS:
        return _TRUTHS[raw.strip().lower()]
    raise BadValue("not_an_option", options=("true", "false"))


def _date(spec: FieldSpec, raw: object, _world: Lookups) -> date:
    day = _day(raw)
    least, most = _day(spec.minimum or date.min), _day(spec.maximum or date.max)
    if day < least:
        raise BadValue("too_small", minimum=least.isoformat())
    if day > most:
        raise BadValue("too_large", maximum=most.isoformat())
    return day


def _day(raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    text = _folded(raw, "not_a_date") if isinstance(raw, str) else ""
    day = read_day(text)
    if day is None:
        raise BadValue("not_a_date")
    return day


def _option(spec: FieldSpec, raw: object, _world: Lookups) -> str | None:
    code = clean_text(raw, longest=LONGEST_TEXT)
    codes = [option.code for option in spec.options]
    if code is not None and code not in codes:
        raise BadValue("not_an_option", value=code, near=near_misses(code, codes))
    return code


def _options(spec: FieldSpec, raw: object, world: Lookups) -> tuple[str, ...]:
    """In the order of the definition and each once, so that the same choice is the same value."""
    if not isinstance(raw, list | tuple):
        raise BadValue("not_a_list")
    if len(raw) > MOST_CHOICES:
        raise BadValue("too_long", longest=MOST_CHOICES)
    chosen = {_option(spec, part, world) for part in raw}
    codes = tuple(option.code for option in spec.options if option.code in chosen)
    if codes and len(codes) < (spec.min_length or 0):
        raise BadValue("too_short", shortest=spec.min_length)
    if spec.max_length is not None and len(codes) > spec.max_length:
        raise BadValue("too_long", longest=spec.max_length)
    return codes


def _country(_spec: FieldSpec, raw: object, _world: Lookups) -> str | None:
    """The code in capitals, however it was written."""
    code = clean_text(raw, longest=LONGEST_TEXT)
    if code is not None and not is_country(code.upper()):
        raise BadValue("unknown_country", found=code)
    return code.upper() if code is not None else None


def _reference(spec: FieldSpec, raw: object, world: Lookups) -> str | None:
    code = clean_text(raw, longest=LONGEST_TEXT)
    unit = world.units.get(code or "")
    if code is not None and unit is not None and spec.type == "unit" and not may_be_unit(spec, unit):
        raise BadValue("unit_not_taken", value=code)
    known = {
        "unit": unit is not None,
        "person": code in world.people,
        "ref": (spec.register or "", code or "") in world.rows,
    }
    if code is not None and not known[spec.type]:
        raise BadValue("unknown_reference", value=code, register=spec.register or spec.type)
    return code


def may_be_unit(spec: FieldSpec, unit: Unit) -> bool:
    """Whether the field takes this unit."""
    return (not spec.units or unit.key in spec.units) and spec.level in {None, unit.level}


def _folded(raw: str, code: str) -> str:
    """Full-width digits and signs, as input methods leave them, become ASCII."""
    if len(raw) > 64:
        raise BadValue(code)
    return raw.translate(_FULL_WIDTH).strip()


def _number(bound: object, otherwise: int | Decimal) -> Decimal:
    return Decimal(str(otherwise if bound is None else bound))


def _check_range(number: int | Decimal, least: Decimal, most: Decimal) -> None:
    if number < least:
        raise BadValue("too_small", minimum=decimal_text(least))
    if number > most:
        raise BadValue("too_large", maximum=decimal_text(most))


_PARSERS: Final[Mapping[str, Callable[[FieldSpec, object, Lookups], object]]] = MappingProxyType(
    {
        "text": _text,
        "longtext": _text,
        "email": _email,
        "int": _int,
        "decimal": _decimal,
        "money": _decimal,
        "bool": _bool,
        "date": _date,
        "enum": _option,
        "multi": _options,
        "country": _country,
        "ref": _reference,
        "unit": _reference,
        "person": _reference,
    }
)
SCALAR_TYPES: Final = frozenset(_PARSERS)
