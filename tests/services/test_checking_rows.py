"""What is proved of cases that registers name: beside their rows, begun from them, reading them again."""

from __future__ import annotations

import pytest

from tests.support.agreements import REGISTERED
from workflow.adapters.holidays_tw import layer_from_document
from workflow.services.checking_definitions import check_definitions

# The file, what is replaced, by what, and rule, code and path of the finding.
WRONG = [
    ("agreements", "watch: {process: watch", "watch: {process: wach", "L02 unknown_process", ("watch", "process")),
    ("agreements", "watch: {process: watch", "watch: {process: pair", "L26 watch_begins_by_form", ("watch", "process")),
    ("agreements", "watch, field: agreement", "watch, field: topic", "L26 names_no_row", ("watch", "field")),
    ("agreements", "row.valid_until is not", "row.valid_unti is not", "L02 expression_unknown_name", ("watch", "when")),
    ("agreements", "process: pair", "process: watch", "L26 begun_without_form", ("begins", "renewal", "process")),
    ("agreements", "    field: agreement", "    field: subject", "L26 names_no_row", ("begins", "renewal", "field")),
    ("agreements", "{subject: number}", "{subjekt: number}", "L02 no_such_field",
     ("begins", "renewal", "with", "subjekt")),
    ("agreements", "{subject: number}", "{subject: valid_from}", "L26 given_differs",
     ("begins", "renewal", "with", "subject")),
    ("agreements", '{amount: "7"}', '{amount: much}', "L18 literal_differs", ("begins", "renewal", "set", "amount")),
    ("agreements", "{from: valid_until, span: 1cd}", "{from: valid_until, span: 1wd}", "L01 counted_needs_one",
     ("columns", "next_from", "counted")),
    ("agreements", "{from: valid_until, span: 1cd}", "{from: kind, span: 1cd}", "L02 unknown_column",
     ("columns", "next_from", "counted", "from")),
    ("watch", "refresh: [agreement]", "refresh: [topic]", "L02 unknown_reference",
     ("states", "standing", "refresh", 0)),
]  # fmt: skip


def found(files):
    return {(f"{it.rule} {it.code}", it.path) for it in check_definitions(files, layer_from_document).findings}


@pytest.mark.parametrize(("name", "old", "new", "finding", "path"), WRONG, ids=[row[3].split()[1] for row in WRONG])
def test_what_a_register_begins_is_proved_at_its_place(name, old, new, finding, path):
    file = f"{name}.yaml"
    assert old in REGISTERED[file].decode()
    broken = REGISTERED[file].decode().replace(old, new, 1).encode()
    assert (finding, path) not in found(REGISTERED)
    assert (finding, path) in found({**REGISTERED, file: broken})
