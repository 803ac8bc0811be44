"""Damaged files of every container: how many were read in the time given, and how many did what they may not (none).

A minute by default; half an hour with `KPI_FUZZ_SECONDS=1800 KPI_FUZZ_START=1 python -m tests.benchmarks fuzzing`. A seed that
fails is printed: `tests.fuzzing.case` makes its file again. What takes more than 3 GB ends the run.
"""

import os
import resource
import sys

from tests.fuzzing import fuzz

MOST_MEMORY = 3 * 2**30


def run():
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, before[1]))
    seconds, start = (
        int(os.environ.get(f"KPI_FUZZ_{name}", default)) for name, default in (("SECONDS", 60), ("START", 0))
    )
    found, failures = fuzz(seconds, start)
    for failure in failures:
        print(*failure, file=sys.stderr)
    outcomes: dict[str, int] = {}
    for (_, told), count in found.items():
        outcomes[told] = outcomes.get(told, 0) + count
    detail = {"files": sum(outcomes.values()), **dict(sorted(outcomes.items(), key=lambda entry: -entry[1]))}
    return [{"name": f"damaged files in {seconds} s: failures", "ratio": len(failures), "limit": 0, "detail": detail}]
