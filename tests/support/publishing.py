from datetime import date

from workflow.adapters.holidays_tw import layer_from_document
from workflow.reading.folder import read_folder
from workflow.store import publications
from workflow.store.publications import Publication


def publish(runtime, files, by, now):
    lib = read_folder(files, layer_from_document)
    assert not lib.findings, lib.findings
    with runtime.database.transaction() as c:
        for kind, key, name, sha in (
            ("organisation", "school", "organisation.yaml", "a" * 64),
            ("calendar", "plain", "plain.yaml", "b" * 64),
        ):
            publications.publish(c, Publication(kind, key, 1, sha, files[name].decode(), now, by, date(2020, 1, 1)))
        p = lib.processes["pair"].definition
        publications.publish(
            c, Publication("process", "pair", 1, p.sha256, files["pair.yaml"].decode(), now, by, date(2020, 1, 1))
        )
