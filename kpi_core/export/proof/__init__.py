"""The proof workbook: figures as live Excel formulas over the rows they rest on."""

from __future__ import annotations

from kpi_core.export.proof.book import proof_file, proof_xlsx
from kpi_core.export.proof.cover import Left

__all__ = ["Left", "proof_file", "proof_xlsx"]
