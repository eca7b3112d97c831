"""The record of one case, made to be checked by anybody, without our database, for as long as the file lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Row, select

from workflow import __version__
from workflow.core.binding import TRANSFORM_VERSION, commitment, scope_hash
from workflow.core.calendar import TAIPEI
from workflow.core.canonical import canonical_bytes, plain
from workflow.core.case import FileView
from workflow.core.definition import Definition
from workflow.core.directory import Directory, posts_of
from workflow.core.errors import NotFound
from workflow.core.record import FORMAT, signed_bytes
from workflow.core.scopes import bound_value
from workflow.services.guest_record import guest_items
from workflow.services.runtime import Runtime
from workflow.store import history, publications, renderings
from workflow.store.engine import Connection
from workflow.store.history import Entry
from workflow.store.renderings import Rendering
from workflow.store.revisions import load_revisions
from workflow.store.tables import cases, decisions, documents, tasks

ALGORITHM: Final = "Ed25519"
HOW_TO_VERIFY: Final = MappingProxyType(
    {
        "command": "qianhe audit verify FILE --key PUBLIC_KEY",
        "canonical": "JSON, UTF-8, keys sorted, no spaces, no escapes but those that JSON needs",
        "signature": "Ed25519 over the canonical form of this document without its key `signature`",
        "genesis": "sha256('qianhe.genesis.1' 00 canonical(genesis))",
        "entry": "sha256('qianhe.entry.1' 00 prev 00 content)",
        "commitment": "sha256('qianhe.commitment.1' 00 length of salt in 2 bytes, salt, 'value' 00 canonical(value));"
        " 'missing' instead of a value that is unset",
        "scope": "sha256('qianhe.scope.1' 00 canonical({commitments, transform}))",
        "rendering": "sha256('qianhe.rendered.1' 00 canonical({layout, content}))",
        "definition": "sha256 of the canonical form of the file with all defaults filled in",
    }
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """All rows of a case, with the definition that it follows now."""

    row: Row[Any]
    entries: Sequence[Entry]
    facts: Mapping[int, Mapping[str, Any]]
    decisions: Sequence[Row[Any]]
    tasks: Sequence[Row[Any]]
    documents: Sequence[Row[Any]]
    renderings: Sequence[Rendering]
    definition: Definition

    def commitment(self, name: str) -> str:
        """To what is held under the name now."""
        return commitment(bytes.fromhex(self.row.salts[name]), self.value(name))

    def value(self, name: str) -> object:
        held = {key: FileView(key, *file) for key, file in self.row.documents.items()}
        return bound_value(self.definition, self.row.data, held, name)


def export_record(
    runtime: Runtime, number: str, now: datetime, *, sign: Callable[[bytes], str], public_key: str
) -> Json:
    """The signed record of a case, in the form that `core.record` checks. Raises NotFound.

    `sign` gives a signature in base64 that the owner of `public_key` (PEM) made. Values that were replaced later
    stand in the chain as commitments only. Names are those of the moment of the export.
    """
    with runtime.database.snapshot() as connection:
        doc = unsigned_record(runtime, connection, number, now)
    return signed_record(doc, sign=sign, public_key=public_key)


def unsigned_record(runtime: Runtime, connection: Connection, number: str, now: datetime) -> Json:
    """The record as `connection` sees the case, to be signed. Raises NotFound."""
    case = _read(runtime, connection, number)
    directory = runtime.people.at(connection, load_revisions(connection))
    return _document(connection, case, directory, now)


def signed_record(doc: Json, *, sign: Callable[[bytes], str], public_key: str) -> Json:
    """The same with its signature; nothing of it may be changed after that."""
    return doc | {"signature": {"algorithm": ALGORITHM, "key": public_key, "bytes": sign(signed_bytes(doc))}}


def record_bytes(doc: Mapping[str, Any]) -> bytes:
    """The file: canonical, so that the same record is always the same bytes."""
    return canonical_bytes(doc)


def _read(runtime: Runtime, connection: Connection, number: str) -> _Case:
    row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
    if row is None:
        raise NotFound("case", number)
    entries = history.entries(connection, row.id)
    return _Case(
        row=row,
        entries=entries,
        facts={entry.seq: entry.facts for entry in entries},
        decisions=connection.execute(
            select(decisions).where(decisions.c.case_id == row.id).order_by(decisions.c.seq)
        ).all(),
        tasks=connection.execute(select(tasks).where(tasks.c.case_id == row.id).order_by(tasks.c.seq)).all(),
        documents=connection.execute(
            select(documents).where(documents.c.case_id == row.id).order_by(documents.c.name, documents.c.version)
        ).all(),
        renderings=renderings.of_case(connection, row.id),
        definition=runtime.catalogue.process(connection, row.definition).definition,
    )


def _document(connection: Connection, case: _Case, directory: Directory, now: datetime) -> Json:
    scopes = list(_scopes(case))
    return {
        "format": FORMAT,
        "exported_at": plain(now),
        "software": {"name": "qianhe", "version": __version__},
        "verify": dict(HOW_TO_VERIFY),
        "genesis": {"case": str(case.row.id), "definition": case.facts[1]["definition"]},
        "case": _summary(case),
        "definitions": [_definition(connection, sha256) for sha256 in _definitions(case)],
        "entries": [_entry(entry) for entry in case.entries],
        "head": case.row.head,
        "commitments": [*_fields(case, scopes), *_texts(case)],
        "scopes": scopes,
        "tasks": [_task(row) for row in case.tasks],
        "decisions": [_decision(row) for row in case.decisions],
        "documents": [_file(row) for row in case.documents],
        "guests": guest_items(connection, case.row.id, case.facts),
        "renderings": [_rendering(each) for each in case.renderings],
        "people": {str(person): _person(directory, person, now) for person in sorted(_people(case))},
    }


def _summary(case: _Case) -> Json:
    row = case.row
    return {
        "id": str(row.id),
        "number": row.number,
        "process": row.process,
        "title": {"zh-TW": row.title_zh, "en": row.title_en},
        "state": row.state,
        "outcome": row.outcome,
        "visit": row.visit,
        "version": row.version,
        "applicant": {"person": row.applicant, "post": row.applicant_post, "unit": row.applicant_unit},
        "started_at": plain(row.started_at),
        "closed_at": plain(row.closed_at),
    }


def _definitions(case: _Case) -> dict[str, None]:
    """Every version that the case has followed, the first one first."""
    named = (str(facts["definition"]) for facts in case.facts.values())
    return dict.fromkeys((*named, case.row.definition))


def _definition(connection: Connection, sha256: str) -> Json:
    found = publications.by_sha256(connection, "process", sha256)
    return {"process": found.key, "version": found.version, "sha256": sha256, "source": found.source}


def _entry(entry: Entry) -> Json:
    return {"seq": entry.seq, "prev": entry.prev, "content": entry.content.decode(), "hash": entry.hash}


def _fields(case: _Case, scopes: Sequence[Json]) -> Iterator[Json]:
    """Each name once, with the last commitment to it that opens: of an entry, or of a scope where no entry has one."""
    latest: dict[str, tuple[int, str]] = {}
    for scope in scopes:
        latest |= {name: (scope["seq"], committed) for name, committed in scope["commitments"].items()}
    for seq, facts in case.facts.items():
        latest |= {name: (seq, committed) for name, committed in facts["commitments"].items()}
    for name, (seq, committed) in sorted(latest.items()):
        salt = case.row.salts.get(name)
        item = {"name": name, "seq": seq, "commitment": committed}
        yield item | ({"erased": True} if salt is None else {"salt": salt, "value": plain(case.value(name))})


def _texts(case: _Case) -> Iterator[Json]:
    """What people wrote, beside the entries that commit to it."""
    for entry in case.entries:
        committed = case.facts[entry.seq].get("text")
        if committed is not None:
            item = {"name": None, "seq": entry.seq, "commitment": committed}
            kept = {"salt": entry.reason_salt, "value": entry.reason}
            yield item | ({"erased": True} if entry.reason is None else kept)


def _scopes(case: _Case) -> Iterator[Json]:
    """What each decision bound, as far as it can still be shown: values are kept in their last form only."""
    binds = {row.task_seq: row.binds for row in case.decisions}
    known: dict[str, str] = {}
    for seq, facts in case.facts.items():
        known |= facts["commitments"]
        names = binds.get(facts.get("task"), ()) if facts.get("scope") else ()
        bound = {name: known.get(name) or case.commitment(name) for name in names}
        if bound and scope_hash(bound, TRANSFORM_VERSION) == facts["scope"]:
            yield {"seq": seq, "transform": TRANSFORM_VERSION, "commitments": bound}


def _task(row: Row[Any]) -> Json:
    return {
        "seq": row.seq,
        "visit": row.visit,
        "state": row.state,
        "key": row.key,
        "kind": row.kind,
        "holders": [{"post": post, "unit": unit, "person": person} for post, unit, person in row.holders],
        "opened_at": plain(row.opened_at),
        "due_at": plain(row.due_at),
        "closed_at": plain(row.closed_at),
        "outcome": row.outcome,
        "cause": row.cause,
    }


def _decision(row: Row[Any]) -> Json:
    return {
        "seq": row.seq,
        "task": row.task_seq,
        "state": row.state,
        "visit": row.visit,
        "key": row.key,
        "outcome": row.outcome,
        "actor": row.actor,
        "on_behalf_of": row.on_behalf_of,
        "capacity": row.capacity,
        "post": row.post,
        "unit": row.unit,
        "at": plain(row.at),
        "status": row.status,
        "void_reason": row.void_reason,
        "binds": row.binds,
        "scope": row.scope,
        "input": row.input,
    }


def _file(row: Row[Any]) -> Json:
    return {
        "name": row.name,
        "version": row.version,
        "sha256": row.sha256,
        "size": row.size,
        "filename": row.filename,
        "media_type": row.media_type,
        "at": plain(row.at),
        "by": row.by,
    }


def _rendering(it: Rendering) -> Json:
    """What a document that the case made of itself says; `sha256` is over `layout` and `content`."""
    said = {"layout": it.layout, "sha256": it.sha256, "content": it.content, "frozen_at": plain(it.frozen_at)}
    return {"name": it.name, "version": it.version, "number": it.number, "issued": it.issued} | said


def _people(case: _Case) -> set[int]:
    """Whoever acted, asked, or was acted for; the clock is nobody."""
    acted = {facts["actor"] for facts in case.facts.values()}
    decided = {person for row in case.decisions for person in (row.actor, row.on_behalf_of)}
    held = {person for row in case.tasks for _, _, person in row.holders}
    return {person for person in acted | decided | held | {case.row.applicant} if person is not None and person > 0}


def _person(directory: Directory, person: int, now: datetime) -> Json | None:
    known = directory.people.get(person)
    if known is None:
        return None
    posts = [{"post": post, "unit": unit} for post, unit in posts_of(directory, person, now.astimezone(TAIPEI).date())]
    return {"login": known.login, "name": {"zh-TW": known.name.zh, "en": known.name.en}, "posts": posts}
