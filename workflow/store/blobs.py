"""Which stored files rows speak of, by their digests."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from workflow.store.engine import Connection
from workflow.store.tables import documents, drafts, uploads


def referred(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """Those of `digests` that a version of a document, an upload or a draft names.

    What registers and the present state of cases name are documents, which are never deleted. Reads all drafts, which
    are few beside documents and hold no digest that could be looked up.
    """
    asked = list(digests)
    found = set(connection.execute(select(documents.c.sha256).where(documents.c.sha256.in_(asked))).scalars())
    found |= set(connection.execute(select(uploads.c.sha256).where(uploads.c.sha256.in_(asked))).scalars())
    return frozenset(found | {digest for _, digest in files_of_drafts(connection)} & set(asked))


def files_of_drafts(connection: Connection) -> list[tuple[int, str]]:
    """The id of the draft and the digest, for every file."""
    rows = connection.execute(select(drafts.c.id, drafts.c.files)).all()
    return [(row.id, str(facts["sha256"])) for row in rows for facts in row.files.values()]
