"""Pages to print: one for the wall, the whole report, and the passports."""

from kpi_core.export.print.full import report_pdf
from kpi_core.export.print.passports import passports_pdf
from kpi_core.export.print.wall import wall_pdf

__all__ = ["passports_pdf", "report_pdf", "wall_pdf"]
