"""Make each planted bug in a copy of the tree and run the tests that must notice; `make mutants` runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.mutants.table import PLANTED, Planted

ROOT: Final = Path(__file__).parents[2]
COPIED: Final = ("workflow", "web", "tests", "definitions", "docs", "setup.cfg")
FAILED: Final = 1
"""How pytest ends when tests ran and failed; everything else proves nothing."""
LONGEST: Final = 180
"""Seconds after which a test has noticed by never ending."""


def main(wanted: list[str]) -> int:
    """Number of bugs that no test notices; `wanted` are parts of what they say, none means all."""
    chosen = [it for it in PLANTED if not wanted or any(part in it.says for part in wanted)]
    with tempfile.TemporaryDirectory(prefix="qianhe-mutants-") as folder:
        tree = _copy(Path(folder))
        unnoticed = list(_unnoticed(tree, chosen))
    sys.stdout.write(f"{len(chosen) - len(unnoticed)} of {len(chosen)} noticed\n")
    return min(len(unnoticed), 1)


def _copy(folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def _unnoticed(tree: Path, chosen: list[Planted]) -> Iterator[Planted]:
    for planted in chosen:
        file = tree / planted.file
        sound = file.read_text("utf-8")
        file.write_text(sound.replace(planted.old, planted.new), "utf-8")
        noticed = _fails(tree, planted.tests)
        file.write_text(sound, "utf-8")
        sys.stdout.write(f"{'noticed' if noticed else 'SURVIVES'}  {planted.says}\n")
        sys.stdout.flush()
        if not noticed:
            yield planted


def _fails(tree: Path, tests: tuple[str, ...]) -> bool:
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(words, cwd=tree, env=environment, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return True
    return run.returncode == FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
