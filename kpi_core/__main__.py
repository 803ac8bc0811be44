"""`python -m kpi_core`: what the app does, for scripts."""

import sys

from kpi_core.cli import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
