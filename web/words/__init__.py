"""The words of the pages themselves, one table per area; codes have their sentences in `workflow.texts`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from web.words import (
    agreements,
    api,
    apply,
    asked,
    auth,
    cases,
    errors,
    fields,
    governing,
    inbox,
    mailbox,
    me,
    mine,
    outside,
    partners,
    registers,
    search,
    shell,
    status,
    today,
    together,
    verify,
    visits,
)
from workflow.core.text import Text
from workflow.texts.writing import Language, in_language, written

TABLES: Final[tuple[Mapping[str, Text], ...]] = (
    agreements.WORDS,
    api.WORDS,
    apply.WORDS,
    asked.WORDS,
    auth.WORDS,
    cases.WORDS,
    errors.WORDS,
    fields.WORDS,
    governing.WORDS,
    inbox.WORDS,
    mailbox.WORDS,
    me.WORDS,
    mine.WORDS,
    outside.WORDS,
    partners.WORDS,
    registers.WORDS,
    search.WORDS,
    shell.WORDS,
    status.WORDS,
    today.WORDS,
    together.WORDS,
    verify.WORDS,
    visits.WORDS,
)
WORDS: Final[Mapping[str, Text]] = MappingProxyType({key: said for table in TABLES for key, said in table.items()})

PLACE: Final = re.compile(r"\{([a-z_]+)(?:\|([^|}]*)\|([^|}]*))?\}")
"""`{n}` is the value; `{n|case|cases}` the first word where the value is 1, else the second."""


def say(language: Language, key: str, values: Mapping[str, object] = MappingProxyType({})) -> str:
    """The words of a key. Raises KeyError for a key or a value that there is not."""

    def put(place: re.Match[str]) -> str:
        value = values[place[1]]
        if place[2] is not None:
            return place[2] if value == 1 else place[3]
        return written(language, value)

    return PLACE.sub(put, in_language(WORDS[key], language))
