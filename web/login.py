"""Flask-Login's user: whoever the session on the server says; nothing of it stands in the cookie."""

from __future__ import annotations

from flask import Request
from flask_login import UserMixin

from web.site import visitor
from workflow.core.directory import Person


class User(UserMixin):  # type: ignore[misc]  # the library has no types
    """`id` is the person's."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.id = person.id


def user_of_request(_request: Request) -> User | None:
    person = visitor()
    return User(person) if person is not None else None
