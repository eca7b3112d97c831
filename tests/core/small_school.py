"""A school of five units and nine posts, people numbered after the post that they hold, and a few who hold none."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from workflow.core.definition import ActorRule, Definition, Nobody, State
from workflow.core.directory import Deputyship, Directory, Holding, Person, Post, Unit, build_directory
from workflow.core.text import Text

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
LABEL = Text("示範", "demo")

PRESIDENT, OIA_DEAN, HEAD, OFFICER, COLLEAGUE, DEAN, CHAIR, TEACHER = range(1, 9)
SPARE, RESERVE, NEWCOMER = 21, 22, 23
EVERYBODY = (*range(PRESIDENT, TEACHER + 1), SPARE, RESERVE, NEWCOMER)

UNITS = (
    Unit("school", LABEL, 0, None, "president"),
    Unit("oia", LABEL, 1, "school", "oia_dean"),
    Unit("coop", LABEL, 2, "oia", "head"),
    Unit("coe", LABEL, 1, "school", "dean"),
    Unit("ee", LABEL, 2, "coe", "chair"),
)
POSTS = (
    Post("president", LABEL, 1, ("school",)),
    Post("oia_dean", LABEL, 2, ("oia",)),
    Post("head", LABEL, 3, ("coop",)),
    Post("officer", LABEL, 4, ("coop", "oia")),
    Post("dean", LABEL, 2, ("coe",)),
    Post("chair", LABEL, 3, ("ee",)),
    Post("faculty", LABEL, 4, ("ee",)),
)
SEATS = (
    (PRESIDENT, "president", "school"),
    (OIA_DEAN, "oia_dean", "oia"),
    (HEAD, "head", "coop"),
    (OFFICER, "officer", "coop"),
    (COLLEAGUE, "officer", "coop"),
    (DEAN, "dean", "coe"),
    (CHAIR, "chair", "ee"),
    (TEACHER, "faculty", "ee"),
)


def holding(
    person: int,
    post: str,
    unit: str,
    *,
    since: date = date(2026, 8, 1),
    until: date | None = None,
    acting: bool = False,
) -> Holding:
    return Holding(person, post, unit, since, until, acting)


def deputyship(
    principal: int,
    deputy: int,
    *,
    position: int = 1,
    posts: tuple[tuple[str, str], ...] = (),
    processes: tuple[str, ...] = (),
    starts: timedelta = timedelta(days=-1),
    lasts: timedelta = timedelta(days=2),
    acting_for: bool = False,
) -> Deputyship:
    capacity = "acting_for" if acting_for else "deputy"
    begin = NOW + starts
    return Deputyship(principal, deputy, capacity, position, begin, begin + lasts, posts, processes)


def school(
    *deputyships: Deputyship,
    more: Iterable[Holding] = (),
    vacant: Iterable[str] = (),
    left: Iterable[int] = (),
) -> Directory:
    """Everybody at his post; `vacant` posts have no holder, people who `left` are not active."""
    gone, empty = set(left), set(vacant)
    return build_directory(
        1,
        units=UNITS,
        posts=POSTS,
        people=[Person(n, f"p{n}", LABEL, f"p{n}@school.test", active=n not in gone) for n in EVERYBODY],
        holdings=[*(holding(*seat) for seat in SEATS if seat[1] not in empty), *more],
        deputyships=deputyships,
    )


def asks(post: str, of: str | None, name: str = "asked") -> ActorRule:
    return ActorRule(name, LABEL, "post", post, of)


def process(**more: object) -> Definition:
    """A definition of one state, owned by the head of the cooperation section."""
    given: dict[str, object] = {
        "process": "signing",
        "version": 1,
        "sha256": "0" * 64,
        "title": LABEL,
        "case_title": LABEL,
        "owner": "owner",
        "start": "draft",
        "case_number": "{seq:3}",
        "fields": (),
        "documents": {},
        "actors": {"owner": asks("head", "coop", "owner")},
        "states": {"draft": State("draft", "edit", LABEL)},
        "checklists": {},
        "calendars": (),
        "summary": (),
        "speed": "ordinary",
        "contact": "coop",
        "help": LABEL,
        "may_start": (),
        "nobody": Nobody("fail"),
        "effective_from": "2026-08-01",
        "retention": ("demo", "5 years"),
    }
    return Definition(**(given | more))
