"""Prints published figures beside ours: `KPI_DATA=folder-of-data-sets python -m tests.published [data set ...]`.

Exits 1 when one differs. With all data sets asked, the table is kept in tests/benchmarks/published.md. The data is not in the
repository; each data set is a folder with its files and the figures that were published about it in `expected/*.csv`.
"""

import importlib
import os
import sys
from pathlib import Path

from tests.published.figures import markdown

SETS = {
    "northwind": "northwind",
    "telco-churn": "telco",
    "ibm-hr-attrition": "attrition",
    "absenteeism": "absenteeism",
    "online-shoppers": "shoppers",
    "robyn-mmm": "robyn",
    "adventureworks-oltp": "works",
    "adventureworks-dw": "warehouse",
    "hotel": "hotel",
    "machine-failure-ai4i": "machines",
}
KEPT = Path(__file__).parent.parent / "benchmarks/published.md"


def main(names):
    data = Path(os.environ["KPI_DATA"])
    rows = []
    for name in names or SETS:
        module = importlib.import_module(f"tests.published.{SETS[name]}")
        for figure in module.figures(data / name):
            rows.append((name, figure))
            if not figure.equal:
                print(name, figure, file=sys.stderr)
    text = markdown(rows)
    print(text)
    if not names:
        KEPT.write_text(page(rows, text), "utf-8")
    return None if all(figure.equal for _, figure in rows) else 1


def page(rows, text):
    """Return what is kept: the table with how many are equal, and how each data set was asked."""
    notes = "\n".join(f"- **{name}**: {_note(module)}" for name, module in SETS.items())
    equal = sum(figure.equal for _, figure in rows)
    return (
        "# Published figures\n\nMade by `KPI_DATA=... python -m tests.published`: public data sets, the figures published about "
        f"them, and what reading and computing here gives. {equal} of {len(rows)} lines are equal, to the last decimal "
        f"published.\n\n{text}\n\n## How they were asked\n\n{notes}\n"
    )


def _note(module):
    return " ".join(importlib.import_module(f"tests.published.{module}").NOTE.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
