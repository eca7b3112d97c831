"""Whether what is offered to a person is what happens when he does it."""

from __future__ import annotations

from typing import Any

from tests.core.model.definitions import VALUES
from tests.core.model.governing import ASIDES
from workflow.core.case import Command
from workflow.core.deciding import decide, offers
from workflow.core.errors import Invalid, Refused
from workflow.core.further import ASKING
from workflow.core.playing import Play


def disagreement(play: Play, person: str) -> list[str]:
    """Where what is offered to a person and what happens when he does it are not the same."""
    found = []
    actor = play.world.directory.by_login[person]
    for offer in offers(play.process, play.view, actor, play.world, now=play.now):
        command = Command(offer.action, actor, task=offer.task, input=_filled(play, offer), saw=offer.saw)
        got = None
        try:
            decide(play.process, play.view, command, play.world, now=play.now, seed=b"0" * 32)
        except Refused as refused:
            got = refused.refusals[0].code
        except Invalid:
            assert offer.action in {*ASKING, *ASIDES}, "the form was filled"
        expected = None if offer.allowed else offer.refusals[0][0]
        if got != expected:
            found.append(f"{person} {offer.action} {offer.task}: offered {expected}, got {got}")
    return found


def _filled(play: Play, offer: Any) -> dict[str, object]:
    names = {wanted.field for wanted in offer.input}
    if offer.action in ASKING:
        return {"reason": "because"} | {name: "office" if name == "unit" else "dean" for name in names - {"reason"}}
    given = {name: str(play.view.data[name]) for name in names & VALUES.keys() if name in play.view.data}
    if "to" in names:
        task = next(t for t in play.view.tasks if t.seq == offer.task)
        edge = play.process.definition.states[task.state].edge(offer.action)
        given["to"] = edge.to[0] if edge else ""
    return given | ({"reason": "because"} if "reason" in names else {})
