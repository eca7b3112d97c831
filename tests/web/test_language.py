import pytest

from tests.web.browsing import form_to, sign_in, submit
from web.language import COOKIE


@pytest.fixture
def browser(app):
    """With no language of its own yet."""
    return app.test_client()


def heading(page):
    return "zh" if "<h1>登入</h1>" in page.text else "en"


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [("", "zh"), ("en-GB", "en"), ("zh-TW,en;q=0.5", "zh"), ("zh-CN", "zh"), ("ja,en;q=0.3", "en")],
)
def test_a_guest_reads_the_language_that_the_browser_asks_for(browser, accepted, shown):
    assert heading(browser.get("/signin", headers={"Accept-Language": accepted})) == shown


def test_the_address_changes_the_language_from_then_on(browser):
    assert heading(browser.get("/signin?lang=en")) == "en"
    assert heading(browser.get("/signin", headers={"Accept-Language": "zh-TW"})) == "en"


def test_a_person_reads_the_own_language_unless_another_was_chosen(browser):
    sign_in(browser, "clerk")
    asked = {"Accept-Language": "en"}
    assert "系統狀態" in browser.get("/status", headers=asked).text
    browser.set_cookie(COOKIE, "en")
    assert "Service status" in browser.get("/status", headers=asked).text


def test_the_page_says_its_language_and_leads_to_the_same_page_in_the_other(client):
    page = client.get("/signin?q=clerk&next=/status").text
    assert '<html lang="en">' in page
    assert 'href="/signin?q=clerk&amp;next=%2Fstatus&amp;lang=zh-TW"' in page
    assert '<html lang="zh-Hant-TW">' in client.get("/signin?lang=zh-TW").text


def test_an_unknown_language_is_passed_over(client):
    assert heading(client.get("/signin?lang=xx")) == "en"


def test_the_answer_to_a_form_leads_back_to_a_page_that_can_be_opened(client):
    answer = submit(client, client.get("/signin"), "/signin", login="", password="")
    assert 'href="/signin?lang=zh-TW"' in answer.text
    failed = client.post(
        "/signin/stay", data=form_to(sign_in(client, "clerk").get("/status"), "/signout").fields | {"csrf_token": ""}
    )
    assert 'href="/?lang=zh-TW"' in failed.text
