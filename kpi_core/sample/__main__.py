"""`python -m kpi_core.sample` writes the sample workbook into the current folder."""

from __future__ import annotations

import sys
from pathlib import Path

from kpi_core.sample import SAMPLE_NAME, sample_workbook


def main() -> None:
    """Write the workbook and say where; a file of that name is left alone."""
    place = Path(SAMPLE_NAME)
    if place.exists():
        sys.exit(f"{place} is there already")
    place.write_bytes(sample_workbook())
    sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    main()
