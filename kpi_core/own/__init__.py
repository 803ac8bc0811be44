"""KPIs that people make themselves: their formula as typed, what it becomes, and the `Kpi` that follows from it."""

from kpi_core.own.checking import Checked, Offer, check, read, refused, unit_of
from kpi_core.own.definition import OWN_GROUP, Defined, define, part_trees
from kpi_core.own.examples import EXAMPLES, Example
from kpi_core.own.exchange import MOST_KPIS, from_yaml, to_yaml
from kpi_core.own.names import headers, vocabulary, vocabulary_of

__all__ = [
    "EXAMPLES",
    "MOST_KPIS",
    "OWN_GROUP",
    "Checked",
    "Defined",
    "Example",
    "Offer",
    "check",
    "define",
    "from_yaml",
    "headers",
    "part_trees",
    "read",
    "refused",
    "to_yaml",
    "unit_of",
    "vocabulary",
    "vocabulary_of",
]
