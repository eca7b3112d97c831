"""How cases are found by what they are called and by what they name."""

from __future__ import annotations

from sqlalchemy import Column, Text

from workflow.store.tables.base import clustered
from workflow.store.types import Id

title_terms = clustered(
    "title_terms",
    Column("term", Text, primary_key=True),
    Column("case_id", Id, primary_key=True),
)
"""The pieces of a title and the codes that a case names (`core.title_terms`), newest case last. Those of an earlier
title or field of the case stay: whoever is found by one is asked for the whole words anyway.
"""

told = clustered(
    "told",
    Column("principal", Text, primary_key=True),
    Column("case_id", Id, primary_key=True),
)
"""Of which cases a person or the holders of a post were told (知會); the case itself says by whom and when."""
