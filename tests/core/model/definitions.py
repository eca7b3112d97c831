"""Random processes that are sound by construction: blocks laid end to end, ways back only to what was passed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.core.checking.building import LABEL, edges, end, field, guard, outcome
from tests.core.engine.stage import ACTORS, LADDER, THREE_DAYS
from workflow.core.definition import Arm, Branch, Constraint, Definition, Edge, Join, Nobody, Outcome, Slot, State
from workflow.core.durations import Duration
from workflow.core.expression_types import INT
from workflow.core.expressions import compile_guard
from workflow.core.further import ASKING, ClosingRule, HoldRule, InfoRule, TakeBack, Urging, VisitBound, Withdraw
from workflow.core.timerules import parse_time_rule

MOST_STEPS = 12
FIELDS = (
    field("kind", "enum", options="a b", required=True, default="a"),
    field("amount", "int", required=True, default="0"),
    field("text"),
)
NAMES = ("kind", "amount", "text")
VALUES = {"kind": ("a", "b"), "amount": ("0", "1", "2"), "text": ("x", "y")}
GUARDS = tuple(guard(source, FIELDS) for source in ("data.amount > 0", "data.amount > 1", "data.kind == 'a'"))
APPROVERS = ("chair", "dean", "legal", "money", "president", "officer", "officer")
DESKS = ("officer", "legal", "head")
CLOSING = tuple(
    ClosingRule(compile_guard(source, {"answers.given": INT, "answers.disagree": INT, "data.amount": INT}), "complete")
    for source in ("answers.disagree >= 1", "answers.given >= 2", "answers.given >= 1 and data.amount > 0")
)
MAY = st.sampled_from(((), ASKING, ASKING, ("delegate",), ("add_signer",)))
IN_REASON = {"return", "reject", "stop", "declined"}
FURTHER = ("transfer", "hold", "inform", "change_speed")
AFTER_TWO_DAYS = parse_time_rule("entered + 2cd")


class Plan:
    """States as they are laid; `above` are those that whatever comes next has passed for certain."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.states: list[State] = []
        self.left = draw(st.integers(1, MOST_STEPS))

    def one_of(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def some_of(self, values: tuple[str, ...], least: int = 1, most: int = 3) -> tuple[str, ...]:
        return tuple(self.draw(st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True)))

    def run(self, name: str, after: str, above: tuple[str, ...], *, depth: int) -> None:
        """Fill `name` and what lies between it and `after`."""
        length = self.draw(st.integers(1, max(1, self.left)))
        for place in range(length):
            following = after if place == length - 1 else f"{name}n"
            self.left -= 1
            self.one(name, following, above, depth=depth)
            above, name = (*above, name), following

    def one(self, name: str, after: str, above: tuple[str, ...], *, depth: int) -> None:
        kinds = ["ask", "listed", "vote", "block", "block", "edit", "external", "wait", *(["choice"] if depth else [])]
        kind = self.one_of(*kinds)
        if kind == "choice":
            arms = (Arm(self.one_of(*GUARDS), f"{name}l"), Arm(None, f"{name}r"))
            self.states.append(State(name, "choice", LABEL, arms=arms))
            self.run(f"{name}l", after, above, depth=depth - 1)
            self.run(f"{name}r", after, above, depth=depth - 1)
        else:
            self.states.append(self.bounded(getattr(self, kind)(name, after, above)))

    def bounded(self, state: State) -> State:
        may = tuple(a for a in self.draw(MAY) if a != "add_unit" or state.type == "parallel") if state.branches else ()
        info = InfoRule(self.one_of(None, "running", "stopped"))
        early = self.one_of(None, None, None, AFTER_TWO_DAYS) if state.type in {"approve", "edit"} else None
        further = self.one_of((), FURTHER, FURTHER)
        hold = HoldRule(Duration(5, "wd")) if further else None
        bound = VisitBound(self.draw(st.integers(2, 5)), "cancelled")
        return replace(state, visits=bound, not_before=early, may=(*may, *further), info=info, hold=hold)

    def ask(self, name: str, after: str, above: tuple[str, ...]) -> State:
        optional = self.one_of(None, None, *GUARDS)
        only = self.branch("main", "decide", "approve return reject", (self.one_of(*APPROVERS),), timeout="reject")
        return State(name, "approve", LABEL, (only,), edges=self.decided(after, above), when=optional,
                     pass_to=after if optional else None)  # fmt: skip

    def listed(self, name: str, after: str, above: tuple[str, ...]) -> State:
        actors = self.some_of(APPROVERS, 2)
        only = self.branch("main", "decide", "approve return reject", actors)
        return State(name, "approve", LABEL, (only,), edges=self.decided(after, above))

    def vote(self, name: str, after: str, above: tuple[str, ...]) -> State:
        voters = self.some_of(APPROVERS, 2)
        branches = tuple(self.branch(v, "decide", "approve return reject", (v,)) for v in voters)
        if self.draw(st.booleans()):
            join = Join(self.one_of("all", "any"))
            return State(name, "approve", LABEL, branches, join=join, edges=self.decided(after, above))
        branches = tuple(self.branch(v, "decide", "approve return reject abstain", (v,)) for v in voters)
        branches = tuple(replace(b, slots=tuple(replace(s, outcomes=_votes(s)) for s in b.slots)) for b in branches)
        join = self.one_of(
            Join("count", self.draw(st.integers(1, len(voters)))), Join("percent", self.one_of(50, 67, 100))
        )
        join = replace(join, veto=self.one_of((), (voters[0],)), early=self.draw(st.booleans()))
        return State(name, "approve", LABEL, branches, join=join, edges=self.decided(after, above))

    def block(self, name: str, after: str, above: tuple[str, ...]) -> State:
        leaving = self.one_of((), ("return",))
        codes = " ".join(("agree", "disagree", *leaving))
        branches = tuple(self.opinion(key, codes) for key in ("a", "b", "c")[: self.draw(st.integers(1, 3))])
        back = tuple(self.back(code, above) for code in leaving)
        return State(name, "parallel", LABEL, branches, leave_on=leaving, edges=(*edges(complete=after), *back),
                     closes=self.one_of(None, None, None, *CLOSING))  # fmt: skip

    def opinion(self, key: str, codes: str) -> Branch:
        asked = self.branch(key, "opinion", codes, self.some_of(APPROVERS, 1, 2), timeout="disagree")
        if self.draw(st.integers(0, 4)) == 0:
            asked = replace(asked, slots=tuple(replace(slot, edits=self.some_of(NAMES)) for slot in asked.slots))
        return replace(asked, when=self.one_of(None, None, *GUARDS))

    def edit(self, name: str, after: str, above: tuple[str, ...]) -> State:
        again = self.one_of((), ("ask_again",))
        codes = " ".join(("submit", *again, "stop"))
        only = self.branch("main", "edit", codes, (self.one_of("officer", "applicant"),), timeout="stop")
        only = replace(only, slots=tuple(replace(slot, edits=self.some_of(NAMES), binds=()) for slot in only.slots))
        back = tuple(self.back(code, above) for code in again)
        return State(name, "edit", LABEL, (only,), edges=(*edges(submit=after), *back, *edges(stop="cancelled")))

    def external(self, name: str, after: str, above: tuple[str, ...]) -> State:
        only = self.branch("main", "decide", "accepted declined counter", (self.one_of(*DESKS),))
        only = replace(only, slots=(replace(only.slots[0], key="main", ladder=LADDER),))
        ways = (*edges(accepted=after, declined="rejected"), self.back("counter", above))
        return State(name, "external", LABEL, (only,), edges=ways)

    def wait(self, name: str, after: str, above: tuple[str, ...]) -> State:
        recorded = self.one_of((), (replace(self.branch("main", "decide", "filed", (self.one_of(*DESKS),))),))
        ways = edges(elapsed=after, filed=after) if recorded else edges(elapsed=after)
        return State(name, "wait", LABEL, recorded, until=AFTER_TWO_DAYS, edges=ways)

    def decided(self, after: str, above: tuple[str, ...]) -> tuple[Edge, ...]:
        return (*edges(approve=after, reject="rejected"), self.back("return", above))

    def back(self, code: str, above: tuple[str, ...]) -> Edge:
        keep = self.one_of("by_hash", "by_hash", "none", "all")
        resume = self.one_of("rewalk", "direct", "choose")
        return Edge(code, self.some_of(above, 1, 2), back=True, resume=resume, keep=keep)

    def branch(self, key: str, kind: Any, codes: str, actors: tuple[str, ...], *, timeout: str | None = None) -> Branch:
        deadline = replace(THREE_DAYS, timeout=self.one_of(None, None, timeout))
        ladder = self.one_of((), LADDER)
        answers = tuple(_answer(code, kind) for code in codes.split())
        made = [
            Slot(_slot_key(key, kind, actors, place), key, actor, kind, LABEL, answers, binds=self.some_of(NAMES),
                 deadline=deadline, ladder=ladder)
            for place, actor in enumerate(actors, start=1)
        ]  # fmt: skip
        return Branch(key, LABEL, tuple(made))


def _answer(code: str, kind: str) -> Outcome:
    made = outcome(
        code, completes=False if kind == "edit" or code in IN_REASON | {"accepted", "counter", "filed"} else None
    )
    return replace(made, reason=code in IN_REASON)


def _votes(slot: Slot) -> tuple[Outcome, ...]:
    """Who votes against does not end the asking."""
    return tuple(replace(each, completes=each.code != "return") for each in slot.outcomes)


def _slot_key(key: str, kind: str, actors: tuple[str, ...], place: int) -> str:
    if kind == "edit":
        return "main"
    if kind == "decide":
        return actors[place - 1]
    return key if len(actors) == 1 else f"{key}.{place}"


@st.composite
def processes(draw: st.DrawFn) -> Definition:
    plan = Plan(draw)
    plan.run("s", "approved", ("draft",), depth=2)
    form = plan.branch("main", "edit", "submit discard", ("applicant",))
    form = replace(form, slots=(replace(form.slots[0], edits=NAMES, binds=()),))
    draft = State("draft", "edit", LABEL, (form,), edges=edges(submit="s", discard="discarded"),
                  visits=VisitBound(draw(st.integers(2, 5)), "cancelled"))  # fmt: skip
    reached = {to for state in plan.states for edge in state.edges for to in edge.to} | {"approved", "cancelled"}
    ends = [end("discarded"), *(end(name) for name in ("approved", "rejected", "cancelled") if name in reached)]
    states = {state.name: state for state in (draft, *plan.states, *ends)}
    names = sorted(state.name for state in plan.states)
    approving = tuple(sorted(state.name for state in plan.states if state.type in {"approve", "parallel"}))
    apart = plan.some_of(approving, 2, 2) if len(approving) > 1 else ()
    officer = replace(ACTORS["officer"], keep_same=draw(st.booleans()))
    return Definition(
        process="sample", version=1, sha256="0" * 64, title=LABEL, case_title=LABEL, owner="head", start="draft",
        case_number="{seq}", fields=FIELDS, documents={}, actors={**ACTORS, "officer": officer}, states=states,
        checklists={}, calendars=(), summary=(), speed="ordinary", contact="office", help=LABEL,
        may_start=("staff", "dean", "chair", "officer", "office_head"), nobody=Nobody("send_to", "president"),
        effective_from="2026-08-01", retention=("sample", "permanent"),
        case_deadline=draw(st.sampled_from([None, Duration(10, "wd")])),
        withdraw=Withdraw(draw(st.sampled_from(names)), "cancelled") if draw(st.booleans()) else None,
        take_back=TakeBack(Duration(5, "wd")) if draw(st.integers(0, 3)) else None,
        constraints=(Constraint("different_people", apart),) if apart and draw(st.integers(0, 3)) else (),
        comment=True, asked_deadline=THREE_DAYS, asked_ladder=LADDER[:1],
        urging=draw(st.sampled_from([None, Urging(Duration(1, "wd"))])),
    )  # fmt: skip
