"""KPIs that people make themselves: their formula as typed, what it becomes, and the `Kpi` that follows from it."""

from kpi_core.own.definition import OWN_GROUP, Defined, define, part_trees

__all__ = ["OWN_GROUP", "Defined", "define", "part_trees"]
