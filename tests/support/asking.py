"""The process of the small office, where holders may ask others beside the steps."""

from __future__ import annotations

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.publishing import publish

ASKING = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace(
        "start: draft\n",
        "  may: {request_info: {files: [paper]}, delegate: {}, add_signer: {}, add_unit: {}}\nstart: draft\n",
        1,
    )
    .replace(
        "actors:\n",
        "documents:\n  paper: {source: upload, label: {zh-TW: 附件, en: Paper}, accept: [pdf]}\nactors:\n",
        1,
    )
)


def publish_asking(desk: Office) -> None:
    publish(desk.runtime, {**FILES, "pair.yaml": ASKING.encode()}, by=0, now=NOW)
