"""The PDF of a case: for whoever may see it, with what he may see, checked by anybody, kept until it is outdated."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.clinic import EXAMINED, Patient
from tests.support.office import FILES, LOGINS, NOW
from tests.support.papers import words_of
from tests.support.records import OTHER_PUBLIC, OWN_KEY, PUBLIC
from workflow.adapters.layouts.memo import LAYOUT, draw_memo
from workflow.adapters.layouts.papers import draw_papers
from workflow.adapters.pdf import PdfDrawer
from workflow.adapters.signing import sign
from workflow.core.case import Command
from workflow.core.errors import NotFound, PdfFailed
from workflow.services.act import act, start
from workflow.services.case_papers import Press, case_paper
from workflow.services.publishing import publish
from workflow.services.verifying_codes import check_code
from workflow.services.verifying_files import verify_file


def press_of(drawer: PdfDrawer, folder: Path) -> Press:
    return Press(
        lay_out=draw_memo,
        lay_out_sheets=draw_papers,
        layout=LAYOUT,
        draw=drawer.draw,
        sign=lambda content: sign(OWN_KEY, content),
        public_key=PUBLIC,
        folder=folder / "papers",
        files=folder / "files",
        base_url="http://127.0.0.1:8000",
    )


@pytest.fixture
def press(drawer: PdfDrawer, tmp_path: Path) -> Press:
    return press_of(drawer, tmp_path)


def number_of(patient: Patient, case: str) -> str:
    with patient.office.runtime.database.snapshot() as connection:
        return str(connection.run(f"SELECT number FROM cases WHERE id = {patient.cases[case]}", ())[0][0])


def paper_of(patient: Patient, press: Press, case: str, login: str | None = None) -> bytes:
    actor = None if login is None else LOGINS[login]
    return case_paper(patient.office.runtime, press, number_of(patient, case), EXAMINED, actor=actor).content


def record_in(pdf: bytes) -> dict:
    return json.loads(PdfReader(BytesIO(pdf)).attachments["record.json"][0])


def code_on(pdf: bytes) -> str:
    return words_of(pdf).partition("查驗碼")[2][:34]


def kept(press: Press) -> list[Path]:
    return sorted(press.folder.rglob("*.pdf"))


def test_a_paper_shows_the_case_and_holds_by_the_key_of_the_installation(patient, press):
    paper = paper_of(patient, press, "done")
    verdict = verify_file(paper, PUBLIC)
    assert (verdict.problems, verdict.number) == ((), number_of(patient, "done"))
    assert "對-115-001" in words_of(paper)
    assert verify_file(paper).key == "embedded"


@pytest.mark.parametrize("case", ["returned", "deferred", "again"])
def test_the_paper_of_every_kind_of_case_holds(patient, press, case):
    assert verify_file(paper_of(patient, press, case), PUBLIC).problems == ()


def test_a_paper_holds_on_postgresql_too(postgresql_patient, press):
    assert verify_file(paper_of(postgresql_patient, press, "done"), PUBLIC).ok


def test_a_deputy_signs_with_the_mark_and_the_name_of_whom_he_stands_for(patient, press):
    assert "head（示範）代為chief（示範）" in words_of(paper_of(patient, press, "deputised"))


def test_a_paper_is_made_once_until_the_case_moves_on(patient, press):
    first = paper_of(patient, press, "voting")
    assert paper_of(patient, press, "voting") == first
    act(patient.office.runtime, patient.cases["voting"], Command("agree", LOGINS["first"]), EXAMINED)
    second = paper_of(patient, press, "voting")
    assert len(kept(press)) == 1
    assert check_code(patient.office.runtime, code_on(first)).verdict == "replaced"
    assert check_code(patient.office.runtime, code_on(second)).verdict == "valid"


def test_a_paper_that_was_lost_is_made_again_with_the_same_code(patient, press):
    first = paper_of(patient, press, "done")
    kept(press)[0].unlink()
    assert code_on(paper_of(patient, press, "done")) == code_on(first)


def test_who_may_not_know_a_case_gets_no_paper_of_it(patient, press):
    with pytest.raises(NotFound):
        paper_of(patient, press, "done", "clerk.2")
    assert kept(press) == []


def test_a_failure_leaves_nothing_and_the_next_paper_is_made(patient, press, drawer):
    calls = []

    def draw(*given):
        calls.append(1)
        if len(calls) == 1:
            raise PdfFailed("pdf_crashed")
        return drawer.draw(*given)

    broken = replace(press, draw=draw)
    with pytest.raises(PdfFailed):
        paper_of(patient, broken, "done")
    assert kept(press) == []
    assert verify_file(paper_of(patient, broken, "done")).ok


def test_a_changed_page_is_found_although_its_record_is_whole(patient, press):
    paper = paper_of(patient, press, "done")
    place = paper.index(b"stream") + 200
    changed = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
    assert [problem.code for problem in verify_file(changed, PUBLIC).problems] == ["seal_differs"]


def test_pages_added_after_the_seal_are_found(patient, press):
    paper = paper_of(patient, press, "done")
    assert "seal_missing" in [problem.code for problem in verify_file(paper + b"\n% more\n", PUBLIC).problems]


def test_a_paper_signed_by_another_installation_is_told(patient, press):
    codes = [problem.code for problem in verify_file(paper_of(patient, press, "done"), OTHER_PUBLIC).problems]
    assert codes == ["key_differs", "seal_differs"]


@pytest.mark.parametrize("content", [b"%PDF-", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"%PDF-1.7" + bytes(5000)])
def test_a_pdf_without_a_record_is_told(content):
    assert [problem.code for problem in verify_file(content).problems] == ["no_record_in_pdf"]


def test_what_is_hidden_from_its_reader_is_neither_printed_nor_enclosed(office, drawer, tmp_path):
    told = FILES["pair.yaml"].decode().replace("version: 1", "version: 2", 1)
    hidden = (
        told.replace('default: "0"}', 'default: "0", hide_from: [applicant]}')
        .replace("edits: [subject, amount]", "edits: [subject]")
        .replace("binds: [amount]}", "binds: [amount], edits: [amount]}")
    )
    publish(office.runtime, {"pair.yaml": hidden.encode()}, by=0, now=NOW)
    begun = start(office.runtime, "pair", Command("", LOGINS["clerk"], input={"subject": "主旨"}), NOW)
    number = office.act(begun, "second", "agree", amount="987654").number
    press = press_of(drawer, tmp_path)
    papers = [
        case_paper(office.runtime, press, number, NOW, actor=LOGINS[login]).content for login in ("clerk", "first")
    ]
    printed = ["987,654" in words_of(paper) for paper in papers]
    enclosed = ["987654" in json.dumps(record_in(paper)) for paper in papers]
    assert (printed, enclosed) == ([False, True], [False, True])
    assert [verify_file(paper, PUBLIC).problems for paper in papers] == [(), ()]
    assert "節錄" in words_of(papers[0])
