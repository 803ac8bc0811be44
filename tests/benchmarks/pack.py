"""The hand-over pack of five KPIs over 100,000 order lines, with a target and an action: seconds per part and in all."""

import random
import tempfile
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

LINES = 100_000
KPIS = ("revenue", "average_order_value", "new_customers", "customer_retention_rate", "purchase_frequency")
TODAY = date(2026, 7, 3)
FIRST = date(2024, 1, 1)
DAYS = 912
LIMIT = 60.0
REGIONS = ("Zuid", "Noord", "Midden", "West")
HEADER = "Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw;Regio;Product"


def orders(count=LINES):
    """Return the lines of a web shop as CSV: two and a half years, 8,000 customers, the same on every day."""
    drawn = random.Random(6)
    lines = [HEADER]
    for at in range(count):
        day = FIRST + timedelta(days=int(DAYS * at / count))
        cents = int(drawn.lognormvariate(8.3, 0.6))
        customer = min(int(drawn.paretovariate(0.7)), 8000)
        lines.append(
            f"{day:%d-%m-%Y};O{at};K{customer};{cents // 100},{cents % 100:02};{drawn.choice(REGIONS)};P{at % 40}"
        )
    return "\n".join(lines).encode()


def prepare(folder):
    """Fill a store with the lines, five KPIs, a target and an action; return it with the workspace."""
    from kpi_core import work
    from kpi_core.model import Target
    from kpi_core.store import open_store

    store = open_store(folder=Path(folder))
    workspace = work.create(store, "Webwinkel", "nl").id
    work.read_upload(store, workspace, "orders.csv", orders())
    work.confirm(store, workspace)
    for kpi in KPIS:
        work.choose(store, workspace, kpi)
    work.set_target(
        store,
        workspace,
        Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=2_000_000.0, owner="Noor"),
    )
    work.add_action(
        store, workspace, kpi="revenue", text="Bel Zuid", owner="Noor", due=date(2026, 8, 1), begun=date(2026, 6, 1)
    )
    return store, workspace


def moment():
    return time.perf_counter(), time.process_time()


def measured():
    """Return per part, by what it is called, its seconds and those of CPU, the same of the whole, and the size in MB."""
    from kpi_core import work

    with tempfile.TemporaryDirectory() as folder:
        store, workspace = prepare(folder)
        seen = {}
        begun = moment()
        size = len(
            work.pack(store, workspace, TODAY, "en", progress=lambda doing, *_: seen.setdefault(doing, moment()))
        )
        ended = moment()
        store.close()
    edges = [*seen.values(), ended]
    parts = {name: spent(*both) for name, both in zip(seen, pairwise(edges), strict=True)}
    return parts, spent(begun, ended), size / 1e6


def spent(before, after):
    return tuple(late - early for early, late in zip(before, after, strict=True))


def run():
    parts, whole, size = measured()
    about = f"{len(KPIS)} KPIs, {LINES:,} lines, {size:.1f} MB"
    lines = [f"| {name} | {cpu:.1f} | {passed:.1f} |" for name, (passed, cpu) in {**parts, "**all**": whole}.items()]
    told = f"{about}; at most {LIMIT:.0f} s of CPU, which other work on the machine does not add to."
    head = f"# The hand-over pack\n\n{told} Made by `python -m tests.benchmarks pack`.\n\n"
    table = "\n".join(("| part | CPU, s | passed, s |", "| --- | ---: | ---: |", *lines))
    Path(__file__).with_name("pack.md").write_text(f"{head}{table}\n", "utf-8")
    detail = f"{whole[1]:.1f} s of CPU, {whole[0]:.1f} s passed"
    return [{"name": f"hand-over pack of {about}", "ratio": whole[1] / LIMIT, "limit": 1.0, "detail": detail}]


if __name__ == "__main__":
    run()
