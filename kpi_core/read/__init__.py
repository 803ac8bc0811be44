"""From bytes to tables: containers, sheets, headers, rows and values, with every doubt said aloud."""

from kpi_core.read.file import read_file

__all__ = ["read_file"]
