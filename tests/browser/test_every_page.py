"""Every page in every window, colour and language: what a machine can find wrong, and what a first view weighs."""

from __future__ import annotations

import re
import shutil
from itertools import product
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.filling import pdf
from tests.browser.looking import DESKTOP, PHONE
from tests.browser.rounds import Round
from tests.browser.standing import TODAY, WHILE_THE_DEAN_IS_AWAY, stand
from tests.cli.running import Desk
from tests.support.papers import words_of

pytestmark = pytest.mark.soak

WINDOWS = list(product((PHONE, DESKTOP), ("light", "dark"), ("zh-TW", "en")))
SECTIONS = ("case", "partner", "plan", "impact", "terms", "files")
SOON_AFTER = "2026-09-08T16:00"
OFFICER = "oia_cooperation_officer"
SECOND = "oia_cooperation_officer.2"
HOLDERS = {
    "new": OFFICER,
    "overdue": "chief_secretary",
    "at_the_chair": "dept_chair.me",
    "negotiation": SECOND,
    "redraft": SECOND,
    "memo": SECOND,
    "cosign": "acc_officer",
    "consolidate": SECOND,
    "asked_again": "acc_head",
    "signing": "seal_keeper",
    "archiving": SECOND,
    "in_force": SECOND,
}


@pytest.fixture(scope="module")
def standing(ready_demo, tmp_path_factory):
    """A demo in which cases stand everywhere, and their numbers."""
    desk = Desk(shutil.copytree(ready_demo, tmp_path_factory.mktemp("standing") / "instance"), "demo")
    return desk, stand(desk)


@pytest.fixture
def installation(standing, tmp_path):
    return Desk(shutil.copytree(standing[0].instance, tmp_path / "instance"), "demo")


@pytest.fixture
def page_of(standing):
    """The address of a case, by what stands in it."""
    return {name: f"/cases/{quote(number)}" for name, number in standing[1].items()}


@pytest.fixture(params=WINDOWS, ids=lambda it: f"{it[0][0]}-{it[1]}-{it[2]}")
def go_round(request, look, clock):
    """A round as the post with this login; what is wrong with any page of it fails the test at its end."""
    clock.set(TODAY)
    rounds = []

    def begin(login=None):
        rounds.append(Round(look(*request.param, as_=login)))
        return rounds[-1]

    yield begin
    assert {name: found for it in rounds for name, found in it.wrong.items()} == {}


def test_pages_that_everybody_sees(go_round, page_of):
    record = go_round("faculty.me").page.request.get(page_of["new"] + "/record.pdf").body()
    code = words_of(record).partition("查驗碼")[2][:34]
    it = go_round()
    it.go("/signin", "/signin?q=no-such-post", "/signin?late=lost&next=/inbox", "/status", "/no-such-page")
    it.go("/verify", f"/verify/{code}", "/verify/ABCD")
    it.go("/signin")
    it.page.fill("#login", "nobody")
    it.page.fill("#password", "a wrong one")
    it.send("form[action='/signin'] .primary", "/signin refused")


def test_pages_of_filing(go_round, page_of):
    it = go_round("faculty.me")
    it.go("/", "/mine", "/mine?tab=closed", page_of["new"] + "/sent", "/apply", "/apply/agreement_signing")
    it.send("main form .button", "an empty draft")
    draft = it.page.url
    it.go(*(f"{draft}/{section}" for section in SECTIONS), f"{draft}/check")
    it.send("main form .primary", "a draft that is not whole")
    it.page.goto(f"{draft}/plan")
    it.send("button[value='add:concrete_plan']", "a row more")
    it.page.goto(f"{draft}/files")
    it.page.set_input_files("#f-draft", pdf("draft") | {"buffer": b"no such thing"})
    it.send("form[action*=draft] .button", "a file that is refused")
    it.page.set_input_files("#f-draft", pdf("a-long-name-" * 8))
    it.send("form[action*=draft] .button", "a file")
    it.page.goto(page_of["overdue"])
    it.send("form[action$=copy] .button", "a copied draft")
    copied = it.page.url
    it.go(
        *(f"{copied}/{section}" for section in SECTIONS),
        f"{copied}/check",
        "/mine?tab=drafts",
        "/apply/agreement_signing",
    )
    other = it.page.context.new_page()
    for page, words in ((it.page, "mine"), (other, "theirs")):
        page.goto(f"{copied}/plan")
        page.fill("#f-purpose", f"{words} " * 20)
    with other.expect_navigation():
        other.locator("#section .primary").click()
    it.send("#section .primary", "a section overtaken by another window")


def test_pages_of_cases_as_their_applicant_sees_them(go_round, page_of):
    it = go_round("faculty.me")
    it.go(*(page_of[name] for name in ("new", "returned", "rejected", "at_the_chair", "overdue", "deputy")))
    it.page.goto(page_of["returned"])
    it.page.locator("form[id^=form-] .form-part:has([name=purpose]) > summary").click()
    it.page.locator("form[id^=form-] [name=purpose]").fill("")
    it.send("form[id^=form-] .primary", "an edit that misses something")
    it.page.goto(page_of["new"])
    unfold(it)
    it.send("form[action$=withdraw] .button", "a withdrawal without a reason")


@pytest.mark.parametrize("name", HOLDERS)
def test_pages_of_cases_as_their_holders_see_them(go_round, page_of, name):
    it = go_round(HOLDERS[name])
    it.go(page_of[name])
    for form in it.page.locator("form[id^=form-]").all()[:1]:
        it.send(form.locator(".actions .button").first, "an answer that misses something, or is done")


def test_the_page_of_a_case_as_a_deputy_sees_it(go_round, page_of, clock):
    clock.set(WHILE_THE_DEAN_IS_AWAY)
    it = go_round("faculty.coe")
    it.go("/", "/inbox", "/inbox?tab=deputy", page_of["deputy"])


def test_pages_of_lists(go_round):
    it = go_round(SECOND)
    it.go("/", "/inbox", *(f"/inbox?tab={tab}" for tab in ("mine", "deputy", "pool")), "/inbox?due=overdue", "/mine")
    it.go("/search?q=", "/search?q=ab", "/search?q=%E5%A4%A7%E5%AD%B8", "/search?q=no-such-words", "/partners")
    it.go("/visits", "/visits?month=2026-11")
    it.go("/partners?q=no-such-school", "/partners/umit.at", "/partners/import", "/mailbox")
    it.page.goto("/mailbox")
    it.send(".row-title", "a letter")


def test_pages_of_registers(go_round):
    it = go_round(OFFICER)
    it.go("/registers", "/registers/agreements", "/registers/agreements?status=in_force", "/registers/venues")
    it.go("/registers/partners/umit.at", "/registers/partners/edit/umit.at", "/registers/agreements/import")
    it.page.goto("/registers/agreements/new")
    it.send("main form .primary", "a row that misses something")


def test_pages_about_oneself(go_round):
    it = go_round("oia_dean")
    it.go("/me/delegation", "/me/password", "/signin")
    it.page.goto("/me/delegation")
    it.send("main form .primary", "a deputy who is not named")
    it.page.goto("/partners/import")
    it.send("main form .primary", "an import without a file")


def test_pages_that_say_what_was_not_done(go_round, page_of, clock):
    it = go_round(OFFICER)
    it.go("/cases/no-such-number", "/drafts/1/case")
    other = it.page.context.new_page()
    for page in (it.page, other):
        page.goto(page_of["new"])
        page.locator("form[action$=reject] [name=reason]").evaluate("(it) => { it.value = 'half a page '.repeat(30); }")
    reject = "[...document.querySelectorAll('form[action$=reject]')].pop().requestSubmit()"
    with other.expect_navigation():
        other.evaluate(reject)
    with it.page.expect_navigation():
        it.page.evaluate(reject)
    it.note("an answer that came second")
    it.page.goto(page_of["at_the_chair"])
    it.page.locator("[name=csrf_token]").evaluate_all("(all) => all.forEach((it) => { it.value = 'old'; })")
    it.page.fill("#comment-reason", "half a page " * 30)
    it.send("form[action$=comment] .button", "a form that is too old")
    it.page.goto(page_of["at_the_chair"])
    it.page.fill("#comment-reason", "half a page " * 30)
    clock.set("2026-10-22T14:00")
    it.send("form[action$=comment] .button", "/signin with a form kept")
    expect(it.page).to_have_url(re.compile("late=kept"))
    it.send(f"#seats button[value={OFFICER}]", "a form kept")


MISSING_SOMETHING = {
    "negotiation": ("extend", "transfer", "inform"),
    "redraft": ("hold",),
    "memo": ("request_info", "delegate", "add_signer"),
    "cosign": ("add_unit",),
}


@pytest.mark.parametrize("name", MISSING_SOMETHING)
def test_further_actions_that_miss_something(go_round, page_of, clock, name):
    clock.set(SOON_AFTER)
    it = go_round(HOLDERS[name])
    for action in MISSING_SOMETHING[name]:
        it.page.goto(page_of[name])
        unfold(it)
        it.send(f"form[action$='/{action}'] .button", f"{action} without what it needs")


def test_more_time_from_asking_to_granting(go_round, page_of, clock):
    clock.set(SOON_AFTER)
    it = go_round(SECOND)
    it.page.goto(page_of["negotiation"])
    unfold(it)
    form = it.page.locator("form[action$='/extend']")
    form.locator("[name=days]").fill("7")
    form.locator("textarea").fill("對方需送董事會。")
    it.send(form.locator(".button").first, "more time is asked for")
    go_round("oia_cooperation_head").go("/inbox", page_of["negotiation"])


def test_somebody_asked_beside_the_steps(go_round, page_of):
    it = go_round(SECOND)
    it.page.goto(page_of["memo"])
    unfold(it)
    form = it.page.locator("form[action$='/request_info']")
    form.locator("input[name=who]").fill("dean.coe")
    form.locator("textarea").fill("名額如何計算？")
    it.send(form.locator(".button").first, "somebody is asked")
    go_round("dean.coe").go("/inbox", page_of["memo"])


def test_pages_of_approving_together(go_round):
    it = go_round("oia_dean")
    it.go("/inbox?ticked=all")
    it.send("form[action='/inbox/together'] .button", "cases ticked")
    it.send("main form .primary", "cases approved together")


def test_pages_of_signing(go_round, page_of):
    it = go_round("oia_dean")
    it.go(page_of["to_sign"])
    form = it.page.locator("form[action$='/approve']")
    it.send(form.get_by_role("button").last, "a decision that is not signed")
    form.get_by_role("checkbox").check()
    it.send(form.get_by_role("button").last, "a decision that is signed")


def test_pages_of_searching(go_round):
    it = go_round("oia_dean")
    it.go("/search?q=delft", "/search?q=%E5%8D%97%E8%87%BA")
    it.page.goto("/search")
    it.page.locator("#q").press_sequentially("university")
    expect(it.page.get_by_role("listbox")).to_be_visible()
    it.note("suggestions")


def unfold(it):
    it.page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
