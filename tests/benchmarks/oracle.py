"""Every KPI and variant beside the row-by-row oracle over many made-up companies: how many figures, and how many differ (none).

Two minutes by default; longer with `KPI_ORACLE_SECONDS=3600 KPI_ORACLE_START=1 python -m tests.benchmarks oracle`. What
differs is printed with its seed: `case(seed)` makes the tables again.
"""

import os
import sys
import time
from collections import Counter
from random import Random

from tests.compute.beside import KINDS, wrong
from tests.compute.made_up import made_up
from tests.compute.test_oracle import ASKED


def case(seed):
    """Return the family, the tables, and what is asked of them, the same for one seed."""
    chance = Random(seed)
    family, grain, asked = chance.choice(ASKED)
    sizes = {kind: chance.choice((3, 8, 20, 45, 90)) for kind in KINDS[family]}
    return family, {kind: made_up(kind, size, chance.getrandbits(32)) for kind, size in sizes.items()}, grain, asked


def run():
    seconds, seed = (
        int(os.environ.get(f"KPI_ORACLE_{name}", default)) for name, default in (("SECONDS", 120), ("START", 0))
    )
    until, differ, asked = time.monotonic() + seconds, 0, Counter()
    while time.monotonic() < until:
        family, tables, grain, more = case(seed)
        for found in wrong(family, tables, grain, **more):
            differ += 1
            print(seed, family, grain, more, *found, file=sys.stderr)
        asked[family] += 1
        seed += 1
    detail = {"companies": asked.total(), **dict(sorted(asked.items()))}
    return [
        {
            "name": f"figures of made-up companies in {seconds} s: differing",
            "ratio": differ,
            "limit": 0,
            "detail": detail,
        }
    ]
