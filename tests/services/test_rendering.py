"""Documents that a case makes of itself: frozen in the step, drawn beside it, numbered, bound, checked by anybody."""

from datetime import timedelta
from email.header import decode_header, make_header

import pytest

from tests.support.letters import Desk
from tests.support.office import LOGINS
from tests.support.papers import words_of
from workflow.adapters.files import open_blob
from workflow.adapters.mail_building import Sender
from workflow.adapters.posting import poster
from workflow.core.errors import NotFound, PdfFailed, Refused
from workflow.services.beating import beat_once
from workflow.services.delivering import Deliverer, deliver_once
from workflow.services.mailbox import list_letters
from workflow.services.papers import open_paper
from workflow.services.rendering import Renderer, render_once
from workflow.services.showing import show_case
from workflow.services.verifying_codes import check_code
from workflow.store import incidents, renderings

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def desk(office, drawer, tmp_path):
    return Desk(office, drawer, tmp_path / "files")


def kept(desk, done):
    with desk.office.runtime.database.snapshot() as connection:
        return renderings.of_case(connection, done.case)


def newest(desk, done, name):
    return [it for it in kept(desk, done) if it.name == name][-1]


def pdf(desk, done, name, version):
    person = LOGINS["clerk"]
    opened = open_paper(
        desk.office.runtime, desk.renderer.files, done.number, name, version, person=person, now=desk.now
    )
    with opened.content as file:
        return file.read()


def shown(desk, done, name):
    documents = show_case(desk.office.runtime, done.case, desk.now)["documents"]
    return next(it for it in documents if it["name"] == name)


def test_a_document_is_frozen_with_the_step_and_drawn_after_it_with_its_digest_in_the_history(desk):
    done = desk.act(desk.start(), "first", "agree")
    assert not newest(desk, done, "record").drawn
    with pytest.raises(NotFound):
        pdf(desk, done, "record", 1)
    assert desk.render() == 1
    content = pdf(desk, done, "record", 1)
    assert content.startswith(b"%PDF-1.7")
    last = show_case(desk.office.runtime, done.case, desk.now)["history"][-1]
    assert (last["action"], last["actor"]) == ("rendered", "clock")
    with open_blob(desk.renderer.files, shown(desk, done, "record")["sha256"]) as file:
        assert file.read() == content


def test_what_is_required_must_have_been_drawn(desk):
    done = desk.act(desk.start(), "first", "agree")
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "approve")
    assert [(it.code, it.params) for it in refused.value.refusals] == [("document_not_ready", {"document": "record"})]
    desk.render()
    assert desk.act(done, "chief", "approve").version


def test_a_return_does_not_wait_for_the_drawing(desk):
    done = desk.act(desk.start(), "first", "agree")
    assert desk.act(done, "chief", "return", reason="改").step.after.state == "draft"


def test_the_same_content_stays_the_same_version_and_other_content_is_the_next_one(desk):
    done = desk.up_to_review()
    desk.act(done, "head", "return", reason="改")
    desk.act(done, "second", "submit")
    assert newest(desk, done, "thanks").version == 1
    desk.act(done, "head", "return", reason="改")
    desk.act(done, "second", "submit", words="改寫")
    desk.render()
    assert newest(desk, done, "thanks").version == 2
    assert "改寫" in words_of(pdf(desk, done, "thanks", 2))
    assert "改寫" not in words_of(pdf(desk, done, "thanks", 1))


def test_a_document_keeps_its_number_and_the_series_has_no_gaps(desk):
    first = desk.act(desk.start(), "first", "agree")
    desk.act(first, "chief", "return", reason="改")
    desk.check(desk.act(first, "clerk", "submit", subject="別校"))
    desk.act(first, "first", "agree")
    second = desk.act(desk.start(), "first", "agree")
    numbers = [(it.version, it.number) for it in kept(desk, first)]
    assert numbers == [(1, "紀-115-001"), (2, "紀-115-001")]
    assert newest(desk, second, "record").number == "紀-115-002"


def test_a_step_that_is_refused_takes_no_number(desk):
    done = desk.start()
    with pytest.raises(Refused):
        desk.act(done, "second", "agree")
    assert newest(desk, desk.act(done, "first", "agree"), "record").number == "紀-115-001"


def test_a_letter_goes_out_with_number_and_date_and_stays_what_was_approved(desk):
    done = desk.up_to_review()
    draft = newest(desk, done, "thanks")
    assert "稿" in words_of(pdf(desk, done, "thanks", 1))
    assert "發文字號：（發文時填）" in words_of(pdf(desk, done, "thanks", 1))
    done = desk.act(done, "head", "issue")
    desk.render()
    issued = newest(desk, done, "thanks")
    assert (issued.version, issued.number, issued.issued) == (
        2,
        "校國字第1150001號".replace("第", "第 ").replace("號", " 號"),
        True,
    )
    assert (issued.sha256, issued.content) == (draft.sha256, draft.content)
    text = words_of(pdf(desk, done, "thanks", 2))
    assert "發文字號：校國字第1150001號" in text
    assert "發文日期：中華民國115年9月1日" in text
    assert "Reference:校國字第1150001號" in text
    assert "（發文時填）" not in text
    assert [it["status"] for it in show_case(desk.office.runtime, done.case, desk.now)["decisions"]] == ["live"] * 6


def test_a_letter_that_is_held_back_goes_out_when_its_day_comes(desk):
    done = desk.up_to_review()
    done = desk.act(done, "head", "hold_issue", until="2026-09-20")
    assert newest(desk, done, "thanks").number is None
    until = desk.now + timedelta(days=30)
    while beat_once(desk.office.runtime, until):
        pass
    assert newest(desk, done, "thanks").number == "校國字第 1150001 號"
    assert show_case(desk.office.runtime, done.case, until)["outcome"] == "approved"


def test_a_letter_that_is_not_issued_gets_no_number(desk):
    done = desk.act(desk.up_to_review(), "head", "not_issued")
    assert (newest(desk, done, "thanks").number, newest(desk, done, "thanks").version) == (None, 1)
    assert check_code(desk.office.runtime, newest(desk, done, "thanks").code).verdict == "revoked"


def test_anybody_may_ask_whether_a_document_holds(desk):
    done = desk.up_to_review()
    runtime, draft = desk.office.runtime, newest(desk, done, "thanks").code
    assert check_code(runtime, draft).verdict == "draft"
    desk.act(done, "head", "issue")
    desk.render()
    sent = check_code(runtime, newest(desk, done, "thanks").code)
    assert (sent.verdict, sent.known.number, sent.known.kind.zh) == ("valid", "校國字第 1150001 號", "感謝函")
    assert check_code(runtime, draft).verdict == "replaced"
    assert check_code(runtime, newest(desk, done, "record").code).verdict == "valid"


def test_the_documents_of_a_case_that_was_not_approved_are_revoked(desk):
    done = desk.act(desk.start(), "first", "agree")
    desk.render()
    desk.act(done, "chief", "reject", reason="否")
    assert check_code(desk.office.runtime, newest(desk, done, "record").code).verdict == "revoked"


def test_opinions_and_checklists_stand_as_they_were_when_it_was_frozen(desk):
    done = desk.up_to_review()
    text = words_of(pdf(desk, done, "record", 1))
    assert "甲組同意但建議修改日期請再確認。" in text
    assert "GroupA" in text
    assert "檢核人second（示範）" in text


def test_text_of_a_field_is_text_in_the_document(desk):
    done = desk.up_to_review(words="<script>x</script>{subject}{{ 7*7 }}")
    text = words_of(pdf(desk, done, "thanks", 1))
    assert "<script>x</script>{subject}{{7*7}}" in text
    assert "<b>秘書</b>&隨員" in text


def test_fields_that_are_empty_leave_no_hole(desk):
    done = desk.up_to_review(words=None, visitors=[], day=None)
    text = words_of(pdf(desk, done, "thanks", 1))
    assert "主旨：於來訪一案，請查照。" in text
    assert "None" not in text


def test_a_very_long_text_is_drawn_to_its_end(desk):
    done = desk.up_to_review(words="字" * 8_000 + "完")
    assert words_of(pdf(desk, done, "thanks", 1)).count("字") == 2 * 8_000 + 1


def test_a_rare_character_without_a_glyph_is_drawn_by_its_number(desk):
    done = desk.up_to_review(words="王𣇊")
    assert "王〔U+231CA〕" in words_of(pdf(desk, done, "thanks", 1))


def failing(desk, *outcomes):
    """A drawer that fails as often as there are outcomes, and then draws."""
    left = list(outcomes)

    def draw(*given):
        if left:
            raise left.pop()
        return desk.renderer.draw(*given)

    it = desk.renderer
    return Renderer(it.runtime, it.lay_out, draw, it.files, it.base_url, it.owner)


def test_a_drawing_that_fails_is_tried_again_later(desk):
    done = desk.act(desk.start(), "first", "agree")
    broken = failing(desk, PdfFailed("pdf_crashed"))
    assert render_once(broken, desk.now)
    assert not render_once(broken, desk.now)
    assert render_once(broken, desk.now + timedelta(minutes=2))
    assert newest(desk, done, "record").drawn


def test_a_drawing_that_never_succeeds_ends_in_an_incident(desk):
    done = desk.act(desk.start(), "first", "agree")
    broken, at = failing(desk, *[PdfFailed("pdf_crashed")] * 20), desk.now
    while render_once(broken, at):
        at += timedelta(days=2)
    with desk.office.runtime.database.snapshot() as connection:
        found = incidents.standing(connection)
    assert [(it.kind, it.key) for it in found] == [("rendering", f"{done.case}/record/1")]


def test_a_claim_that_was_lost_is_taken_over_when_its_lease_ends(desk):
    done = desk.act(desk.start(), "first", "agree")
    with desk.office.runtime.database.transaction() as connection:
        assert renderings.claim(connection, "gone", desk.now, timedelta(minutes=2)) is not None
    assert desk.render() == 0
    assert desk.render(desk.now + timedelta(minutes=3)) == 1
    assert newest(desk, done, "record").drawn


def test_the_version_before_is_drawn_too_when_the_case_has_moved_on(desk):
    done = desk.act(desk.start(), "first", "agree")
    desk.act(done, "chief", "return", reason="改")
    desk.check(desk.act(done, "clerk", "submit", subject="別校"))
    desk.act(done, "first", "agree")
    assert desk.render() == 2
    assert "別校" in words_of(pdf(desk, done, "record", 2))
    assert "別校" not in words_of(pdf(desk, done, "record", 1))


def test_an_issued_letter_is_mailed_with_its_file_where_there_is_an_address(desk):
    done = desk.act(desk.up_to_review(address="partner@example.org"), "head", "issue")
    desk.render()
    sent = []
    post = poster(sent.append, Sender("oia@example.edu.tw", "example.edu.tw"), BASE, desk.renderer.files)
    later = desk.now + timedelta(minutes=2)
    while deliver_once(Deliverer(desk.office.runtime, post, "here"), later):
        pass
    letters = [it for it in sent if it["To"] == "partner@example.org"]
    assert len(letters) == 1
    assert "校國字第 1150001 號" in str(make_header(decode_header(letters[0]["Subject"])))
    attached = next(letters[0].iter_attachments())
    assert attached.get_content() == pdf(desk, done, "thanks", 2)
    assert f"{BASE}/verify/{newest(desk, done, 'thanks').code}" in letters[0].get_body().get_content()
    assert list_letters(desk.office.runtime, BASE, later).letters


def test_without_an_address_it_goes_by_post(desk):
    done = desk.act(desk.up_to_review(), "head", "issue")
    desk.render()
    with desk.office.runtime.database.snapshot() as connection:
        assert connection.run("SELECT count(*) FROM outgoing WHERE kind = 'issued_letter'", ())[0][0] == 0
    assert shown(desk, done, "thanks")["standing"] == "issued"


@pytest.mark.parametrize("document", ["record", "nothing", []])
def test_nobody_but_the_service_says_that_a_document_was_drawn(desk, document):
    done = desk.act(desk.start(), "first", "agree")
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "rendered", document=document, version=1, sha256="0" * 64, size=1)
    assert [it.code for it in refused.value.refusals] == ["not_in_this_state"]
