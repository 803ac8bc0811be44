"""A KPI and its results, made by hand: what a verdict is judged from."""

from datetime import date

import pandas as pd

from kpi_core.formula.parse import parse
from kpi_core.model import Kpi, Results, Target
from kpi_core.periods import Grain, period_of
from kpi_core.units import Direction, Unit

SUM = "sum(sales.net_amount)"
LEVEL = "sum(sales.net_amount) / count(sales)"
JULY = date(2026, 7, 5)


def make_kpi(
    name="Omzet",
    *,
    formula=SUM,
    unit=Unit.CURRENCY,
    direction=Direction.HIGHER,
    grain=Grain.MONTH,
    precision=0,
    variants=(),
    **more,
):
    return Kpi(
        id="kpi",
        name={"nl": name, "en": name},
        aliases={},
        departments=("sales",),
        meaning={"nl": "wat het is", "en": "what it is"},
        formula=formula,
        tree=parse(formula),
        variants=variants,
        unit=unit,
        precision=precision,
        direction=direction,
        timing="lagging",
        grain=grain,
        review=grain,
        segments=(),
        drivers=(),
        traps={},
        actions={},
        zero={},
        smart={},
        **more,
    )


def make_results(
    values, *, first=date(2025, 1, 1), grain=Grain.MONTH, rows=100, complete=None, segment=None, margin=float("nan")
):
    """One row per value from `first` on; `complete`: how many of them are whole periods, None = all."""
    periods = [period_of(first, grain).shifted(step) for step in range(len(values))]
    known = len(values) if complete is None else complete
    frame = pd.DataFrame(
        {
            "kpi": "kpi",
            "period": [p.id for p in periods],
            "start": [p.start for p in periods],
            "end": [p.end for p in periods],
            "segment": segment,
            "value": pd.Series(values, dtype="float64"),
            "numerator": float("nan"),
            "denominator": float("nan"),
            "margin": margin,
            "rows": rows,
            "complete": [index < known for index in range(len(values))],
        }
    )
    return Results(frame)


def make_target(value=None, **more):
    given = {"kpi": "kpi", "start": date(2026, 1, 1), "until": date(2026, 12, 31), "value": value, **more}
    return Target(**given)
