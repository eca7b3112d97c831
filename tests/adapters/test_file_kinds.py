import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.adapters.file_kinds import ENDINGS, LARGEST_UNPACKED, MOST_PARTS, WrongContent, sniff

OFFICE = "application/vnd.openxmlformats-officedocument."


def package(*names, **contents):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "x"))
    return packed.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
ODT = package("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = package("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
PNG = b"\x89PNG\r\n\x1a\n..."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."


def verdict(content, filename):
    """The media type, or the code of the refusal."""
    try:
        return sniff(content, filename)
    except WrongContent as refused:
        return refused.code


@pytest.mark.parametrize(
    ("content", "filename", "media_type"),
    [
        (b"%PDF-1.7\n", "合約.PDF", "application/pdf"),
        (PNG, "護照.png", "image/png"),
        (b"\xff\xd8\xff\xe0", "photo.jpeg", "image/jpeg"),
        (b"\xff\xd8\xff\xe1", "photo.jpg", "image/jpeg"),
        (DOCX, "memo.docx", OFFICE + "wordprocessingml.document"),
        (XLSX, "budget.xlsx", OFFICE + "spreadsheetml.sheet"),
        (ODT, "memo.odt", "application/vnd.oasis.opendocument.text"),
        ("說明\n".encode(), "note.txt", "text/plain"),
        ("\ufeff姓名,系所\n".encode(), "list.csv", "text/csv"),
        ("姓名,系所\n".encode("big5"), "list.csv", "text/csv"),
    ],
)
def test_a_file_that_is_what_its_name_says_has_a_media_type(content, filename, media_type):
    assert sniff(content, filename) == media_type


@pytest.mark.parametrize("filename", ["page.html", "drawing.svg", "pdf", "", "memo.pdf.exe"])
def test_an_ending_that_we_do_not_know_has_none(filename):
    assert sniff(b"%PDF-1.7", filename) is None


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "empty.pdf", "file_empty"),
        (b"<html><script>", "page.pdf", "file_wrong_content"),
        (PNG, "photo.jpg", "file_wrong_content"),
        (XLSX, "budget.docx", "file_wrong_content"),
        (DOCX, "budget.xlsx", "file_wrong_content"),
        (ODS, "memo.odt", "file_wrong_content"),
        (DOCX[:-30], "cut.docx", "file_wrong_content"),
        (b"MZ\x00\x01", "program.txt", "file_wrong_content"),
        (b"\xff\xfe\xfd\n", "list.csv", "file_wrong_content"),
        (OLD_OFFICE, "locked.docx", "file_locked"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro.docx", "file_unsafe"),
        (package("[Content_Types].xml", "word/document.xml", "../../x"), "out.docx", "file_unsafe"),
        (package("[Content_Types].xml", "word/document.xml", "C:/x"), "drive.docx", "file_unsafe"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(content, filename, code):
    with pytest.raises(WrongContent) as refused:
        sniff(content, filename)
    assert refused.value.code == code
    assert refused.value.params["filename"] == filename


def test_a_package_that_says_it_unpacks_to_too_much_is_refused_without_unpacking_it():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "x")
        archive.filelist[-1].file_size = LARGEST_UNPACKED
    assert verdict(packed.getvalue(), "bomb.docx") == "file_unsafe"


def test_a_package_of_too_many_parts_is_refused():
    parts = [f"word/{number}" for number in range(MOST_PARTS)]
    assert verdict(package("[Content_Types].xml", "word/document.xml", *parts), "bomb.docx") == "file_unsafe"


def test_a_link_in_a_package_is_refused():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert verdict(packed.getvalue(), "link.docx") == "file_unsafe"


@given(content=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_any_bytes_are_either_what_they_say_or_refused(content, ending):
    refusals = {"file_empty", "file_wrong_content", "file_locked", "file_unsafe"}
    assert "/" in verdict(content, f"file.{ending}") or verdict(content, f"file.{ending}") in refusals


MAIL = (
    b"Return-Path: <a@example.org>\r\nFrom: A <a@example.org>\r\nSubject: =?utf-8?q?Agreed?=\r\n folded\r\n"
    b"Date: Mon, 7 Sep 2026\r\n\r\nWe agree.\r\n"
)


def test_a_saved_message_is_known_by_its_headers():
    assert sniff(MAIL, "reply.eml") == "message/rfc822"


@pytest.mark.parametrize(
    "content", [b"just text", b"<html><body>From: a\nDate: b", MAIL.replace(b"Date:", b"Dated on")]
)
def test_a_text_without_the_headers_of_a_message_is_no_message(content):
    with pytest.raises(WrongContent):
        sniff(content, "reply.eml")
