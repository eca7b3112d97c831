import pytest

from tests.architecture.doors import (
    DOORS,
    commits_elsewhere,
    impure_core,
    local_imports,
    mutable_globals,
    wrong_doors,
)
from tests.architecture.sources import Source, expect_none, product, sources

CHECKS = [wrong_doors, commits_elsewhere, local_imports, mutable_globals]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_module_keeps_to_its_doors(check):
    expect_none(finding for source in product() for finding in check(source))


def test_core_reads_no_clock_no_chance_no_environment_and_no_file():
    core = sources("workflow/core")
    assert core
    expect_none(finding for source in core for finding in impure_core(source))


@pytest.mark.parametrize("dependency", sorted(DOORS))
def test_a_dependency_imported_outside_its_door_is_found(dependency):
    package, _, name = dependency.rpartition(".")
    statements = [f"import {dependency}", f"from {dependency} import x", f"from {dependency}.inner import x"]
    statements += [f"from {package} import {name}"] if package else []
    for statement in statements:
        assert list(wrong_doors(Source("workflow/services/act.py", statement))), statement


def test_a_door_lets_its_own_dependency_in_and_names_that_only_look_alike():
    assert not list(wrong_doors(Source("workflow/adapters/mail.py", "import smtplib")))
    assert not list(wrong_doors(Source("workflow/services/act.py", "import yamlish")))


def test_a_commit_outside_the_engine_is_found_however_it_is_called():
    for text in ("session.commit()", "finish = connection.commit"):
        assert list(commits_elsewhere(Source("workflow/services/act.py", text)))
        assert not list(commits_elsewhere(Source("workflow/store/engine.py", text)))


@pytest.mark.parametrize("statement", ["import json", "from json import loads"])
def test_an_import_inside_a_function_is_found(statement):
    late = f"def f():\n    if True:\n        {statement}\n"
    assert list(local_imports(Source("workflow/core/case.py", late)))
    assert not list(local_imports(Source("workflow/core/case.py", statement)))


@pytest.mark.parametrize(
    "text",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "clock = datetime.now",
        "self.clock.now()",
        "uuid.uuid4()",
        "uuid4()",
        "os.environ['A']",
        "os.getenv('A')",
        "open('a')",
        "print(1)",
        "eval('1')",
    ],
)
def test_what_makes_core_impure_is_found(text):
    assert list(impure_core(Source("workflow/core/case.py", text)))


def test_a_moment_handed_in_as_now_is_pure():
    assert not list(impure_core(Source("workflow/core/case.py", "def f(now, today):\n    return now - today\n")))


def test_a_function_that_changes_its_module_is_found():
    assert list(mutable_globals(Source("a.py", "n = 0\ndef f():\n    global n\n    n = 1\n")))
