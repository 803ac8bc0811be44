"""The proof workbook at 100,000 order lines, and more random data than the tests have, worked out anew by LibreOffice.

Five KPIs over 100,000 rows, for size and seconds; then every KPI and variant of the catalogue, by week, month, quarter and
year, each over other random rows. Keeps its table in proof.md.
"""

from __future__ import annotations

import math
import tempfile
import time
from datetime import date
from pathlib import Path

from kpi_core.catalogue import CATALOGUE
from kpi_core.export.proof import proof_xlsx
from kpi_core.periods import Grain
from tests.benchmarks.compute import dataset
from tests.compute.made_up import ROWS, dataset_of, made_up
from tests.compute.oracle import PARAMS, TODAY
from tests.export.proof.recalculated import everyone, kpi_sheets, recalculated, spoiled, values_of

LINES = 100_000
MOST_SECONDS = 60
FIVE = ("revenue", "sales_profit_margin", "average_order_value", "new_customers", "customer_retention_rate")
SEEDS = {Grain.WEEK: 200, Grain.MONTH: 3_000, Grain.QUARTER: 50, Grain.YEAR: 7}
ROWS_EACH = 90


def anew(data):
    """Return how many values LibreOffice works out, how many differ, and the seconds it took."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = recalculated(Path(folder), {"proof": spoiled(data)})["proof"]
    took = time.perf_counter() - started
    lines = [line for sheet in kpi_sheets(found).values() for line in values_of(sheet)]
    return len(lines), sum(not _same(*line[1:]) for line in lines), took


def _same(mine, app):
    if mine == "" or app == "":
        return mine == app
    return math.isclose(mine, app, rel_tol=1e-9, abs_tol=1e-9)


def large():
    """Return the row of the five KPIs: seconds on the clock and of the processor, size, and what LibreOffice finds."""
    held = dataset(LINES)
    clock, processor = time.perf_counter(), time.process_time()
    data = proof_xlsx([CATALOGUE[name] for name in FIVE], held, "nl", today=date(2026, 1, 1))
    took, used = time.perf_counter() - clock, time.process_time() - processor
    return (f"5 KPIs, {LINES:,} rows", took, used, len(data), *anew(data))


def small(grain, seed):
    """Return the row of all KPIs and variants at one grain."""
    kpis = everyone()
    held = dataset_of({kind: made_up(kind, ROWS_EACH, seed + place) for place, kind in enumerate(ROWS)})
    clock, processor = time.perf_counter(), time.process_time()
    grains = {kpi.id: grain for kpi in kpis}
    data = proof_xlsx(kpis, held, "nl", params=PARAMS, grains=grains, periods=None, today=TODAY)
    took, used = time.perf_counter() - clock, time.process_time() - processor
    return (f"{len(kpis)} KPIs and variants by {grain}", took, used, len(data), *anew(data))


def told(rows):
    """Return the rows as a table."""
    lines = [
        "| what | seconds | of the processor | MB | periods | differ | LibreOffice, s |",
        "| --- | " + "---: | " * 6,
    ]
    for name, took, used, size, periods, differ, office in rows:
        lines.append(f"| {name} | {took:.1f} | {used:.1f} | {size / 1e6:.1f} | {periods} | {differ} | {office:.1f} |")
    return "\n".join(lines)


def run():
    rows = [large(), *(small(grain, seed) for grain, seed in SEEDS.items())]
    Path(__file__).with_name("proof.md").write_text(
        f"# The proof workbook\n\nMade by `python -m tests.benchmarks proof`.\n\n{told(rows)}\n", "utf-8"
    )
    wrong = sum(row[5] for row in rows)
    detail = {"seconds": round(rows[0][1], 1), "differ": wrong}
    seconds = {"name": "5 KPIs and 100,000 rows as a workbook, against 60 s", "ratio": rows[0][1] / MOST_SECONDS}
    differing = {"name": "figures that differ when worked out anew", "ratio": wrong, "limit": 0, "detail": detail}
    return [{**seconds, "limit": 1.0, "detail": detail}, differing]


if __name__ == "__main__":
    run()
