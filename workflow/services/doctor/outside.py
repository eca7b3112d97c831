"""People outside: whatever they did has its witness, by a link that was for it, and the chain commits to both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from workflow.core.binding import commitment
from workflow.core.guests import addressee, is_guest
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault


def guests_witnessed(dossier: Dossier) -> Iterator[Fault]:
    """Each entry of a guest has one witness and each witness its entry; what the entries commit to is what is kept;
    an answer from outside is of the task that the link was for, and one link to a task is open at most."""
    links = {link.id: link for link in dossier.guest_links}
    told = {seq: facts for seq, facts in dossier.facts.items() if is_guest(facts.get("actor"))}
    acts = {act.seq: act for act in dossier.guest_acts}
    for seq in told.keys() ^ acts.keys():
        yield fault("witness_differs", seq=seq)
    for seq in told.keys() & acts.keys():
        if not _is_witnessed(told[seq], acts[seq], links):
            yield fault("witness_differs", seq=seq)
    yield from _answers(dossier, links)
    yield from _sent(dossier, links)


def _is_witnessed(facts: Mapping[str, Any], act: Row[Any], links: Mapping[int, Row[Any]]) -> bool:
    said = facts.get("guest") or {}
    proof = commitment(bytes.fromhex(act.salt), addressee(act.name, act.address, act.sent_to, act.ip, act.agent))
    link = links.get(act.link_id)
    by = said.get("link") == act.link_id == -facts["actor"] and said.get("proof") == proof
    return by and facts["action"] == act.action and link is not None and act.sent_to == link.address


def _answers(dossier: Dossier, links: Mapping[int, Row[Any]]) -> Iterator[Fault]:
    for decision in dossier.decisions:
        if (decision.capacity == "partner") != is_guest(decision.actor):
            yield fault("capacity_differs", decision=decision.seq, capacity=decision.capacity)
        link = links.get(-decision.actor)
        if is_guest(decision.actor) and (link is None or link.task_seq != decision.task_seq):
            yield fault("answered_by_other_link", decision=decision.seq, task=decision.task_seq)


def _sent(dossier: Dossier, links: Mapping[int, Row[Any]]) -> Iterator[Fault]:
    events = [event for facts in dossier.facts.values() for event in facts.get("events", ())]
    told = {event["link"]: event["proof"] for event in events if event.get("event") == "link_sent"}
    for link in links.keys() ^ told.keys():
        yield fault("link_without_entry", link=link)
    for link in links.keys() & told.keys():
        row = links[link]
        if told[link] != commitment(bytes.fromhex(row.salt), addressee(row.name, row.address)):
            yield fault("link_differs", link=link)
    live = Counter(row.task_seq for row in links.values() if row.ended_at is None)
    for task, count in live.items():
        if count > 1:
            yield fault("links_open", task=task, count=count)
