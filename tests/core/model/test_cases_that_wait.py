"""Random ends of cases that are waited for, in any order and round, against a plain account of them."""

from __future__ import annotations

from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.waiting import PLAN, walked
from workflow.core.case import Command
from workflow.core.playing import Play, act, end_child

ENDS = ("approved", "rejected", "cancelled", "lapsed", "discarded")
FAILING = " failed: {to: draft},"
MOST = 4
"""More rounds, and the owner would be asked."""
UNTOLD = PLAN[: PLAN.index("tests:\n")]


@cache
def begun(join: str, counts: str, settle: str, on_leave: str, rows: int) -> Play:
    said = f"{join}\n    counts: {counts}\n    settle: {settle}\n    on_leave: {on_leave}"
    text = UNTOLD.replace("join: all", f"join: {said}", 1)
    text = text if counts == "approved" else text.replace(FAILING, "", 1)
    return walked(text, units=[{"name": name} for name in "甲乙丙丁"[:rows]])


class Waiting(RuleBasedStateMachine):
    """`rounds` holds, for each time that the state was entered, how each of its cases ended; None while it runs."""

    @initialize(
        join=st.sampled_from(["all", "any", "count\n    count: 2"]),
        counts=st.sampled_from(["approved", "ended"]),
        settle=st.sampled_from(["early", "all"]),
        on_leave=st.sampled_from(["cancel", "keep"]),
        rows=st.integers(1, 4),
    )
    def begin(self, join: str, counts: str, settle: str, on_leave: str, rows: int) -> None:
        self.wanted = {"all": rows, "any": 1}.get(join, 2)
        self.counts, self.settle, self.on_leave, self.rows = counts, settle, on_leave, rows
        self.play = begun(join, counts, settle, on_leave, rows)
        self.rounds: list[list[str | None]] = []
        self.off: set[int] = set()
        self.entered = 0
        self.enter()

    def enter(self) -> None:
        """Where too few would begin, none does."""
        self.entered += 1
        if self.counts == "approved" and self.wanted > self.rows and self.settle == "early":
            self.state = "draft"
            return
        self.state = "views"
        self.rounds.append([None] * self.rows)

    def look(self) -> None:
        """Whether the round that is waited for is over, and where the plan goes then."""
        now = self.rounds[-1]
        running = now.count(None)
        good = now.count("approved") if self.counts == "approved" else self.rows - running
        wanted = min(self.wanted, self.rows) if self.counts == "ended" else self.wanted
        if self.settle == "all" and running:
            return
        if good >= wanted:
            self.leave("decision")
        elif good + running < wanted:
            self.leave("draft")

    def leave(self, state: str) -> None:
        first = self.rows * (len(self.rounds) - 1)
        if self.on_leave == "cancel":
            self.off |= {first + place for place, end in enumerate(self.rounds[-1], start=1) if end is None}
        self.state = state

    def say(self, login: str, action: str, **typed: object) -> None:
        person = self.play.world.directory.by_login.get(login, self.play.view.applicant)
        self.play = act(self.play, Command(action, person, input=typed))

    def running(self) -> list[int]:
        flat = [end for each in self.rounds for end in each]
        return [seq for seq, end in enumerate(flat, start=1) if end is None]

    @precondition(lambda self: self.running())
    @rule(data=st.data(), end=st.sampled_from(ENDS))
    def one_ends(self, data: st.DataObject, end: str) -> None:
        seq = data.draw(st.sampled_from(self.running()))
        self.play = end_child(self.play, seq, end, {"said": "可"})
        of, place = divmod(seq - 1, self.rows)
        self.rounds[of][place] = end
        if self.state == "views" and of == len(self.rounds) - 1:
            self.look()

    @rule()
    def nothing_happens(self) -> None:
        pass

    @precondition(lambda self: self.state == "views")
    @rule()
    def whoever_looks_after_it_stops(self) -> None:
        self.say("chief", "stop")
        self.leave("rejected")

    @precondition(lambda self: self.state == "views")
    @rule()
    def the_applicant_withdraws(self) -> None:
        if "decision" not in self.play.view.visits:
            self.say("applicant", "withdraw", reason="x")
            self.leave("cancelled")

    @precondition(lambda self: self.state == "draft" and self.entered < MOST)
    @rule()
    def it_is_submitted_again(self) -> None:
        self.say("applicant", "submit")
        self.enter()

    @precondition(lambda self: self.state == "decision")
    @rule()
    def it_is_returned(self) -> None:
        self.say("chief", "return", reason="x")
        self.state = "draft"

    @invariant()
    def nothing_differs(self) -> None:
        view = self.play.view
        flat = [end for each in self.rounds for end in each]
        assert view.state == self.state
        assert [child.outcome for child in view.children] == flat
        assert {child.seq for child in view.children if child.called_off} == self.off
        sent = [signal.child for step in self.play.steps for signal in step.signals if signal.kind == "call_off"]
        assert sorted(sent) == sorted(self.off)


TestWaiting = Waiting.TestCase
TestWaiting.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
