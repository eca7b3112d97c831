"""The process that draws PDFs: what it may reach, what happens when it fails, and that the next one works."""

import os
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.papers import looks, words_of
from workflow.adapters import pdf
from workflow.adapters.pdf import Enclosed, PdfDrawer
from workflow.core.errors import PdfFailed

PAGE = "<html lang=zh-Hant-TW><title>題名</title><style>body{font-family:Official}</style><p>內容</p>"
ENDLESS = PAGE + "<p>" + "字" * 400_000


def child_of(drawer: PdfDrawer) -> int:
    assert drawer._process is not None
    return drawer._process.pid


def waiting_child(drawer: PdfDrawer) -> int:
    """The process once it is drawing."""
    while drawer._process is None or not _busy(drawer._process.pid):
        time.sleep(0.01)  # a child process tells nobody when it has begun
    return drawer._process.pid


def _busy(child: int) -> bool:
    return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "R"


def refused(drawer: PdfDrawer, html: str) -> str:
    with pytest.raises(PdfFailed) as failed:
        drawer.draw(html)
    return failed.value.code


def test_a_page_becomes_an_archive_file_with_its_title_and_what_is_enclosed(drawer, tmp_path):
    made = drawer.draw(PAGE, [Enclosed("record.json", "紀錄", b'{"a": 1}')]).pdf
    found = PdfReader(BytesIO(made))
    assert (found.metadata.title, found.attachments) == ("題名", {"record.json": [b'{"a": 1}']})
    assert found.trailer["/Root"]["/AF"][0]["/AFRelationship"] == "/Supplement"
    told = found.trailer["/Root"]["/Metadata"].get_data()
    assert re.search(rb"part\W+3\W.*conformance\W+A\W", told, re.DOTALL), told
    assert re.search(r"^ *P \(block\)$", looks(made, tmp_path, "pdfinfo", "-struct"), re.MULTILINE)


def test_only_the_shipped_fonts_are_embedded_where_the_machine_has_none(drawer, tmp_path):
    fonts = looks(drawer.draw(PAGE + "<p><b>粗體</b>").pdf, tmp_path, "pdffonts").splitlines()[2:]
    assert sorted(line.split()[0].partition("+")[2] for line in fonts) == ["Official", "Official-Bold"]
    assert all("yes yes yes" in line for line in fonts)


def test_rare_characters_of_names_are_drawn_and_those_without_a_glyph_are_told(drawer):
    drawn = drawer.draw(PAGE + "<p>王堃喆峯珉煊游錫堃𣇊")
    assert drawn.missing == ("𣇊",)
    assert "王堃喆峯珉煊游錫堃" in words_of(drawn.pdf)


@pytest.mark.parametrize(
    "part",
    [
        "<link rel=attachment href='file:///etc/hostname'>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<style>@import 'file:///etc/hostname';</style>",
        "<style>@font-face{font-family:x;src:url(file:///etc/hostname)}</style>",
        "<p style='background:url(//127.0.0.1:9/x)'>x",
    ],
)
def test_a_page_that_wants_anything_from_elsewhere_is_not_drawn(drawer, part):
    base = PAGE.replace("<title>", "<base href='http://127.0.0.1:9/'><title>") + part
    assert refused(drawer, base) == "pdf_failed"


def test_secrets_of_the_service_are_not_known_to_the_drawing_process(shipped_fonts_only):
    drawer = PdfDrawer({**shipped_fonts_only, "QIANHE_SECRET_KEY": "secret"})
    drawer.draw(PAGE)
    assert b"secret" not in Path(f"/proc/{child_of(drawer)}/environ").read_bytes()
    drawer.close()


def test_a_warm_process_draws_several_and_is_then_replaced(shipped_fonts_only):
    drawer = PdfDrawer(shipped_fonts_only)
    drawer.draw(PAGE)
    children = [child_of(drawer)]
    for _ in range(pdf.DOCUMENTS_PER_PROCESS):
        drawer.draw(PAGE)
        children.append(child_of(drawer))
    drawer.close()
    assert len(set(children[:-1])) == 1
    assert children[-1] != children[0]


def test_a_process_killed_in_the_middle_is_told_and_the_next_document_is_drawn(shipped_fonts_only):
    drawer = PdfDrawer(shipped_fonts_only)
    threading.Thread(target=lambda: os.kill(waiting_child(drawer), signal.SIGKILL)).start()
    assert refused(drawer, ENDLESS) == "pdf_crashed"
    assert drawer.draw(PAGE).pdf.startswith(b"%PDF-1.7")
    drawer.close()


def test_a_process_killed_between_two_documents_is_not_noticed(shipped_fonts_only):
    drawer = PdfDrawer(shipped_fonts_only)
    drawer.draw(PAGE)
    os.kill(child_of(drawer), signal.SIGKILL)
    os.waitid(os.P_PID, child_of(drawer), os.WEXITED | os.WNOWAIT)
    assert drawer.draw(PAGE).pdf
    drawer.close()


def test_a_document_without_end_is_given_up_and_the_next_is_drawn(shipped_fonts_only):
    drawer = PdfDrawer(shipped_fonts_only, seconds=1)
    assert refused(drawer, ENDLESS) == "pdf_timeout"
    assert drawer.draw("<title>x</title>x").pdf
    drawer.close()


def test_a_page_beyond_all_measure_is_not_even_begun(drawer):
    assert refused(drawer, "字" * pdf.LONGEST_HTML) == "pdf_too_large"


def test_several_threads_are_served_one_after_the_other(drawer):
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda n: drawer.draw(f"{PAGE}<p>第{n}件").pdf, range(4)))
    assert [f"第{n}件" in words_of(each) for n, each in enumerate(made)] == [True] * 4


def test_nothing_is_left_in_the_temporary_folder(shipped_fonts_only, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    drawer = PdfDrawer(shipped_fonts_only)
    drawer.draw(PAGE)
    assert list(tmp_path.iterdir())
    drawer.close()
    assert not list(tmp_path.iterdir())


def test_a_machine_without_the_libraries_is_told_what_to_install(tmp_path):
    for name in ("libpango-1.0.so.0", "libgobject-2.0.so.0"):
        (tmp_path / name).touch()
    drawer = PdfDrawer({"LD_LIBRARY_PATH": str(tmp_path)})
    for _ in range(2):
        with pytest.raises(PdfFailed) as failed:
            drawer.draw(PAGE)
        assert (failed.value.code, "libpangoft2" in str(failed.value.params)) == ("pdf_library_missing", True)
