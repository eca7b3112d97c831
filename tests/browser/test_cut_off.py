"""What was on its way when the session ended or the connection broke."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.deciding import DONE, Posts, answer, check_list
from tests.browser.filling import pdf, press

OFFICER = "oia_cooperation_officer"


def test_an_opinion_sent_after_the_session_ended_is_kept_and_sent_after_signing_in(look, installation, clock):
    posts = Posts(look, installation.start(now=clock.set("2026-09-01T09:00"))["number"])
    check_list(posts, OFFICER)
    page = posts.see("dept_chair.me")
    form = answer(page, "核准")
    form.locator("textarea[name=reason]").fill("同意，惟學分上限請寫明")
    clock.set("2026-09-01T09:45")
    press(form, "核准")
    expect(page).to_have_url(re.compile("late=kept"))
    with page.expect_navigation():
        page.click("#seats button[value='dept_chair.me'] >> nth=0")
    expect(page.locator("main")).to_contain_text("同意，惟學分上限請寫明")
    with page.expect_navigation():
        page.click("main form .primary")
    expect(page.get_by_role("status").filter(has_text=DONE)).to_be_visible()
    expect(page.locator("ol.path")).to_contain_text("同意，惟學分上限請寫明")


def cut_upload(page, address):
    """Half of the form that is on the page, with a file in it, and then the connection breaks."""
    form = page.locator("form[action*='/files/draft']")
    hidden = form.locator("input[type=hidden]").evaluate_all("(all) => all.map((it) => [it.name, it.value])")
    fields = [f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in hidden]
    head = '--edge\r\nContent-Disposition: form-data; name="file"; filename="draft.pdf"\r\n\r\n%PDF-1.7\n'
    body = "".join([*fields, head]).encode()
    cookies = "; ".join(f"{it['name']}={it['value']}" for it in page.context.cookies())
    where = urlsplit(address)
    request = (
        f"POST {form.get_attribute('action')} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {2 * len(body)}\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.sendall(request.encode() + body)


def test_an_upload_that_is_cut_off_leaves_nothing_and_the_same_form_sends_the_file_again(look, address, clock):
    clock.set("2026-09-02T10:00")
    page = look(as_="faculty.me")
    page.goto("/apply/agreement_signing")
    press(page, "開始填寫")
    page.goto(f"{page.url}/files")
    cut_upload(page, address)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".attachment").first).to_be_visible()
    expect(other.locator(".file-row")).to_have_count(0)
    page.set_input_files("#f-draft", pdf("draft"))
    press(page, "上傳 書約草案")
    expect(page.locator(".file-row")).to_have_count(1)
    expect(page.locator(".file-row")).to_contain_text("draft.pdf")
