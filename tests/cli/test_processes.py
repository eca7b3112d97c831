"""The clock, the deliverer and the doctor, and the real script in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import VERSION, run

SCRIPT = Path(sys.executable).with_name("qianhe")


def script(desk, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **desk.env, **more}
    return subprocess.run([SCRIPT, *map(str, words)], env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_clock_fires_what_is_due_and_then_nothing(desk):
    desk.start()
    assert desk.answer("clock", "--once", "--now", "2026-09-01T10:00") == {"fired": 0}
    assert desk.answer("clock", "--once", "--now", "2026-10-30T10:00")["fired"] > 0
    assert desk.answer("clock", "--once", "--now", "2026-10-30T10:00") == {"fired": 0}


def test_messages_are_sent_once_and_not_while_a_step_can_be_undone(desk):
    desk.start()
    assert desk.answer("deliver", "--once", "--now", "2026-09-01T09:00:30") == {"sent": 0}
    sent = desk.answer("deliver", "--once", "--now", "2026-09-01T10:00")["sent"]
    letters = list((desk.instance / "mail").glob("*.eml"))
    assert sent == len(letters) > 0
    assert desk.answer("deliver", "--once", "--now", "2026-09-01T10:00") == {"sent": 0}


def test_another_moment_makes_no_sense_for_a_clock_that_goes_on(desk):
    assert desk.run("clock", "--now", "2026-09-01T10:00").exit_code == 2


def test_the_doctor_finds_nothing_wrong(desk):
    desk.start()
    report = desk.answer("doctor")
    assert report["ok"]
    assert "I-01" in report["checked"]
    assert report["findings"] == []


def test_the_doctor_finds_a_file_that_was_changed(desk):
    (document,) = desk.start()["documents"]
    sha256 = document["sha256"]
    (desk.instance / "files" / sha256[:2] / sha256[2:]).write_bytes(b"something else")
    (finding,) = desk.answer("doctor", code=1)["findings"]
    assert set(finding) >= {"rule", "severity", "case", "detail"}
    assert (finding["rule"], finding["case"]) == ("I-19", "國約-115-001")


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_script_writes_utf_8_whatever_the_locale(desk, locale):
    desk.start()
    done = script(desk, "case", "show", "國約-115-001", LC_ALL=locale, LANG=locale)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"國約-115-001  agreement_signing v{VERSION}")


def test_the_script_ends_with_the_code_of_the_refusal(desk):
    done = script(desk, "case", "show", "國約-115-999", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["refusals"][0]["code"] == "unknown_case"


def test_an_argument_that_is_no_text_is_wrong_usage_and_no_traceback(desk):
    env = {**os.environ, **desk.env}
    done = subprocess.run([SCRIPT, "case", "show", b"\xff\xfe"], env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_leaves_no_traceback(desk):
    desk.start()
    command = f"'{SCRIPT}' case show 國約-115-001 | head -1"
    done = subprocess.run(command, shell=True, env={**os.environ, **desk.env}, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["clock", "deliver"])
def test_a_process_that_goes_on_ends_when_it_is_told_to(desk, name):
    env = {**os.environ, **desk.env, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen([SCRIPT, name], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout.readline() == f"{name} is running\n".encode()
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=20) == (b"", b"")
        assert process.returncode == 0
    finally:
        process.kill()


def test_a_measurement_that_cannot_be_made_is_told_and_no_traceback(desk):
    env = desk.env | {"QIANHE_DATABASE_URL": "postgresql://127.0.0.1:1/nowhere"}
    result = run("bench", "--seconds", "1", env=env)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "bench_failed")
    assert "Traceback" not in result.output
