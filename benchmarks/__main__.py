"""`python -m benchmarks`: what `qianhe bench` runs, from a checkout."""

import argparse
import json
import os

from benchmarks.bench import SECONDS, SLICES, bench


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clients", type=int, default=1, help="processes at work at once")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time measured in all")
    parser.add_argument("--slices", type=int, default=SLICES, help="into how many turns that time is cut")
    given = parser.parse_args()
    url = os.environ.get("QIANHE_DATABASE_URL")
    report = bench(url, count=given.clients, seconds=given.seconds, slices=given.slices)
    print(json.dumps(report, ensure_ascii=False, indent=2))  # noqa: T201 - the answer of a command


if __name__ == "__main__":
    main()
