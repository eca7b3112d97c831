"""Who may use which address: one table for all of them. What of a case somebody may know is the services' to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue

from web.forgery import from_here, require_token
from web.lateness import came_too_late
from web.security import limit_form
from web.site import is_demo, page_session, visitor

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Rule(Enum):
    """`OPEN`: the same for everybody, no session is looked at. `BEARER`: an API that asks for its own token. `LINK`:
    the secret in the address opens, and no session is looked at either.
    """

    OPEN = auto()
    BEARER = auto()
    LINK = auto()
    ANYBODY = auto()
    DEMO = auto()
    SIGNED_IN = auto()


POLICY: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "agreements.paper": Rule.SIGNED_IN,
        "agreements.register": Rule.SIGNED_IN,
        "agreements.table": Rule.SIGNED_IN,
        "api.act": Rule.BEARER,
        "api.case": Rule.BEARER,
        "api.document": Rule.BEARER,
        "api.form": Rule.BEARER,
        "api.openapi": Rule.OPEN,
        "api.processes": Rule.BEARER,
        "api.search": Rule.BEARER,
        "api.start": Rule.BEARER,
        "api.tasks": Rule.BEARER,
        "api.upload": Rule.BEARER,
        "apply.attach_file": Rule.SIGNED_IN,
        "apply.begin": Rule.SIGNED_IN,
        "apply.catalogue": Rule.SIGNED_IN,
        "apply.check": Rule.SIGNED_IN,
        "apply.copy": Rule.SIGNED_IN,
        "apply.delete": Rule.SIGNED_IN,
        "apply.detach_file": Rule.SIGNED_IN,
        "apply.hub": Rule.SIGNED_IN,
        "apply.picture": Rule.SIGNED_IN,
        "apply.save": Rule.SIGNED_IN,
        "apply.section": Rule.SIGNED_IN,
        "apply.start": Rule.SIGNED_IN,
        "apply.submit": Rule.SIGNED_IN,
        "assets.file": Rule.OPEN,
        "auth.be": Rule.DEMO,
        "auth.change_password": Rule.SIGNED_IN,
        "auth.enter": Rule.ANYBODY,
        "auth.kept": Rule.SIGNED_IN,
        "auth.leave": Rule.ANYBODY,
        "auth.password": Rule.SIGNED_IN,
        "auth.sign_in": Rule.ANYBODY,
        "auth.stay": Rule.SIGNED_IN,
        "cases.act": Rule.SIGNED_IN,
        "cases.document": Rule.SIGNED_IN,
        "cases.picture": Rule.SIGNED_IN,
        "cases.sent": Rule.SIGNED_IN,
        "cases.show": Rule.SIGNED_IN,
        "inbox.approve_together": Rule.SIGNED_IN,
        "inbox.tasks": Rule.SIGNED_IN,
        "inbox.together": Rule.SIGNED_IN,
        "mailbox.letter": Rule.DEMO,
        "mailbox.letters": Rule.DEMO,
        "me.add": Rule.SIGNED_IN,
        "me.delegation": Rule.SIGNED_IN,
        "me.end": Rule.SIGNED_IN,
        "mine.cases": Rule.SIGNED_IN,
        "monitoring.metrics": Rule.OPEN,
        "monitoring.ready": Rule.OPEN,
        "outside.act": Rule.LINK,
        "outside.ask": Rule.LINK,
        "outside.document": Rule.LINK,
        "outside.enter": Rule.LINK,
        "outside.renew": Rule.LINK,
        "outside.show": Rule.LINK,
        "partners.bring_in": Rule.SIGNED_IN,
        "partners.choose": Rule.SIGNED_IN,
        "partners.register": Rule.SIGNED_IN,
        "partners.show": Rule.SIGNED_IN,
        "registers.add": Rule.SIGNED_IN,
        "registers.bring_in": Rule.SIGNED_IN,
        "registers.choose": Rule.SIGNED_IN,
        "registers.create": Rule.SIGNED_IN,
        "registers.edit": Rule.SIGNED_IN,
        "registers.export": Rule.SIGNED_IN,
        "registers.index": Rule.SIGNED_IN,
        "registers.register": Rule.SIGNED_IN,
        "registers.row": Rule.SIGNED_IN,
        "registers.save": Rule.SIGNED_IN,
        "rows.begin": Rule.SIGNED_IN,
        "search.results": Rule.SIGNED_IN,
        "search.suggestions": Rule.SIGNED_IN,
        "status.health": Rule.OPEN,
        "status.page": Rule.ANYBODY,
        "today.home": Rule.SIGNED_IN,
        "verify.answer": Rule.OPEN,
        "verify.ask": Rule.OPEN,
        "verify.paper": Rule.SIGNED_IN,
        "visits.month": Rule.SIGNED_IN,
    }
)


class PolicyGap(Exception):
    """An address without a rule, or a rule without an address: the application does not start."""


@dataclass(frozen=True, slots=True)
class Gap:
    without_rule: frozenset[str]
    without_address: frozenset[str]


def gap_of(app: Flask, policy: Mapping[str, Rule] = POLICY) -> Gap:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return Gap(frozenset(endpoints - policy.keys()), frozenset(policy.keys() - endpoints))


def guard(app: Flask, policy: Mapping[str, Rule] = POLICY) -> None:
    """Ask the table before every request. Raises PolicyGap."""
    gap = gap_of(app, policy)
    if gap.without_rule or gap.without_address:
        named = ", ".join(sorted(gap.without_rule)), ", ".join(sorted(gap.without_address))
        raise PolicyGap("addresses without a rule: {}; rules without an address: {}".format(*named))

    def admit() -> ResponseReturnValue | None:
        return _admit(policy[request.endpoint]) if request.endpoint is not None else None

    app.before_request(admit)


def _admit(rule: Rule) -> ResponseReturnValue | None:
    if rule in {Rule.OPEN, Rule.BEARER, Rule.LINK}:
        page_session().stay_closed()
    if rule in {Rule.OPEN, Rule.BEARER}:
        return None
    if rule is Rule.DEMO and not is_demo():
        abort(404)
    changes = request.method not in SAFE_METHODS
    if changes:
        limit_form()
        if not from_here():
            abort(400)
    if rule is Rule.SIGNED_IN and visitor() is None:
        return came_too_late()
    if changes and rule is not Rule.LINK:
        require_token()
    return None
