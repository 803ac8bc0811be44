"""A KPI's passport: what it is, whether it can be measured here, how its value comes about and how to steer by it."""

from kpi_core.passports.arithmetic import Arithmetic, Term, arithmetic, exact, shown_in
from kpi_core.passports.content import Fact, Passport, passport, segment_name
from kpi_core.passports.listing import Badge, badges, measurable_badge
from kpi_core.passports.markdown import Figures, markdown
from kpi_core.passports.measures import unit_of
from kpi_core.passports.sources import Source, sources

__all__ = [
    "Arithmetic",
    "Badge",
    "Fact",
    "Figures",
    "Passport",
    "Source",
    "Term",
    "arithmetic",
    "badges",
    "exact",
    "markdown",
    "measurable_badge",
    "passport",
    "segment_name",
    "shown_in",
    "sources",
    "unit_of",
]
