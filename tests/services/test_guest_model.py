"""Random browsers, desks and delays against a plain model of what a link opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.support.office import NOW, Office, open_office
from tests.support.outside import Outside, begin_letter, publish_letters
from workflow.core.errors import Refused
from workflow.services.doctor import check
from workflow.services.guest_door import find_door, type_code
from workflow.services.guest_letters import code_for
from workflow.store.engine import Database

BROWSERS = st.integers(0, 1)
LEADS = {"agreed": "decision", "counter": "redraft", "declined": "rejected"}


@dataclass
class Link:
    """What the model knows of one link."""

    made_at: datetime
    round: int
    ended: bool = False
    answered: bool = False


@dataclass
class Session:
    """What one browser knows of one link."""

    secret: str
    asked_at: datetime
    tries: int = 0
    used_at: datetime | None = None


class Links(RuleBasedStateMachine):
    """`office` and `root` are put there by the test."""

    office: Office
    root: Path

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW + timedelta(minutes=2)
        self.outside: Outside = begin_letter(self.office, self.root)
        self.state, self.round = "talk", 1
        self.links = [Link(NOW, 1)]
        self.asked: list[tuple[int, datetime]] = []
        self.sessions: dict[tuple[int, int], Session] = {}

    def chosen(self, place: int) -> int:
        return place % len(self.links)

    def base(self, link: Link) -> str | None:
        if link.answered or link.ended:
            return "answered" if link.answered else "ended"
        if link.round != self.round or self.state != "talk":
            return "over"
        return "expired" if self.now >= link.made_at + timedelta(days=14) else None

    def door(self, browser: int, place: int) -> str:
        session = self.sessions.get((browser, place))
        inside = "open" if self.is_known(session) else "waiting" if self.is_pending(session) else "shut"
        return self.base(self.links[place]) or inside

    def is_known(self, session: Session | None) -> bool:
        return session is not None and session.used_at is not None and self.now < session.used_at + timedelta(hours=8)

    def is_pending(self, session: Session | None) -> bool:
        if session is None or session.used_at is not None:
            return False
        return session.tries < 5 and self.now < session.asked_at + timedelta(minutes=10)

    def at(self, browser: int, place: int) -> Outside:
        session = self.sessions.get((browser, place))
        return replace(self.outside, secret=session.secret if session is not None else None)

    def does(self, call: Any, allowed: bool) -> bool:
        """Whether it was done, which is what the model says."""
        try:
            call()
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(minutes=st.sampled_from([1, 4, 11, 300, 24 * 60 * 8]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(browser=BROWSERS, place=st.integers(0, 5))
    def asks_for_a_code(self, browser: int, place: int) -> None:
        place = self.chosen(place)
        lately = [at for known, at in self.asked if known == place and at > self.now - timedelta(hours=1)]
        allowed = self.base(self.links[place]) in {None, "answered"} and len(lately) < 5
        found: list[Outside] = []
        if self.does(lambda: found.append(self.outside.asked(place, now=self.now)), allowed):
            self.asked.append((place, self.now))
            self.sessions[browser, place] = Session(str(found[0].secret), self.now)

    @rule(browser=BROWSERS, place=st.integers(0, 5), right=st.booleans(), of=BROWSERS)
    def types_a_code(self, browser: int, place: int, right: bool, of: int) -> None:
        """That of either browser."""
        place = self.chosen(place)
        session, source = self.sessions.get((browser, place)), self.sessions.get((of, place))
        runtime, token = self.outside.runtime, self.outside.token(place)
        seen = find_door(runtime, token, source.secret, self.now).code if source is not None else None
        typed = code_for(runtime, seen.session) if right and seen is not None else "22222222"
        counts = self.is_pending(session) and self.door(browser, place) in {"waiting", "answered"}
        allowed = counts and right and source is session
        secret = session.secret if session is not None else None
        if self.does(lambda: type_code(runtime, token, secret, typed, self.now), allowed):
            assert session is not None
            session.used_at = self.now
        if counts and session is not None:
            session.tries += 1

    @rule(browser=BROWSERS, place=st.integers(0, 5), action=st.sampled_from([*LEADS, "comment", "wrong_person"]))
    def acts(self, browser: int, place: int, action: str) -> None:
        place = self.chosen(place)
        there, link = self.at(browser, place), self.links[place]
        given = {"files": there.file()} if action in LEADS else {"input": {"reason": "words"}}
        allowed = self.is_known(self.sessions.get((browser, place))) and self.base(link) is None
        if self.does(lambda: there.act(action, place, now=self.now, **given), allowed):
            if action in LEADS:
                link.answered, self.state = True, LEADS[action]
            link.ended = link.ended or action == "wrong_person"

    @rule(place=st.integers(0, 5))
    def asks_for_a_new_link(self, place: int) -> None:
        place = self.chosen(place)
        link = self.links[place]
        if self.does(lambda: self.outside.act("renew_link", place, now=self.now), self.base(link) == "expired"):
            self.replaced()

    @rule(action=st.sampled_from(["send_link", "revoke_link", "agreed", "counter"]))
    @precondition(lambda self: self.state == "talk")
    def the_desk_acts(self, action: str) -> None:
        more: dict[str, Any] = {"reason": "so"}
        if action in LEADS:
            more = {"replied_on": "2026-09-01", "files": self.outside.file()}
        self.outside.by_desk(action, now=self.now, **more)
        if action == "send_link":
            self.replaced()
        elif action == "revoke_link":
            self.end_all()
        else:
            self.state = LEADS[action]

    @rule()
    @precondition(lambda self: self.state == "redraft")
    def the_desk_asks_again(self) -> None:
        self.outside.by_desk("send", now=self.now, files=self.outside.file("draft"))
        self.state, self.round = "talk", self.round + 1
        self.links.append(Link(self.now, self.round))

    def replaced(self) -> None:
        self.end_all()
        self.links.append(Link(self.now, self.round))

    def end_all(self) -> None:
        for link in self.links:
            link.ended = link.ended or link.round == self.round

    @invariant()
    def each_browser_stands_before_the_door_of_the_model(self) -> None:
        tokens = [self.outside.token(place) for place in range(len(self.links))]
        for place, token in enumerate(tokens):
            for browser in (0, 1):
                secret = self.at(browser, place).secret
                door = find_door(self.outside.runtime, token, secret, self.now)
                assert (door.state, door.view.state) == (self.door(browser, place), self.state)
        # no two links are made at one moment, so that their order is theirs
        self.now += timedelta(seconds=1)


def test_links_do_what_a_plain_model_says(sqlite: Database, tmp_path: Path):
    office = open_office(sqlite)
    publish_letters(office)
    machine = type("Played", (Links,), {"office": office, "root": tmp_path})
    few = settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=few)
    assert check(office.runtime, NOW + timedelta(days=400)).ok
