"""Measurements from a checkout: without a word what `qianhe bench` runs, `pages` or `papers`."""

import argparse
import json
import os
from typing import Any

from benchmarks.bench import SECONDS, SLICES, bench
from benchmarks.pages.report import KINDS, Sizes, measure
from benchmarks.papers import ROUNDS, papers


def main() -> None:
    given = _parser().parse_args()
    print(json.dumps(_report(given), ensure_ascii=False, indent=2))  # noqa: T201 - the answer of a command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clients", type=int, default=1, help="processes at work at once")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time measured in all")
    parser.add_argument("--slices", type=int, default=SLICES, help="into how many turns that time is cut")
    others = parser.add_subparsers(dest="what")
    pages, sizes = others.add_parser("pages", help="pages and the clock, with few and with very many cases"), Sizes()
    pages.add_argument("--database", choices=KINDS, default=KINDS[0], help="QIANHE_DATABASE_URL may name the server")
    pages.add_argument("--open", type=int, default=sizes.open_tasks, help="open tasks, where there are many")
    pages.add_argument("--finished", type=int, default=sizes.finished, help="finished cases, where there are many")
    pages.add_argument("--rounds", type=int, default=sizes.rounds, help="how often each page is asked for")
    drawn = others.add_parser("papers", help="the PDF of a case, drawn by a warm process")
    drawn.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is drawn")
    return parser


def _report(given: argparse.Namespace) -> dict[str, Any]:
    url = os.environ.get("QIANHE_DATABASE_URL")
    if given.what == "pages":
        return measure(url, given.database, Sizes(given.open, given.finished, given.rounds))
    if given.what == "papers":
        return papers(given.rounds)
    return bench(url, count=given.clients, seconds=given.seconds, slices=given.slices)


if __name__ == "__main__":
    main()
