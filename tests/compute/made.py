"""KPIs and figures in one line, for tests."""

from dataclasses import replace
from datetime import date

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.formula.parse import parse
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset

TODAY = date(2026, 12, 31)


def made(formula, **changes):
    """Return a KPI of a formula, named `made`."""
    plain = replace(CATALOGUE["revenue"], id="made", variants=(), optional=(), window_days=None, min_group=None)
    return replace(plain, tree=parse(formula), **changes)


def frame_of(formula, tables, grain=Grain.MONTH, *, changes=None, today=TODAY, **asked):
    """Return the rows of one formula over small tables."""
    return results_of(formula, tables, grain, changes=changes, today=today, **asked).frame


def results_of(formula, tables, grain=Grain.MONTH, *, changes=None, today=TODAY, **asked):
    """Return the results of one formula over small tables."""
    return compute([made(formula, **(changes or {}))], small_dataset(tables), grain, today=today, **asked)


def values(frame, segment=None):
    """Return period to value of one segment, None = the total and for a missing value."""
    chosen = frame[frame["segment"].isna() if segment is None else frame["segment"] == segment]
    return {row.period: None if row.value != row.value else row.value for row in chosen.itertuples()}
