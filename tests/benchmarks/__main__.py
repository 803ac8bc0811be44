"""Runs the benchmarks, prints a table and JSON, and keeps the last figures in last.md. Exits 1 when a limit is passed."""

import importlib
import json
import os
import platform
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ONE = "--one"


def names():
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def measure(name):
    """Run one module in this process and print its rows with the peak memory."""
    rows = importlib.import_module(f"tests.benchmarks.{name}").run()
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(own, children) // (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps([{**row, "benchmark": name, "peak_mb": row.get("peak_mb", peak)} for row in rows]))


def in_its_own_process(name):
    command = [sys.executable, "-m", "tests.benchmarks", ONE, name]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    if done.returncode:
        sys.exit(f"{name} did not finish")
    return json.loads(done.stdout.splitlines()[-1])


def passed(row):
    return row["limit"] is None or row["ratio"] <= row["limit"]


def told(detail):
    """Return the detail as one line."""
    return ", ".join(f"{name} {value}" for name, value in detail.items()) if isinstance(detail, dict) else detail


def table(rows):
    """Return the rows as a Markdown table."""
    lines = ["| what | ratio | limit | peak memory | detail |", "| --- | ---: | ---: | ---: | --- |"]
    for row in rows:
        limit = "" if row["limit"] is None else f"{row['limit']:g}"
        mark = "" if passed(row) else " **too much**"
        lines.append(
            f"| {row['name']} | {row['ratio']:.2f}{mark} | {limit} | {row['peak_mb']} MB | {told(row['detail'])} |"
        )
    return "\n".join(lines)


def main(asked):
    if asked[:1] == [ONE]:
        return measure(asked[1])
    rows = [row for name in asked or names() for row in in_its_own_process(name)]
    text = table(rows)
    print(text)
    print(json.dumps(rows, indent=1))
    if not asked:
        about = f"Measured {date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores."
        (HERE / "last.md").write_text(
            f"# Last figures\n\n{about} Made by `python -m tests.benchmarks`.\n\n{text}\n", "utf-8"
        )
    return None if all(map(passed, rows)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
