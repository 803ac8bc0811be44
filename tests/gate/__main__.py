"""Prints demanded beside reached, and exits 1 when a demand is missed."""

import sys
import time

from tests.gate.accuracy import accuracy, coverage
from tests.gate.chances import chances
from tests.gate.findings import actions, alarms, drivers, leading, repeats
from tests.gate.pace import pace
from tests.gate.rows import table
from tests.gate.speed import speed
from tests.gate.verdicts import verdicts

PARTS = (accuracy, coverage, chances, pace, verdicts, alarms, actions, drivers, leading, repeats, speed)


def main():
    started = time.process_time()
    rows = [row for part in PARTS for row in part()]
    print(table(rows))
    judged = [row for row in rows if row.judged]
    missed = [row for row in judged if not row.met]
    took = time.process_time() - started
    print(f"\n{len(judged)} demands, {len(missed)} missed, {took:.0f} s of computing")
    return 1 if missed else None


if __name__ == "__main__":
    sys.exit(main())
