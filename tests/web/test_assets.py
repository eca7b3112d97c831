import gzip
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from web.assets import STATIC, load_assets
from web.site import site

TEMPLATES = Path(STATIC).with_name("templates")
FIRST_VIEW = 60 * 1024


def addresses(page):
    return set(re.findall(r'"(/assets/[^"#]+)', page))


def test_files_are_named_after_their_content_and_kept_for_a_year(client):
    for address in addresses(client.get("/signin").text):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_a_file_under_a_name_of_other_content_is_not_found(client):
    assert client.get("/assets/0000000000000000/qianhe.css").status_code == 404


def test_files_are_sent_compressed_to_those_who_can_read_that(client, app):
    with app.app_context():
        asset = site().assets["qianhe.css"]
    address = f"/assets/{asset.mark}/qianhe.css"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == client.get(address).data == asset.content


@pytest.mark.parametrize("path", ["/signin", "/status"])
def test_a_first_view_is_small(client, path):
    page = client.get(path, headers={"Accept-Encoding": "gzip"})
    files = [
        client.get(it, headers={"Accept-Encoding": "gzip"}) for it in addresses(gzip.decompress(page.data).decode())
    ]
    assert len(page.data) + sum(len(file.data) for file in files) <= FIRST_VIEW


def test_every_picture_that_a_template_names_is_in_the_sprite():
    sprite = ET.fromstring(load_assets()["icons.svg"].content)
    drawn = {symbol.get("id") for symbol in sprite}
    text = "\n".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    assert set(re.findall(r'icon\("([a-z]+)"', text)) <= drawn


def test_no_style_sheet_hides_the_focus_or_writes_below_thirteen_pixels():
    css = load_assets()["qianhe.css"].content.decode()
    assert not re.search(r"font-size:\s*(0?\.[0-7]\d*rem|(\d|1[0-2])px)", css)
    assert re.findall(r"([^{}]*)\{[^{}]*outline:\s*(?:none|0)", css) == ["\n  main:focus "]
