"""The exported record of a case: what anyone can check without our database.

    {"format": "qianhe-record/1",
     "genesis": {"case": "42", "definition": "<sha256>"},
     "entries": [{"seq": 1, "prev": "<hash>", "content": "<canonical text>", "hash": "<hash>"}],
     "head": "<hash>",
     "commitments": [{"name": "amount", "seq": 1, "salt": "<hex>", "value": …, "commitment": "<hex>"},
                     {"name": "grade", "seq": 1, "commitment": "<hex>", "withheld": true},
                     {"name": null, "seq": 3, "commitment": "<hex>", "erased": true}],
     "scopes": [{"seq": 3, "transform": "1", "commitments": {"amount": "<hex>"}}],
     "signature": …}

`genesis` names the case and the definition under which it began. A scope counts because the entry `seq` holds
its hash. A commitment counts because the entry `seq` holds it under that name, or because a scope of that entry
does; the name null stands for the text that the actor wrote. What the reader of a record may not see is withheld;
what is there no more is erased. Other keys are covered by the signature alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflow.core.binding import commitment, scope_hash
from workflow.core.canonical import NotCanonical, canonical_bytes
from workflow.core.chain import Link, genesis_hash, verify_chain

FORMAT: Final = "qianhe-record/1"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

Facts = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """`where` is `entries.3` (by seq), `commitments.0` or `scopes.0` (by place), or a top-level key.

    Codes: those of ChainProblem, and malformed, unknown_format, facts_differ (an entry speaks of another case,
    definition or seq), scope_differs, commitment_differs, not_in_chain.
    """

    code: str
    where: str


def signed_bytes(doc: Mapping[str, object]) -> bytes:
    """What the signature is over: everything but the signature. Raises NotCanonical."""
    return canonical_bytes({name: part for name, part in doc.items() if name != "signature"})


def check_record(doc: Mapping[str, Any]) -> tuple[RecordProblem, ...]:
    """Check every link, commitment and scope; empty when all of it holds. Never raises, whatever `doc` is.

    It does not look at the signature: who signed is the reader's question, what was signed is `signed_bytes`.
    """
    if doc.get("format") != FORMAT:
        return (RecordProblem("unknown_format", "format"),)
    try:
        genesis, links = _genesis(doc), _links(doc)
        commitments, scopes = _items(doc, "commitments"), _items(doc, "scopes")
    except _Malformed as problem:
        return (RecordProblem("malformed", str(problem)),)
    facts = {link.seq: _facts(link) for link in links}
    return (
        *_chain_problems(links, genesis, doc.get("head")),
        *_facts_problems(links, facts, genesis),
        *_scope_problems(scopes, facts),
        *_commitment_problems(commitments, scopes, facts),
    )


class _Malformed(Exception):
    """The record has not the shape of one; the text is the place."""


def _items(doc: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    items = doc.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise _Malformed(key)
    return items


def _genesis(doc: Mapping[str, Any]) -> Mapping[str, str]:
    genesis = doc.get("genesis")
    if not isinstance(genesis, Mapping) or not _all_text(genesis.get("case"), genesis.get("definition")):
        raise _Malformed("genesis")
    return genesis


def _links(doc: Mapping[str, Any]) -> list[Link]:
    links = []
    for place, entry in enumerate(_items(doc, "entries"), start=1):
        seq, texts = entry.get("seq"), [entry.get(key) for key in ("prev", "content", "hash")]
        if type(seq) is not int or not _all_text(*texts):
            raise _Malformed(f"entries.{place}")
        prev, content, own = texts
        links.append(Link(seq, str(prev), str(content).encode(), str(own)))
    return links


def _all_text(*values: object) -> bool:
    """Whether all are texts that can be written as UTF-8."""
    return all(isinstance(value, str) and not _SURROGATE.search(value) for value in values)


def _facts(link: Link) -> Mapping[str, Any]:
    try:
        facts = json.loads(link.content)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _chain_problems(links: list[Link], genesis: Mapping[str, str], head: object) -> Iterator[RecordProblem]:
    start = genesis_hash(genesis["case"], genesis["definition"])
    for problem in verify_chain(links, start, head if isinstance(head, str) else ""):
        yield RecordProblem(problem.code, f"entries.{problem.seq}")


def _facts_problems(links: list[Link], facts: Facts, genesis: Mapping[str, str]) -> Iterator[RecordProblem]:
    for place, link in enumerate(links):
        said = facts[link.seq]
        fits = said.get("seq") == link.seq and str(said.get("case"))[:100] == genesis["case"]
        if not fits or (place == 0 and said.get("definition") != genesis["definition"]):
            yield RecordProblem("facts_differ", f"entries.{link.seq}")


def _scope_problems(scopes: list[Mapping[str, Any]], facts: Facts) -> Iterator[RecordProblem]:
    for place, scope in enumerate(scopes):
        try:
            computed = scope_hash(scope["commitments"], scope["transform"])
            holds = computed == _facts_at(facts, scope).get("scope")
        except (KeyError, TypeError, ValueError, NotCanonical):
            yield RecordProblem("malformed", f"scopes.{place}")
            continue
        if not holds:
            yield RecordProblem("scope_differs", f"scopes.{place}")


def _commitment_problems(
    commitments: list[Mapping[str, Any]], scopes: list[Mapping[str, Any]], facts: Facts
) -> Iterator[RecordProblem]:
    for place, item in enumerate(commitments):
        where = f"commitments.{place}"
        try:
            opens = item.get("erased") is True or item.get("withheld") is True or _opens(item)
        except (KeyError, TypeError, ValueError, NotCanonical):
            yield RecordProblem("malformed", where)
            continue
        if not opens:
            yield RecordProblem("commitment_differs", where)
        if not _in_chain(item, scopes, facts):
            yield RecordProblem("not_in_chain", where)


def _opens(item: Mapping[str, Any]) -> bool:
    opened = commitment(bytes.fromhex(item["salt"]), item["value"])
    return opened == str(item["commitment"])


def _in_chain(item: Mapping[str, Any], scopes: list[Mapping[str, Any]], facts: Facts) -> bool:
    """Whether the entry itself, or a scope that belongs to the entry, holds the commitment under its name."""
    name, committed, said = item.get("name"), item.get("commitment"), _facts_at(facts, item)
    if not isinstance(committed, str):
        return False
    if name is None:
        return said.get("text") == committed
    holders = [said.get("commitments"), *(s.get("commitments") for s in scopes if s.get("seq") == item.get("seq"))]
    return any(isinstance(held, Mapping) and held.get(str(name)) == committed for held in holders)


def _facts_at(facts: Facts, item: Mapping[str, Any]) -> Mapping[str, Any]:
    seq = item.get("seq")
    return facts.get(seq, {}) if isinstance(seq, int) else {}
