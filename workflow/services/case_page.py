"""One case as one person sees it on one page: everything that is shown, read at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflow.core.case import CaseView, Command
from workflow.core.children import children_of_visit
from workflow.core.deciding import offers
from workflow.core.definition import Definition
from workflow.core.foresight import Ahead, foresee, steps_done, steps_left
from workflow.core.ladders import UNTIL, closes_at, speed_of
from workflow.core.situation import Situation, Standing, timing, whereabouts
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.core.turn import Turn
from workflow.services.beginning import presses_beside
from workflow.services.case_changes import Changes, changes_in, next_look, shown_data
from workflow.services.case_content import Line, lines_of, visible_specs
from workflow.services.case_documents import Paper, papers_of
from workflow.services.case_governing import Informee, informed_of, speed_label
from workflow.services.case_history import event_of, remarks_of
from workflow.services.case_links import Links, links_of
from workflow.services.case_panel import Panel, panel_of
from workflow.services.case_parts import Ending, Event, Remark
from workflow.services.case_path import Coming, Matrix, Signature, Waiting, coming, matrix_of, signatures, waiting_now
from workflow.services.guest_desk import NOTHING as NO_LINKS
from workflow.services.guest_desk import Outside, outside_of
from workflow.services.naming import Names
from workflow.services.reasons import Told, told
from workflow.services.row_names import names_of
from workflow.services.runtime import Runtime
from workflow.services.showing import Seen, see_case
from workflow.store import cases, looks
from workflow.store.cases import Kept
from workflow.store.looks import Look


@dataclass(frozen=True, slots=True)
class CasePage:
    """`names` turns the codes in situations and refusals into words; `data` is what the reader may see of it."""

    view: CaseView
    definition: Definition
    names: Names
    title: Text
    applicant: Text
    speed: Text | None
    speed_code: str
    where: Situation
    timing: Situation | None
    panel: Panel
    changes: Changes | None
    summary: tuple[Line, ...]
    content: tuple[Line, ...]
    papers: tuple[Paper, ...]
    matrix: Matrix | None
    past: tuple[Signature, ...]
    present: tuple[Waiting, ...]
    future: tuple[Coming, ...]
    step: int
    steps: int
    remarks: tuple[Remark, ...]
    events: tuple[Event, ...]
    contact: Text
    informed: tuple[Informee, ...]
    data: Mapping[str, Any]
    links: Links
    outside: Outside

    @property
    def number(self) -> str:
        return self.view.number or ""

    @property
    def sent_back(self) -> Signature | None:
        """The return on which the case now waits for somebody's correction."""
        last = self.past[-1] if self.past else None
        if last is None or self.view.closed_at is not None:
            return None
        return last if last.outcome == "return" and last.status != "void" else None

    @property
    def attached(self) -> tuple[Signature, ...]:
        """Answers that count and brought something of their own, such as conditions, for whoever carries them out."""
        return tuple(it for it in self.past if it.given and it.status != "void")

    @property
    def ending(self) -> Ending | None:
        """How a case ended that was not approved."""
        if self.view.closed_at is None or self.view.outcome == "approved":
            return None
        event = next((it for it in self.events if it.begun != it.ended), None)
        if event is None:
            return None
        signed = [it for it in self.past if (it.at, it.outcome) == (event.at, event.action)]
        return Ending(event, signed[-1] if signed else None)


def open_case(runtime: Runtime, number: str, person: int, now: datetime, *, look: bool = True) -> CasePage:
    """The page, and with `look` the memory that the person has seen it. Raises NotFound.

    A fixed number of statements, one more when there was something new to see, and one for the cases beside it.
    """
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, number, now, actor=person)
        versions = cases.document_versions(connection, seen.view.id)
        known = looks.get(connection, person, seen.view.id)
        entries = told(seen.entries)
        outside = outside_of(connection, seen.view, entries, now)
        names = replace(names_of(connection, seen, *_earlier(known)), guests=outside.names())
        links = links_of(runtime, connection, seen.view, seen.world.directory, now, actor=person)
        links = replace(links, presses=presses_beside(runtime, connection, seen, person=person, now=now))
    fresh = next_look(seen, person, known, now)
    if look and fresh is not None:
        with runtime.database.transaction() as connection:
            looks.put(connection, fresh)
    turn = Turn(seen.process, seen.view, Command("", person), seen.world, now=now, seed=b"")
    reading = _Reading(seen, turn, names, entries, links, outside)
    return _page(reading, versions, changes_in(seen, fresh or known, names))


def _earlier(look: Look | None) -> Iterator[Mapping[str, Any]]:
    """The data that the case is compared with."""
    for content in (look.content, look.earlier) if look is not None else ():
        if content is not None:
            yield content["data"]


@dataclass(frozen=True, slots=True)
class _Reading:
    seen: Seen
    turn: Turn
    names: Names
    told: tuple[Told, ...]
    links: Links
    outside: Outside


# long because it names every part of the page once
def _page(reading: _Reading, versions: tuple[Kept, ...], changes: Changes | None) -> CasePage:
    seen, turn, names = reading.seen, reading.turn, reading.names
    view, definition, data = seen.view, seen.process.definition, shown_data(seen)
    outside = reading.outside
    specs = tuple(visible_specs(definition.fields, seen.visible.fields if seen.visible else None))
    ahead = _ahead(turn)
    panel = panel_of(turn, offers(seen.process, view, turn.command.actor, seen.world, now=turn.now), ahead, names)
    past = signatures(turn, seen, reading.told, names)
    step = steps_done(turn) + 1
    steps = step + steps_left(turn, ahead)
    standing = _standing(turn, step, steps)
    return CasePage(
        view=view,
        definition=definition,
        names=names,
        title=case_title(definition, data),
        applicant=names.person(view.applicant),
        speed=speed_label(speed_of(turn)),
        speed_code=speed_of(turn),
        where=whereabouts(standing, mine=panel.mine),
        timing=timing(standing, seen.world.calendar, turn.now),
        panel=panel,
        changes=changes,
        summary=tuple(line for name in definition.summary for line in lines_of(_named(specs, name), data, names)),
        content=lines_of(specs, data, names),
        papers=papers_of(seen, reading.told, versions, names),
        matrix=matrix_of(turn, past, names),
        past=past,
        present=waiting_now(turn, names),
        future=coming(turn, ahead, names),
        step=step,
        steps=steps,
        remarks=remarks_of(seen, reading.told, names, outside),
        events=tuple(event_of(entry, seen, names, outside) for entry in reversed(reading.told)),
        contact=names.unit(definition.contact),
        informed=informed_of(view, names) if seen.visible is None or seen.visible.opinions else (),
        data=data,
        links=reading.links,
        outside=outside if seen.visible is None or seen.visible.opinions else NO_LINKS,
    )


def _ahead(turn: Turn) -> tuple[Ahead, ...]:
    return () if turn.closed_at is not None else foresee(turn)


def _standing(turn: Turn, step: int, steps: int) -> Standing:
    state = turn.standing_in
    until = next((timer.due_at for timer in turn.timers.values() if timer.rule == UNTIL), None)
    children = children_of_visit(turn)
    return Standing(
        state=turn.state,
        applicant=turn.view.applicant,
        tasks=turn.open_tasks(),
        started_at=turn.started_at,
        closed_at=turn.closed_at,
        outcome=turn.outcome,
        party=state.party,
        until=until,
        step=step,
        steps=steps,
        closes=_closes(turn),
        awaits=state.subcase is not None,
        running=sum(child.outcome is None for child in children),
        children=len(children),
    )


def _closes(turn: Turn) -> dict[int, datetime]:
    """Until when tasks are accepted late."""
    found: dict[int, datetime] = {}
    for task in turn.open_tasks():
        slot = turn.slot_of(task)
        closes = closes_at(turn, slot, task) if slot is not None and slot.deadline and slot.deadline.grace else None
        if closes is not None:
            found[task.seq] = closes
    return found


def _named(specs: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    return tuple(spec for spec in specs if spec.name == name)
