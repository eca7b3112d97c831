import pytest

from tests.architecture.prose import (
    TAI,
    registry_hosts,
    requirement_sources,
    unexplained_exceptions,
    wrong_tai,
)
from tests.architecture.sources import expect_none, tracked_texts

CHECKS = [registry_hosts, requirement_sources, wrong_tai, unexplained_exceptions]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_tracked_file_keeps_the_rule(check):
    expect_none(finding for path, text in tracked_texts() for finding in check(path, text))


def test_the_files_looked_at_are_those_of_the_checkout():
    paths = {path for path, _ in tracked_texts()}
    assert {"setup.cfg", "README.md", "requirements/dev.txt"} <= paths
    assert not [path for path in paths if path.startswith(".venv/")]


@pytest.mark.parametrize(
    "host", ["https://pypi" + ".org/simple", "files.python" + "hosted.org", "registry.npm" + "js.org"]
)
def test_the_host_of_a_registry_is_found(host):
    assert list(registry_hosts("README.md", f"see {host} for it"))


@pytest.mark.parametrize("line", ["--index-url x", "--extra-index-url x", "-f wheels", "a @ file:///wheels/a.whl"])
def test_a_lock_that_says_where_to_fetch_from_is_found(line):
    assert list(requirement_sources("requirements/dev.txt", f"flask==3\n{line}\n"))
    assert not list(requirement_sources("requirements/dev.txt", "flask==3 \\\n    --hash=sha256:0a\n"))


@pytest.mark.parametrize("name", ["{}灣", "{}南市", "南{}科技大學", "新{}幣", "{}大", "訪{}", "{}北"])
def test_a_place_written_with_the_short_character_is_found(name):
    assert list(wrong_tai("a.yaml", name.format(TAI)))
    assert not list(wrong_tai("a.yaml", name.format("臺")))


@pytest.mark.parametrize("word", ["平{}", "平{}中", "後{}", "舞{}", "一{}機器"])
def test_words_that_are_no_place_are_left_alone(word):
    assert not list(wrong_tai("a.yaml", word.format(TAI)))


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: F401", "# type: ignore", "# type: ignore[misc]"])
def test_an_exception_without_code_and_reason_is_found(comment):
    assert list(unexplained_exceptions("a.py", f"x = 1  {comment}\n"))
    assert not list(unexplained_exceptions("a.md", f"x = 1  {comment}\n"))


@pytest.mark.parametrize("comment", ["# noqa: F401  # kept for its effect", "# type: ignore[misc]  # no stubs"])
def test_an_exception_with_code_and_reason_passes(comment):
    assert not list(unexplained_exceptions("a.py", f"x = 1  {comment}\n"))
