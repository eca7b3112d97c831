import pytest

from tests.architecture.sizes import long_files, long_functions, many_positional, vague_names
from tests.architecture.sources import Source, everything, expect_none

CHECKS = [long_files, long_functions, many_positional, vague_names]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_file_keeps_the_limits(check):
    expect_none(finding for source in everything() for finding in check(source))


def function_of(lines: int, above: str = "") -> Source:
    body = "\n".join(f"    x = {n}" for n in range(lines))
    return Source("workflow/core/a.py", f'{above}\n@d\ndef f(\n    a,\n):\n    """Says.\n\n    More."""\n{body}\n')


def test_a_file_of_301_lines_is_found():
    assert not list(long_files(Source("a.py", "x = 1\n" * 300)))
    assert list(long_files(Source("a.py", "x = 1\n" * 301)))


def test_a_function_of_31_lines_without_its_docstring_is_found():
    assert not list(long_functions(function_of(30)))
    assert list(long_functions(function_of(31)))


def test_a_long_function_may_give_its_reason_but_not_an_empty_one():
    assert not list(long_functions(function_of(31, "# long because the table is read top to bottom")))
    assert list(long_functions(function_of(31, "# long because ")))


def test_a_sixth_positional_parameter_is_found_and_self_is_not_counted():
    assert not list(many_positional(Source("a.py", "def f(self, a, b, c, d, e, *, g): ...")))
    assert list(many_positional(Source("a.py", "def f(a, b, c, d, e, g): ...")))


def test_a_module_called_utils_or_helpers_is_found():
    assert list(vague_names(Source("workflow/core/utils.py", "")))
    assert list(vague_names(Source("tests/helpers/__init__.py", "")))
    assert not list(vague_names(Source("workflow/core/calendar.py", "")))
