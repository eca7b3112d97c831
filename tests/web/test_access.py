from types import MappingProxyType

import pytest

from tests.web.browsing import settings, sign_in
from web import create_app
from web.access import POLICY, PolicyGap, Rule, gap_of, guard


def test_every_address_has_a_rule_and_every_rule_an_address(app):
    gap = gap_of(app)
    assert (gap.without_rule, gap.without_address) == (frozenset(), frozenset())


def test_an_application_with_an_address_without_a_rule_does_not_start(app):
    policy = MappingProxyType({name: rule for name, rule in POLICY.items() if name != "status.page"})
    with pytest.raises(PolicyGap, match=r"without a rule: status\.page"):
        guard(app, policy)


def test_an_application_with_a_rule_for_nothing_does_not_start(app):
    with pytest.raises(PolicyGap, match=r"without an address: no\.such"):
        guard(app, MappingProxyType({**POLICY, "no.such": Rule.OPEN}))


@pytest.mark.parametrize("endpoint", sorted(name for name, rule in POLICY.items() if rule is Rule.SIGNED_IN))
def test_pages_of_the_signed_in_send_a_guest_to_the_sign_in_page(client, app, endpoint):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint]
    for rule in rules:
        path = rule.build(dict.fromkeys(rule.arguments, "1"))[1]
        method = "GET" if "GET" in rule.methods else "POST"
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/signin"), path


def test_an_address_that_there_is_not_is_answered_alike_whoever_asks(client):
    guest = client.get("/no/such/page")
    person = sign_in(client, "clerk").get("/no/such/page")
    assert (guest.status_code, person.status_code) == (404, 404)
    assert "There is no such page" in person.text


def test_signing_in_by_post_exists_only_in_the_demo(production, sqlite_url, desk, clock, tmp_path):
    for app in (production, create_app(settings(tmp_path, sqlite_url, "test"), desk.runtime, clock)):
        client = app.test_client()
        assert client.post("/signin/demo", data={"login": "clerk"}).status_code == 404
        assert "/signin/demo" not in client.get("/signin").text


def test_what_is_the_same_for_everybody_asks_for_no_session(client):
    sign_in(client, "clerk")
    assert "Cookie" not in client.get("/assets/x/qianhe.css").headers.get("Vary", "")
    assert client.get("/healthz").json["status"] == "ok"
