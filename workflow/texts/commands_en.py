"""What the command line says when it cannot do what it was told, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "demo_in_production": "The demo asks for no passwords, so it does not run with QIANHE_ENV=production",
        "port_taken": "Port {port} cannot be used: {detail}. Choose another with PORT=…",
        "no_database": "There is no database at {place} yet. Make one with qianhe init",
        "old_database": "The database at {place} is of another version. Bring it up to date with qianhe init",
        "store_failed": "The database did not do this: {detail}",
        "scenario_unknown_name": "There is no actor, branch, slot or login “{name}”",
        "scenario_not_asked": "“{name}” has no open task at this point",
        "scenario_nobody_holds": "Nobody holds “{name}”: the post is vacant, or its holder is absent in this scenario",
        "unknown_case": "There is no case “{key}”, or it is not for you to know",
        "unknown_process": "No process “{key}” can be started now",
        "unknown_person": "There is nobody with the login “{key}”",
        "unknown_register": "There is no register “{key}”",
        "unknown_calendar": "There is no calendar “{key}”",
        "not_found": "Not found: {kind} {key}",
        "bad_definition": "The published definition cannot go on from here: {detail}",
        "unreadable": "“{path}” cannot be read or written: {detail}",
        "bad_json": "“{path}” is no JSON: line {line}, column {column}",
        "not_an_object": "“{path}” must hold one JSON object",
        "not_canonical": "A value has no exact form ({reason}): {where}",
        "no_yaml": "There is no YAML file at {path}",
        "not_the_moment": "“{value}” is no date or moment. Write 2026-12-04 or 2026-12-04T17:00+08:00",
        "no_benchmarks": "The benchmarks are part of a checkout, and there is none at {place}",
        "not_utf8": "Something that was typed is not UTF-8",
        "no_report": "“{path}” is no report of moving “{process}”",
        "no_process": "{path} defines no process",
        "unknown_version": "There is no version “{key}”",
        "bench_failed": "The measurement failed: {detail}",
    }
)
