"""The sample company: a fictional bicycle shop whose workbook is as messy as a real one, and the same on every day.

L3. Imports nothing of the product: it makes a file, and the file goes the way of every other file.
"""

from __future__ import annotations

from kpi_core.sample.company import Company, company
from kpi_core.sample.workbook import sample_workbook

SAMPLE_NAME = "Fietshuis De Spaak.xlsx"

__all__ = ["SAMPLE_NAME", "Company", "company", "sample_workbook"]
