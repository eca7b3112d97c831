"""The process that comes with the product, read from its file."""

from __future__ import annotations

from functools import cache

from workflow.adapters.holidays_tw import layer_from_document
from workflow.bootstrap import SHIPPED
from workflow.core.definition import Definition
from workflow.reading.folder import read_folder


@cache
def agreement_signing() -> Definition:
    definition = read_folder(SHIPPED, layer_from_document).processes["agreement_signing"].definition
    assert definition is not None
    return definition
