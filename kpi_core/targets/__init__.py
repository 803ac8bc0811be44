"""Targets: the route to one, the verdict on one, and the five letters that make one SMART."""

from kpi_core.series import as_variant, card_grain, finished, is_sum, series, tree_of
from kpi_core.targets.forms import (
    base_of,
    bounds_of,
    holds,
    is_asked,
    is_fact,
    is_total,
    judged_grain,
    of_members,
    only_part,
    points_of,
    resolved,
    same_start,
)
from kpi_core.targets.likely import chance_short, chance_words, label_name
from kpi_core.targets.members import Member, judged_members, members
from kpi_core.targets.realism import TOO_FEW, Realism, realism
from kpi_core.targets.route import Route, Step, baseline_of, path, route_to, usual_change
from kpi_core.targets.shape import Shape
from kpi_core.targets.smart import Letter, Needed, beside, needed_per_month, smart_letters
from kpi_core.targets.spoken import phrase, promised, spoken
from kpi_core.targets.suggested import Suggestion
from kpi_core.targets.typed import Wish, understood
from kpi_core.targets.verdict import assess

__all__ = [
    "TOO_FEW",
    "Letter",
    "Member",
    "Needed",
    "Realism",
    "Route",
    "Shape",
    "Step",
    "Suggestion",
    "Wish",
    "as_variant",
    "assess",
    "base_of",
    "baseline_of",
    "beside",
    "bounds_of",
    "card_grain",
    "chance_short",
    "chance_words",
    "finished",
    "holds",
    "is_asked",
    "is_fact",
    "is_sum",
    "is_total",
    "judged_grain",
    "judged_members",
    "label_name",
    "members",
    "needed_per_month",
    "of_members",
    "only_part",
    "path",
    "phrase",
    "points_of",
    "promised",
    "realism",
    "resolved",
    "route_to",
    "same_start",
    "series",
    "smart_letters",
    "spoken",
    "tree_of",
    "understood",
    "usual_change",
]
