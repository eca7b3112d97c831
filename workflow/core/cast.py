"""The people of a scenario test: one for each post and unit, two where handlers share a pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from workflow.core.directory import Deputyship, Directory, Holding, Person, Post, Unit, build_directory
from workflow.core.text import Text

HANDLER_LEVEL = 4
SINCE = date(2000, 1, 1)


def cast(units: Mapping[str, Unit], posts: Mapping[str, Post], *, absent: Iterable[str] = ()) -> Directory:
    """Logins are the post id, or `post.unit` where several units have it; second holders end in `.2`.

    `absent` logins hold their posts no more: what they would get goes on to somebody else.
    """
    people: list[Person] = []
    holdings: list[Holding] = []
    away = set(absent)
    for post in posts.values():
        for unit in post.units:
            for login in _logins(post, unit):
                person = len(people) + 1
                name = Text(
                    f"{units[unit].label.zh}{post.label.zh}（示範）", f"{post.label.en}, {units[unit].label.en} (demo)"
                )
                people.append(Person(person, login, name, f"{login}@example.edu", active=login not in away))
                holdings.append(Holding(person, post.key, unit, SINCE))
    return build_directory(
        0, units=units.values(), posts=posts.values(), people=people, holdings=holdings, deputyships=()
    )


def with_deputy(directory: Directory, deputy: str, principal: str, now: datetime) -> Directory:
    """The same people, and `deputy` acting for `principal` (代) around this moment. Raises KeyError."""
    standing_in = Deputyship(
        principal=directory.by_login[principal],
        deputy=directory.by_login[deputy],
        capacity="deputy",
        position=1,
        valid_from=now - timedelta(days=1),
        valid_to=now + timedelta(days=365),
    )
    return build_directory(
        directory.revision,
        units=directory.units.values(),
        posts=directory.posts.values(),
        people=directory.people.values(),
        holdings=directory.holdings,
        deputyships=(*directory.deputyships, standing_in),
    )


def _logins(post: Post, unit: str) -> tuple[str, ...]:
    login = post.key if len(post.units) == 1 else f"{post.key}.{unit}"
    return (login, f"{login}.2") if post.level >= HANDLER_LEVEL else (login,)
