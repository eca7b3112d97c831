"""How cases are found by what they are called and by what they name."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text

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

links = clustered(
    "links",
    Column("child", Id, primary_key=True, autoincrement=False),
    Column("parent", Id, nullable=False),
    Column("seq", Integer),
    Index("ix_links_parent", "parent", "child"),
)
"""Which case follows from which; `seq` where the parent waits for it, as it counts its children. The first entry of
`child` names both, so the row can be made anew.
"""

told = clustered(
    "told",
    Column("principal", Text, primary_key=True),
    Column("case_id", Id, primary_key=True),
)
"""Of which cases a person or the holders of a post were told (知會); the case itself says by whom and when."""

merged = clustered(
    "merged",
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("lead", Id, nullable=False),
    Index("ix_merged_lead", "lead", "case_id"),
)
"""Which case was joined to which (併案). The last entry of either that speaks of it names the other."""
