"""The hash chain of one case: each history entry contains the hash of the one before it.

The bytes of an entry are made once, stored, and hashed as stored; they are never rebuilt from columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from workflow.core.canonical import canonical_bytes, sha256_hex

_GENESIS: Final = b"qianhe.genesis.1\x00"
_ENTRY: Final = b"qianhe.entry.1\x00"


class Link(NamedTuple):
    """One stored entry as the chain sees it. `seq` begins at 1."""

    seq: int
    prev: str
    content: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """`seq` is the entry at which it shows.

    Codes: seq_gap, seq_repeated, prev_differs, second_genesis, hash_differs; beyond_head (entries that the
    head does not cover); head_differs (the head is no entry of this chain: its tail was cut or the head was
    changed).
    """

    code: str
    seq: int


def genesis_hash(case_id: str, definition_sha256: str) -> str:
    """What the first entry points back to, so that no entry fits into another case or definition."""
    return sha256_hex(_GENESIS + canonical_bytes({"case": case_id, "definition": definition_sha256}))


def entry_bytes(facts: Mapping[str, object]) -> bytes:
    """The canonical bytes to store. Raises NotCanonical."""
    return canonical_bytes(facts)


def entry_hash(prev_hash: str, content: bytes) -> str:
    return sha256_hex(_ENTRY + prev_hash.encode("ascii", "replace") + b"\x00" + content)


def verify_chain(entries: Sequence[tuple[int, str, bytes, str]], genesis: str, head: str) -> list[ChainProblem]:
    """Every fault of the chain, not only the first; empty when it is whole.

    `entries` are (seq, prev, content, hash) in the order of seq; `head` is the hash kept in the case's own
    row. A chain without entries is whole when its head is the genesis.
    """
    problems: list[ChainProblem] = []
    before = Link(0, "", b"", genesis)
    for link in map(Link._make, entries):
        problems.extend(_faults(link, before, genesis))
        before = link
    problems.extend(_head_faults([genesis, *(entry[3] for entry in entries)], before.seq, head))
    return problems


def _faults(link: Link, before: Link, genesis: str) -> Iterable[ChainProblem]:
    if link.seq != before.seq + 1:
        yield ChainProblem("seq_gap" if link.seq > before.seq + 1 else "seq_repeated", link.seq)
    if link.prev != before.hash:
        yield ChainProblem("prev_differs", link.seq)
        if link.prev == genesis:
            yield ChainProblem("second_genesis", link.seq)
    if entry_hash(link.prev, link.content) != link.hash:
        yield ChainProblem("hash_differs", link.seq)


def _head_faults(hashes: list[str], last_seq: int, head: str) -> Iterable[ChainProblem]:
    if hashes[-1] == head:
        return
    yield ChainProblem("beyond_head" if head in hashes else "head_differs", last_seq)
