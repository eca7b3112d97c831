"""Documents that a case made of itself, held against its history: by doctor, in the record, in the paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from tests.services.test_case_papers import press_of
from tests.services.test_rendering import desk, pdf
from tests.support.records import OWN_KEY, PUBLIC
from workflow.adapters.signing import sign
from workflow.services.case_papers import case_paper
from workflow.services.doctor import check
from workflow.services.exporting import export_record, record_bytes
from workflow.services.verifying import verify_record

__all__ = ["desk"]


def record_of(desk, done):
    return export_record(
        desk.office.runtime, done.number, desk.now, sign=lambda content: sign(OWN_KEY, content), public_key=PUBLIC
    )


def test_a_case_with_documents_is_healthy_and_its_record_holds(desk):
    done = desk.act(desk.up_to_review(), "head", "issue")
    desk.render()
    report = check(desk.office.runtime, desk.now, files=desk.renderer.files)
    assert [it.detail for it in report.findings] == []
    doc = record_of(desk, done)
    assert verify_record(record_bytes(doc), PUBLIC).problems == ()
    assert [(it["name"], it["version"]) for it in doc["renderings"]] == [("record", 1), ("thanks", 1), ("thanks", 2)]


@pytest.mark.parametrize(
    ("forged", "rule"),
    [
        ("UPDATE renderings SET content = '{}' WHERE name = 'thanks'", "I-19"),
        ("DELETE FROM renderings WHERE name = 'thanks' AND version = 1", "I-19"),
        ("UPDATE renderings SET result = 'failed' WHERE name = 'record'", "I-17"),
        ("UPDATE renderings SET number = '紀-115-007' WHERE name = 'record'", "I-10"),
    ],
)
def test_what_was_done_to_documents_behind_the_history_is_found(desk, forged, rule):
    desk.up_to_review()
    with desk.office.runtime.database.transaction() as connection:
        connection.execute(text(forged))
    report = check(desk.office.runtime, desk.now, files=desk.renderer.files)
    assert rule in {it.rule for it in report.findings}


def test_a_record_whose_document_was_changed_is_told(desk):
    done = desk.up_to_review()
    doc = record_of(desk, done)
    content = {**doc["renderings"][0]["content"], "fields": {"subject": "別的"}}
    doc["renderings"][0]["content"] = content
    assert "rendering_differs" in [it.code for it in verify_record(record_bytes(doc)).problems]


def test_the_paper_of_a_case_encloses_the_documents_that_it_made(desk, drawer, tmp_path):
    done = desk.up_to_review()
    paper = case_paper(desk.office.runtime, press_of(drawer, tmp_path), done.number, desk.now)
    enclosed = PdfReader(BytesIO(paper.content)).attachments
    assert sorted(enclosed) == ["record.json", "record.pdf", "thanks.pdf"]
    assert enclosed["thanks.pdf"][0] == pdf(desk, done, "thanks", 1)
