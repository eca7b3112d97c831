"""Forms that were used, and tokens that open something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Row, or_, select, tuple_

from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store.tables import form_uses, history, people, tokens

PAGE: Final = 300


def answered_once(scene: Scene) -> Iterator[Fault]:
    """Each used form that changed a case names its step, and no two forms name the same."""
    after: tuple[int, str] = (-1, "")
    while True:
        later = tuple_(form_uses.c.actor, form_uses.c.nonce) > tuple_(*after)
        wanted = select(form_uses).where(later).order_by(form_uses.c.actor, form_uses.c.nonce).limit(PAGE)
        page = scene.connection.execute(wanted).all()
        yield from _unanswered(scene, page)
        if len(page) < PAGE:
            return
        after = (page[-1].actor, page[-1].nonce)


def no_key_of_leavers(scene: Scene) -> Iterator[Fault]:
    """No token of somebody who has left opens anything."""
    valid = (tokens.c.revoked_at.is_(None), or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > scene.now))
    wanted = select(people.c.login, tokens.c.label).join(people, people.c.id == tokens.c.person_id)
    for row in scene.rows(wanted.where(people.c.active.is_(False), *valid)):
        yield fault("token_of_leaver", login=row.login, label=row.label, repair="revoke_token")


def _unanswered(scene: Scene, page: Sequence[Row[Any]]) -> Iterator[Fault]:
    steps = {(row.actor, row.nonce): step for row in page if (step := _step_of(row.answer)) is not None}
    pairs = tuple_(history.c.case_id, history.c.seq).in_(list(set(steps.values())))
    found = {
        (row.case_id, row.seq): row.at
        for row in scene.connection.execute(select(history.c.case_id, history.c.seq, history.c.at).where(pairs))
    }
    times = Counter(steps.values())
    for row in page:
        step = steps.get((row.actor, row.nonce))
        if step is None:
            continue
        if found.get(step) != row.at:
            yield fault("answer_without_step", at=step[0], actor=row.actor, nonce=row.nonce, version=step[1])
        elif times[step] > 1:
            yield fault("step_of_two_forms", at=step[0], actor=row.actor, nonce=row.nonce, version=step[1])


def _step_of(answer: Any) -> tuple[int, int] | None:
    """(case, version); None for a form that changed no case."""
    if not isinstance(answer, dict) or not {"case", "version"} <= answer.keys():
        return None
    return int(answer["case"]), int(answer["version"])
