"""The command line: inspect a file, list the catalogue, compute KPIs, forecast and watch series.

Exit codes: 0 done, 2 wrong usage, 3 a file cannot be read, 4 an answer is needed, 1 something we did not foresee.
Results go to stdout, one sentence about what went wrong to stderr.
"""

from kpi_core.cli.main import run

__all__ = ["run"]
