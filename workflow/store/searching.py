"""Cases by words of their titles or parts of their numbers, newest first, near those who may be allowed to see them.

Two ways lead to a case: from the asker to the newest of the cases he has to do with, and from the pieces of titles to
all cases, for those who answer for their processes and those who have to do with more cases than the first way reads.
Each is one index, and as many rows of it as do not depend on how many cases there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Text, TextClause, bindparam, text

from workflow.store.engine import Connection
from workflow.store.numbers import SEQ

COUNTED: Final = 1000
MOST_TERMS: Final = 12
MOST_JOINED: Final = 4
MOST_READ: Final = 5_000
"""Of cases that have all pieces, the newest."""

OWN_READ: Final = 500
"""Of the cases that the asker filed, of those decided, of those that wait: the newest each."""

_SOURCES: Final = (
    "filed AS MATERIALIZED"
    " (SELECT id AS case_id FROM cases WHERE applicant = :person ORDER BY started_at DESC LIMIT :own),"
    " decided AS MATERIALIZED"
    " (SELECT case_id FROM decisions WHERE actor = :person ORDER BY at DESC LIMIT :own),"
    " covered AS MATERIALIZED"
    " (SELECT case_id FROM decisions WHERE on_behalf_of = :person ORDER BY at DESC LIMIT :own),"
    " waiting AS MATERIALIZED (SELECT case_id FROM candidates WHERE principal IN :principals LIMIT :own),"
    " informed AS MATERIALIZED"
    " (SELECT case_id FROM told WHERE principal IN :principals ORDER BY case_id DESC LIMIT :own),"
    " mine AS MATERIALIZED (SELECT case_id FROM filed UNION SELECT case_id FROM decided"
    " UNION SELECT case_id FROM covered UNION SELECT case_id FROM waiting UNION SELECT case_id FROM informed"
    " ORDER BY case_id DESC)"
)
# Who has more cases than are read: for those alone the pieces of titles lead to further cases of theirs.
_CUT: Final = " OR ".join(
    f"(SELECT count(*) FROM {source}) >= :own" for source in ("filed", "decided", "covered", "waiting", "informed")
)
_TAKES_PART: Final = (
    "(c.applicant = :person"
    " OR EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = c.id AND :person IN (d.actor, d.on_behalf_of))"
    " OR EXISTS (SELECT 1 FROM candidates k WHERE k.case_id = c.id AND k.principal IN :principals)"
    " OR EXISTS (SELECT 1 FROM told i WHERE i.case_id = c.id AND i.principal IN :principals))"
)
_NEAR: Final = "SELECT t.case_id FROM title_terms t WHERE t.term = :term_0{others} ORDER BY t.case_id DESC LIMIT {read}"
# No plan for any words can know how few cases are looked at: it might walk through all of them instead. So each is
# looked up by itself, which a subquery for a value always is; and in the order of the list only until there are enough.
_ALSO: Final = " AND (SELECT 1 FROM title_terms o WHERE o.term = :term_{0} AND o.case_id = t.case_id) = 1"
_LOOKED_UP: Final = (
    "SELECT id FROM (SELECT (SELECT c.id FROM cases c WHERE c.id = l.case_id AND {conditions}) AS id"
    " FROM {source} AS l{only}) AS {source}_found"
    " WHERE id IS NOT NULL LIMIT :most"
)
_OWNED: Final = "c.process IN :processes"
_BY_NUMBER: Final = "SELECT c.id FROM cases c WHERE c.number IN :numbers AND " + _OWNED
_FOUND: Final = (
    "WITH {sources} SELECT id FROM (SELECT DISTINCT id FROM ({ways}) AS found) AS f"
    " ORDER BY CASE WHEN id = (SELECT w.id FROM cases w WHERE w.number = :whole) THEN 0 ELSE 1 END, id DESC LIMIT :most"
)
_MATCH: Final = "lower(c.title_zh || ' ' || c.title_en || ' ' || coalesce(c.number, '')) LIKE :word_{0} ESCAPE '!'"
_LISTS: Final = ("principals", "processes", "numbers")


@dataclass(frozen=True, slots=True)
class Question:
    """`words` (in small letters) must all be in title or number; `terms` are pieces of theirs, the rarest first.

    `principals` are the asker's, `processes` those he answers for; there `numbers` are found whatever the words. The
    case with the number `whole` stands before all newer ones.
    """

    words: Sequence[str]
    terms: Sequence[str]
    numbers: Sequence[str]
    person: int
    principals: Sequence[str]
    processes: Sequence[str]
    whole: str = ""


def find_cases(connection: Connection, question: Question, *, most: int) -> tuple[int, ...]:
    """Ids of cases, as `Question` orders them; whether the asker may really see each is the caller's to ask."""
    matches = " AND ".join(_MATCH.format(place) for place in range(len(question.words)))
    sources, ways = [_SOURCES], [_LOOKED_UP.format(source="mine", only="", conditions=matches)]
    parameters: dict[str, Any] = {
        "person": question.person,
        "principals": list(question.principals),
        "most": most,
        "whole": question.whole,
        "own": OWN_READ,
        **{f"word_{place}": f"%{_escaped(word)}%" for place, word in enumerate(question.words)},
    }
    if question.processes:
        ways.append(_BY_NUMBER)
        parameters |= {"processes": list(question.processes), "numbers": list(question.numbers)}
    if question.terms:
        terms = question.terms[:MOST_JOINED]
        others = "".join(_ALSO.format(place) for place in range(1, len(terms)))
        sources.append(f"near AS MATERIALIZED ({_NEAR.format(others=others, read=MOST_READ)})")
        ways.append(_LOOKED_UP.format(source="near", only=f" WHERE {_CUT}", conditions=f"{matches} AND {_TAKES_PART}"))
        parameters |= {f"term_{place}": term for place, term in enumerate(terms)}
    if question.processes and question.terms:
        ways.append(_LOOKED_UP.format(source="near", only="", conditions=f"{_OWNED} AND {matches}"))
    asked = _FOUND.format(
        sources=", ".join(sources),
        ways=" UNION ALL ".join(f"SELECT id FROM ({way}) AS w{n}" for n, way in enumerate(ways)),
    )
    return tuple(row[0] for row in connection.execute(_with_lists(asked, parameters), parameters))


def rarest_first(connection: Connection, terms: Sequence[str]) -> tuple[str, ...]:
    """The terms by how many cases have them, counted no further than `COUNTED`."""
    some = terms[:MOST_TERMS]
    if len(some) < 2:
        return tuple(some)
    counts = " UNION ALL ".join(
        f"SELECT {place}, count(*) FROM (SELECT 1 FROM title_terms WHERE term = :term_{place} LIMIT :most) AS c{place}"
        for place in range(len(some))
    )
    parameters = {f"term_{place}": term for place, term in enumerate(some)}
    counted = {row[0]: row[1] for row in connection.execute(text(counts), {**parameters, "most": COUNTED})}
    return tuple(some[place] for place in sorted(counted, key=lambda place: (counted[place], place)))


def number_series(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Every series of numbers, with `SEQ` where the running part stands, and its last number; by name backwards, so
    that later years come first.
    """
    rows = connection.execute(text("SELECT series, last FROM numbers ORDER BY series DESC"))
    return tuple((row[0], row[1]) for row in rows if SEQ in row[0])


def _with_lists(asked: str, parameters: Mapping[str, Any]) -> TextClause:
    return text(asked).bindparams(
        *(bindparam(name, expanding=True, type_=Text()) for name in _LISTS if name in parameters)
    )


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
