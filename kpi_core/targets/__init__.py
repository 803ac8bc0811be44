"""Targets: the route to one, the verdict on one, and the five letters that make one SMART."""

from kpi_core.targets.route import Step, baseline_of, follows_last_year, path, usual_change
from kpi_core.targets.series import as_variant, card_grain, finished, is_sum, series, tree_of
from kpi_core.targets.smart import Letter, Needed, needed_per_month, smart_letters
from kpi_core.targets.verdict import assess

__all__ = [
    "Letter",
    "Needed",
    "Step",
    "as_variant",
    "assess",
    "baseline_of",
    "card_grain",
    "finished",
    "follows_last_year",
    "is_sum",
    "needed_per_month",
    "path",
    "series",
    "smart_letters",
    "tree_of",
    "usual_change",
]
