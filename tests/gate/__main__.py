"""Prints demanded beside reached, and exits 1 when a demand is missed."""

import sys
import time

from tests.gate.accuracy import accuracy, coverage
from tests.gate.chances import chances
from tests.gate.findings import alarms, drivers, leading, repeats
from tests.gate.pace import pace
from tests.gate.rows import table
from tests.gate.speed import speed

PARTS = (accuracy, coverage, chances, pace, alarms, drivers, leading, repeats, speed)


def main():
    started = time.monotonic()
    rows = [row for part in PARTS for row in part()]
    print(table(rows))
    missed = [row for row in rows if not row.met]
    print(f"\n{sum(row.judged for row in rows)} demands, {len(missed)} missed, {time.monotonic() - started:.0f} s")
    return 1 if missed else None


if __name__ == "__main__":
    sys.exit(main())
