"""What can be measured today and what stands in the way, said to a person: as a list for a goal, and one KPI at a time."""

from kpi_core.offers.definitions import Definition, definition_name, out_of_bounds
from kpi_core.offers.guide import Guide, guide
from kpi_core.offers.lines import Availability, Group, Line, groups, state_of
from kpi_core.offers.need import Need
from kpi_core.offers.proposal import Proposal, Proposed, balance, propose
from kpi_core.offers.summary import reach, summary

__all__ = [
    "Availability",
    "Definition",
    "Group",
    "Guide",
    "Line",
    "Need",
    "Proposal",
    "Proposed",
    "balance",
    "definition_name",
    "groups",
    "guide",
    "out_of_bounds",
    "propose",
    "reach",
    "state_of",
    "summary",
]
