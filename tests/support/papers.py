"""Memoranda and drawers that tests draw with: the shipped fonts alone, so that every machine draws the same."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workflow.adapters.pdf import PdfDrawer
from workflow.core.memos import Enclosure, Fact, Happening, Memo, Proof, Signed

AT = datetime(2026, 9, 9, 1, 0, tzinfo=UTC)
CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"
PROOF = Proof(CODE, f"http://127.0.0.1:8000/verify/{CODE}", "0123456789abcdef" * 4, AT)
NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>{cache}</cachedir></fontconfig>'


def signed(name: str = "國際長（示範）", **changed: object) -> Signed:
    told = {"place": "核稿", "post": "國際長", "name": name, "capacity": "own", "on_behalf_of": None}
    return Signed(**{**told, "outcome": "核准", "opinion": None, "at": AT, **changed})


def memo(**changed: object) -> Memo:
    told = {
        "number": "國約-115-001",
        "process": "國際合作書約簽署",
        "title": "與某大學簽訂合作備忘錄",
        "unit": "國際合作組",
        "written_on": date(2026, 9, 1),
        "speed": "urgent",
        "keep": "60mo",
        "applicant": "工學院教師（示範）",
        "state": "決行",
        "outcome": None,
        "closed_at": None,
        "version": 3,
        "head": "ab" * 32,
        "subject": "為簽訂合作備忘錄一案，簽請核示。",
        "explanation": None,
        "proposal": "奉核可後辦理用印及簽署。",
        "enclosures": (Enclosure("書約草案", "draft.pdf", 1, "cd" * 32),),
        "opinions": (signed("教務長（示範）", place="教務處", outcome="同意"),),
        "signatures": (signed(),),
        "later": (),
        "decider": "校長",
        "final": None,
        "facts": (Fact("合作緣由", "兩系互訪"),),
        "history": (Happening(1, AT, None, "fire", None, "核稿", None),),
        "whole": True,
    }
    return Memo(**{**told, **changed})


def words_of(pdf: bytes) -> str:
    """What a reader copies out of the pages, without spaces."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def looks(pdf: bytes, folder: Path, tool: str, *options: str) -> str:
    """What a tool of poppler says of the file."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run([tool, *options, path], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="session")
def shipped_fonts_only(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(NO_FONTS.format(cache=folder / "cache"))
    return {"HOME": str(folder), "FONTCONFIG_FILE": str(folder / "fonts.conf")}


@pytest.fixture(scope="session")
def drawer(shipped_fonts_only: dict[str, str]) -> Iterator[PdfDrawer]:
    drawer = PdfDrawer(shipped_fonts_only)
    yield drawer
    drawer.close()
