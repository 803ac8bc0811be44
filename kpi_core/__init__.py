"""KPI Kompas: from a messy workbook to a KPI with a verdict. A KPI is a formula over roles; everything else is derived."""
