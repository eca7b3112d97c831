"""Votes: enough of them carry a case on, and nobody's counts twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflow.core.entering import needed_branches
from workflow.core.joins import is_joined
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault

COUNTED = frozenset({"live", "carried"})


def votes_counted(dossier: Dossier) -> Iterator[Fault]:
    """Each place of a visit has one answer that counts, and a state with answers enough is left."""
    counted = Counter((d.state, d.key, d.visit) for d in dossier.decisions if d.status in COUNTED)
    for (state, key, visit), times in counted.items():
        if times > 1:
            yield fault("counted_twice", state=state, key=key, visit=visit)
    for decision in dossier.decisions:
        if decision.visit > dossier.case.visit:
            yield fault("decided_after_the_visit", decision=decision.seq, visit=decision.visit)
    yield from _stuck(dossier)


def _stuck(dossier: Dossier) -> Iterator[Fault]:
    turn = dossier.turn()
    state = turn.definition.states.get(turn.state) if turn is not None else None
    if turn is None or state is None or turn.open_tasks():
        return
    if state.branches and is_joined(turn, state, needed_branches(turn, state)):
        yield fault("answered_but_not_left", state=state.name, visit=turn.visit)
