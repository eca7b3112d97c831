"""A small university and a process to play on: draft → review (chair, dean) → cosign (legal, money) → decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.core.checking.building import LABEL, edges, end, field, outcome
from workflow.core.calendar import Calendar
from workflow.core.case import Command, TaskView
from workflow.core.cast import cast, with_deputy
from workflow.core.definition import (
    ActorRule,
    Branch,
    Constraint,
    Deadline,
    Definition,
    Edge,
    Nobody,
    Outcome,
    Rung,
    Slot,
    State,
)
from workflow.core.directory import Post, Unit
from workflow.core.durations import Duration
from workflow.core.fields import Lookups
from workflow.core.further import TakeBack, VisitBound, Withdraw
from workflow.core.machine import Process, build_process
from workflow.core.playing import Play, act, begin
from workflow.core.timerules import parse_time_rule
from workflow.core.world import World

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
BOUND = VisitBound(3, "cancelled")
UNITS = {
    unit.key: unit
    for unit in (
        Unit("school", LABEL, 0, None, "president"),
        Unit("college", LABEL, 1, "school", "dean"),
        Unit("dept", LABEL, 2, "college", "chair"),
        Unit("office", LABEL, 1, "school", "office_head"),
    )
}
POSTS = {
    post.key: post
    for post in (
        Post("president", LABEL, 1, ("school",)),
        Post("dean", LABEL, 2, ("college",)),
        Post("chair", LABEL, 3, ("dept",)),
        Post("office_head", LABEL, 2, ("office",)),
        Post("officer", LABEL, 4, ("office",)),
        Post("lawyer", LABEL, 3, ("office",)),
        Post("accountant", LABEL, 3, ("office",)),
        Post("staff", LABEL, 4, ("dept",)),
    )
}
ACTORS = {
    rule.name: rule
    for rule in (
        ActorRule("applicant", LABEL, "applicant"),
        ActorRule("officer", LABEL, "pool", "officer", "office", keep_same=True),
        ActorRule("chair", LABEL, "post", "chair", "dept"),
        ActorRule("dean", LABEL, "post", "dean", "college"),
        ActorRule("legal", LABEL, "post", "lawyer", "office"),
        ActorRule("money", LABEL, "post", "accountant", "office"),
        ActorRule("president", LABEL, "post", "president", "school"),
        ActorRule("head", LABEL, "post", "office_head", "office"),
    )
}
FIELDS = (
    field("subject", required=True),
    field("amount", "money", required=True),
    field("text"),
    field("starts", "date"),
)
LADDER = (
    Rung("remind.due", parse_time_rule("due"), "remind", "holder"),
    Rung("notify", parse_time_rule("due + 1wd"), "notify", "superior"),
    Rung("add", parse_time_rule("due + 2wd"), "add", "superior"),
    Rung("move", parse_time_rule("due + 3wd"), "move", "head"),
)
TOPIC = ("subject", "amount")
THREE_DAYS = Deadline(within=Duration(3, "wd"))


def state(name: str, type_: Any, *branches: Branch, **more: Any) -> State:
    return State(name, type_, LABEL, branches, visits=BOUND, **more)


def answer(code: str, kind: str) -> Outcome:
    made = outcome(code, completes=False if kind == "edit" else None)
    return replace(made, reason=code in {"return", "reject"})


def slots(kind: Any, outcomes: str, *actors: str, branch: str = "main", **more: Any) -> Branch:
    made = tuple(
        Slot(
            key=branch if len(actors) == 1 and branch != "main" else ("main" if kind == "edit" else actor),
            branch=branch, actor=actor, kind=kind, label=LABEL, deadline=THREE_DAYS, ladder=LADDER,
            outcomes=tuple(answer(code, kind) for code in outcomes.split()),
            **more,
        )
        for actor in actors
    )  # fmt: skip
    return Branch(branch, LABEL, made)


def back(code: str, *to: str, resume: Any = "choose", keep: Any = "by_hash") -> Edge:
    return Edge(code, to, back=True, resume=resume, keep=keep)


def process(**changes: Any) -> Process:
    everything = ("subject", "amount", "text", "starts")
    states = {
        each.name: each
        for each in (
            state("draft", "edit", slots("edit", "submit discard", "applicant", edits=everything),
                  edges=edges(submit="review", discard="discarded")),
            state("review", "approve", slots("decide", "approve return reject", "chair", "dean", binds=TOPIC),
                  edges=(*edges(approve="cosign", reject="rejected"), back("return", "draft"))),
            state("cosign", "parallel",
                  slots("opinion", "agree disagree", "legal", branch="legal", binds=("text",)),
                  slots("opinion", "agree disagree", "money", branch="money", binds=("amount",)),
                  edges=edges(complete="consolidate")),
            state("consolidate", "edit", slots("edit", "submit ask_again", "officer", edits=("text", "amount")),
                  edges=(*edges(submit="decision"), back("ask_again", "cosign", resume="rewalk"))),
            state("decision", "approve", slots("decide", "approve return reject", "president", binds=everything),
                  edges=(*edges(approve="done", reject="rejected"), back("return", "consolidate", "review", "draft"))),
            end("done", "approved"), end("rejected"), end("cancelled"), end("discarded"),
        )
    }  # fmt: skip
    made = Definition(
        process="sample", version=1, sha256="0" * 64, title=LABEL, case_title=LABEL, owner="head", start="draft",
        case_number="{seq}", fields=FIELDS, documents={}, actors=ACTORS, states=states, checklists={}, calendars=(),
        summary=(), speed="ordinary", contact="office", help=LABEL, may_start=("staff", "dean", "chair"),
        nobody=Nobody("send_to", "president"), effective_from="2026-08-01", retention=("sample", "permanent"),
        withdraw=Withdraw("decision", "cancelled"), take_back=TakeBack(Duration(5, "wd")),
        constraints=(Constraint("different_people", ("review", "decision")),),
    )  # fmt: skip
    return build_process(replace(made, **changes))


def changed(name: str, **more: Any) -> Process:
    """The process with one of its states changed."""
    known = process().definition
    return process(states={**known.states, name: replace(known.states[name], **more)})


def world(*, absent: tuple[str, ...] = ()) -> World:
    return World(cast(UNITS, POSTS, absent=absent), Calendar(), Lookups())


def new(case_process: Process | None = None, *, applicant: str = "staff", at: World | None = None, **data: Any) -> Play:
    here = at or world()
    person = here.directory.by_login[applicant]
    row = here.directory.by_person[person][0]
    given = {"subject": "MOU", "amount": "1000", "text": "first"} | data
    return begin(case_process or process(), here, applicant=person, hat=(row.post, row.unit), now=NOW, input=given)


def does(play: Play, login: str, action: str, **given: Any) -> Play:
    """`login` gives `action`; a reason is written unless another one is given."""
    actor = play.world.directory.by_login[login]
    return act(play, Command(action, actor, input={"reason": "because"} | given))


def replay(play: Play, *moves: str) -> Play:
    """Moves such as `chair approve`, one after the other."""
    for move in moves:
        login, action = move.split()
        play = does(play, login, action)
    return play


def deputise(play: Play, deputy: str, principal: str) -> Play:
    directory = with_deputy(play.world.directory, deputy, principal, play.now)
    return replace(play, world=replace(play.world, directory=directory))


def open_keys(play: Play) -> list[str]:
    return sorted(f"{task.state}.{task.key}" for task in opened(play))


def opened(play: Play) -> list[TaskView]:
    return [task for task in play.view.tasks if task.open]
