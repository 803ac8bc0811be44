"""The real files of a folder with a manifest, by hand: `MESSY=/folder python -m tests.corpus.messy`.

The manifest has for each file what a good reader should make of it: outcome (ok, warn, error), the row of the header, the
number of rows and of columns. met: the outcome is one of those. wrong: read with other rows or columns and nothing said.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from kpi_core.errors import KpiError
from kpi_core.read import read_file

FOLDER = "MESSY"
LOUD = ("warning", "question", "error")
SAID = ("header_assumed", "no_header")


def numbers(text):
    """Return the numbers a manifest cell allows, "150/32/71" is one per sheet; None when it names none."""
    return [int(word) for word in re.findall(r"\d+", text)] if re.fullmatch(r"\s*\d+(\s*[/]\s*\d+)*\s*", text) else None


def outcome(entry, folder):
    """Return (met, not met or wrong; what happened) for one line of the manifest."""
    data = (folder / entry["file"]).read_bytes()
    wanted = set(re.findall(r"ok|warn|error", entry["outcome"]))
    try:
        read = read_file(Path(entry["file"]).name, data)
    except KpiError as error:
        return ("met" if "error" in wanted else "not met"), f"refused: {error.code}"
    except Exception as error:  # noqa: BLE001  # a crash is the worst outcome, and told
        return "wrong", f"CRASH {type(error).__name__}: {error}"
    issues = [*read.issues, *(issue for table in read.tables for issue in table.issues)]
    loud = sorted(
        {issue.code for issue in issues if issue.level in LOUD or issue.code in SAID} | {q.kind for q in read.questions}
    )
    seen = ", ".join(f"{t.name}: header {t.header_rows}, {len(t.frame)}x{len(t.columns)}" for t in read.tables[:4])
    about = f"{seen}; {loud}"
    if wanted == {"error"}:
        return "not met", f"read, not refused: {about}"
    different = [
        word
        for word, ok in (
            ("rows", _rows(entry, read)),
            ("columns", _columns(entry, read)),
            ("header", _header(entry, read)),
        )
        if not ok
    ]
    if different == ["columns"] and loud and "warn" in wanted:
        return "met", about
    if different:
        return (
            "not met" if loud or different == ["columns"] else "wrong"
        ), f"{different} differ from {entry['header_row_1based']}|{entry['data_rows']}|{entry['columns']}: {about}"
    return "met", about


def _rows(entry, read):
    wanted = numbers(entry["data_rows"])
    return wanted is None or any(_could_be(wanted, table) for table in read.tables)


def _could_be(wanted, table):
    """Blank rows, totals and an assumed header are rows of the file too; the receipt names each."""
    n, skipped = table.frame.index.nunique(), len(table.receipt.skipped)
    return any(n <= number <= n + skipped + len(table.header_rows) for number in wanted)


def _columns(entry, read):
    wanted = numbers(entry["columns"])
    reshaped = any(not table.frame.index.is_unique for table in read.tables)  # a column per period became rows
    return wanted is None or reshaped or bool({len(t.columns) for t in read.tables} & set(wanted))


def _header(entry, read):
    wanted = numbers(entry["header_row_1based"])
    if wanted is None:
        return True
    return any(t.header_rows and t.header_rows[-1] in wanted for t in read.tables)


def main():
    folder = Path(os.environ.get(FOLDER, "")) if os.environ.get(FOLDER) else None
    if folder is None or not (folder / "manifest.csv").exists():
        sys.exit(f"Set {FOLDER} to a folder with a manifest.csv.")
    counts = Counter()
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        for entry in csv.DictReader(lines):
            begin = time.perf_counter()
            found, why = outcome(entry, folder)
            counts[found] += 1
            if found != "met" or "--all" in sys.argv:
                print(
                    f"{found:8} {entry['file']} (wanted {entry['outcome']}; {time.perf_counter() - begin:.1f} s)\n         {why[:400]}"
                )
    print(dict(counts))


if __name__ == "__main__":
    main()
