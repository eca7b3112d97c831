from urllib.parse import quote, unquote

import pytest

from tests.support.office import LOGINS
from tests.web.browsing import form_to, from_page, sign_in, submit
from workflow.services.drafts import list_drafts
from workflow.services.showing import show_case


def cases(desk):
    with desk.runtime.database.snapshot() as connection:
        rows = connection.run("SELECT count(*) FROM cases", ())
    return rows[0][0]


def test_a_request_is_found_begun_filled_in_checked_and_sent(desk, clock, clerk):
    assert "Two agree" in clerk.get("/apply").text
    start = clerk.get("/apply/pair")
    assert "For tests" in start.text
    assert "Decision" in start.text
    hub = clerk.get(submit(clerk, start, "/apply/pair").location)
    assert "0 of 1 sections done" in hub.text
    section = clerk.get(f"{hub.request.path}/part-1")
    saved = submit(clerk, section, section.request.path, subject="Twinning", amount="1,200")
    check = clerk.get(saved.location)
    assert "Twinning" in check.text
    assert "1,200" in check.text
    sent = submit(clerk, check, check.request.path)
    assert sent.status_code == 303
    number = sent.location.split("/")[2]
    case = show_case(desk.runtime, unquote(number), clock.now)
    assert case["data"] == {"subject": "Twinning", "amount": "1200"}
    assert list_drafts(desk.runtime, LOGINS["clerk"], clock.now) == ()
    assert clerk.get(sent.location).status_code == 200


def test_what_is_wrong_comes_back_with_what_was_typed(filing):
    page = filing.save(subject="kept", amount="much")
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    form = form_to(page, f"{filing.path}/part-1")
    assert (form.fields["subject"], form.fields["amount"]) == ("kept", "much")
    assert 'href="#f-amount"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert form_to(filing.page(), f"{filing.path}/part-1").fields["amount"] == "much"


def test_an_unfinished_section_can_be_left(filing):
    saved = filing.save(subject="", amount="5", then="later")
    assert saved.location == filing.path
    assert "1 item to go" in filing.client.get(filing.path).text


def test_what_is_missing_is_named_before_and_after_sending(desk, filing):
    for page in (filing.page("check"), filing.send()):
        assert "Fill in “Subject”" in page.text
        assert "/part-1?back=check#f-subject" in page.text
    assert filing.send().status_code == 422
    assert cases(desk) == 0


def test_a_change_from_the_check_page_leads_back_to_it(filing):
    page = filing.client.get(f"{filing.path}/part-1?back=check")
    assert "Fill in “Subject”" in page.text
    assert submit(filing.client, page, page.request.path, subject="x").location == f"{filing.path}/check"


def test_a_second_click_starts_one_case_and_gives_the_same_answer(desk, filing):
    filing.save(subject="once")
    check = filing.page("check")
    first, second = filing.send(check), filing.send(check)
    assert first.location == second.location
    assert cases(desk) == 1


def test_two_windows_start_one_case(desk, filing):
    filing.save(subject="once")
    one, other = filing.page("check"), filing.page("check")
    assert filing.send(one).location == filing.send(other).location
    assert cases(desk) == 1


def test_a_draft_that_was_sent_leads_to_its_case(filing):
    filing.save(subject="once")
    sent = filing.send().location
    for place in ("", "/part-1", "/check"):
        assert filing.client.get(filing.path + place).location == sent


def test_another_window_is_shown_beside_what_was_typed(filing):
    page = filing.page()
    filing.save(page=page, subject="first", amount="1")
    late = filing.save(page=page, subject="second", amount="1")
    assert late.status_code == 409
    assert '<td data-head="Other window">first</td>' in late.text
    assert form_to(late, f"{filing.path}/part-1").fields["subject"] == "second"
    assert filing.save(page=late).status_code == 303
    assert form_to(filing.page(), f"{filing.path}/part-1").fields["subject"] == "second"


def test_saving_by_itself_keeps_everything_and_checks_nothing(filing):
    page = filing.page()
    form = form_to(page, f"{filing.path}/part-1")
    headers = {**from_page(page), "X-Autosave": "1"}
    answer = filing.client.post(form.action, data={**form.fields, "amount": "much"}, headers=headers)
    assert (answer.status_code, answer.json["seen"]) == (200, 1)
    late = filing.client.post(form.action, data={**form.fields, "amount": "less"}, headers=headers)
    assert late.status_code == 409
    assert form_to(filing.page(), f"{filing.path}/part-1").fields["amount"] == "much"


def test_a_draft_is_nobody_elses(app, filing):
    other = sign_in(app.test_client(), "clerk.2")
    for place in ("", "/part-1", "/check"):
        assert other.get(filing.path + place).status_code == 404


def test_a_draft_can_be_deleted(filing):
    page = filing.client.get(filing.path)
    gone = submit(filing.client, page, f"{filing.path}/delete")
    assert gone.location == "/apply"
    assert filing.client.get(filing.path).status_code == 404


def test_who_may_not_start_reads_who_may(client, desk):
    sign_in(client, "first")
    for page in (client.get("/apply"), client.get("/apply/pair")):
        assert "Started by: Clerk" in page.text
    assert 'action="/apply/pair"' not in client.get("/apply/pair").text


def test_an_old_case_is_copied_into_a_new_draft_by_its_applicant(desk, clerk):
    done = desk.start(subject="again")
    page = clerk.get(f"/cases/{done.number}")
    copied = submit(clerk, page, f"/cases/{quote(done.number)}/copy")
    assert "again" in clerk.get(f"{copied.location}/part-1").text


@pytest.mark.parametrize("place", ["/apply/nothing", "/drafts/1", "/drafts/x", "/drafts/99999999999999999999"])
def test_what_is_not_there_is_not_found(clerk, place):
    assert clerk.get(place).status_code == 404


def test_a_search_tells_what_it_found(clerk):
    assert "1 request found" in clerk.get("/apply?q=agree").text
    assert "Nothing matches “zebra”" in clerk.get("/apply?q=zebra").text


def test_after_the_session_ended_what_was_typed_is_offered_again(clock, filing):
    page = filing.page()
    clock.pass_by(hours=1)
    late = filing.save(page=page, subject="half a sentence")
    assert late.status_code == 303
    assert "/signin" in late.location


def test_the_last_look_and_what_is_read_after_sending_count_the_same_steps(filing):
    filing.save(subject="Twinning")
    before = filing.page("check")
    assert "Step 1 of 3" in before.text
    sent = filing.send(page=before)
    assert "step 2 of 3" in filing.client.get(sent.location).text.casefold()
