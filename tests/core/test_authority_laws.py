"""Laws over random schools: whoever is appointed, away, gone or in conflict."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.small_school import EVERYBODY, NOW, POSTS, TODAY, asks, deputyship, holding, school
from workflow.core.authority import choose_standing, present, principals, recipients, resolve, standings
from workflow.core.case import Holder
from workflow.core.definition import Nobody
from workflow.core.directory import Directory
from workflow.core.errors import Refused

PEOPLE = st.sampled_from(EVERYBODY)
SEATS = [(post.key, unit) for post in POSTS for unit in post.units]
SEAT = st.sampled_from(SEATS)
SOME = st.frozensets(PEOPLE, max_size=6)
DEPTH = st.integers(1, 4)
APPOINTMENT = st.builds(
    deputyship,
    PEOPLE,
    PEOPLE,
    position=st.integers(1, 3),
    posts=st.lists(SEAT, max_size=1).map(tuple),
    processes=st.lists(st.sampled_from(["signing", "travel"]), max_size=1).map(tuple),
    starts=st.sampled_from([timedelta(days=-1), timedelta(days=1)]),
)
HELD = st.builds(lambda person, seat, acting: holding(person, *seat, acting=acting), PEOPLE, SEAT, st.booleans())


@st.composite
def parts(draw: st.DrawFn) -> dict[str, object]:
    return {
        "deputyships": draw(st.lists(APPOINTMENT, max_size=12)),
        "more": draw(st.lists(HELD, max_size=6)),
        "vacant": draw(st.sets(st.sampled_from([post.key for post in POSTS]), max_size=3)),
        "left": draw(st.sets(PEOPLE, max_size=3)),
    }


def built(given_parts: dict[str, object]) -> Directory:
    rest = {name: value for name, value in given_parts.items() if name != "deputyships"}
    return school(*given_parts["deputyships"], **rest)


def resolved(directory: Directory, seat: tuple[str, str], avoid: frozenset[int]) -> Holder | None:
    fallback = asks("head", "coop", "desk")
    try:
        found = resolve(
            asks(*seat),
            directory=directory,
            on=TODAY,
            data={},
            applicant_unit="ee",
            decider=None,
            avoid=avoid,
            self_approval="to_superior",
            nobody=Nobody("send_to", "desk"),
            actors={"desk": fallback},
        )
    except Refused:
        return None
    return found.holders[0]


@given(parts(), SEAT, PEOPLE, SOME, DEPTH)
def test_nobody_in_conflict_ever_decides_or_has_it_decided_for_him(given_parts, seat, actor, conflict, depth):
    holders = (Holder(*seat),)
    found = standings(built(given_parts), holders, actor, NOW, "signing", depth=depth)
    try:
        chosen = choose_standing(found, holders=holders, conflict=conflict)
    except Refused:
        return
    assert not conflict & {chosen.actor, chosen.on_behalf_of, *chosen.via}


@given(parts(), SEAT, SOME)
def test_what_is_resolved_always_has_somebody_free_of_conflict(given_parts, seat, avoid):
    directory = built(given_parts)
    holder = resolved(directory, seat, avoid)
    assert holder is None or set(present(directory, holder, TODAY)) - avoid


@given(parts(), SEAT, PEOPLE, DEPTH)
def test_a_right_ends_at_somebody_present_and_passes_only_people_who_are_there(given_parts, seat, actor, depth):
    directory = built(given_parts)
    for standing in standings(directory, (Holder(*seat),), actor, NOW, "signing", depth=depth):
        people = [actor, *standing.via, standing.on_behalf_of or actor]
        assert people[-1] in present(directory, standing.holder, TODAY)
        assert all(directory.people[person].active for person in people)
        assert len(standing.via) < depth
        assert len({actor, *standing.via, standing.on_behalf_of}) == len(standing.via) + 2


@given(parts(), SEAT, PEOPLE, PEOPLE, DEPTH)
def test_after_somebody_leaves_no_right_names_him(given_parts, seat, actor, leaver, depth):
    given_parts["left"] = {*given_parts["left"], leaver}
    found = standings(built(given_parts), (Holder(*seat),), actor, NOW, "signing", depth=depth)
    assert all(leaver not in {s.actor, s.on_behalf_of, *s.via} for s in found)


@given(parts(), SEAT, SOME, DEPTH)
def test_exactly_those_are_told_who_may_decide(given_parts, seat, conflict, depth):
    directory, holder = built(given_parts), Holder(*seat)
    able = set()
    for person in EVERYBODY:
        found = standings(directory, (holder,), person, NOW, "signing", depth=depth, avoid=conflict)
        try:
            able.add(choose_standing(found, holders=(holder,), conflict=conflict).actor)
        except Refused:
            continue
    told = recipients(directory, holder, NOW, process="signing", depth=depth, avoid=conflict)
    assert set(told) == able
    assert len(told) == len(able)


@given(parts(), SEAT, PEOPLE, DEPTH)
def test_whatever_a_person_may_do_is_found_in_the_inbox(given_parts, seat, actor, depth):
    directory, holder = built(given_parts), Holder(*seat)
    keys = principals(directory, actor, NOW, depth=depth)
    for standing in standings(directory, (holder,), actor, NOW, "signing", depth=depth):
        fitting = [
            key for key in keys if key.key == holder.principal() and "signing" in (key.processes or ("signing",))
        ]
        assert standing.on_behalf_of in {key.on_behalf_of for key in fitting} or None in {
            key.on_behalf_of for key in fitting
        }
