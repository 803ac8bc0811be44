"""Numbers for time: which day, week, month, quarter and year a date lies in, as whole numbers every engine can count with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.dataset.model import day_number
from kpi_core.periods import Grain, Period

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

DAY, WEEK, MONTH, QUARTER, YEAR = "day", "week", "month", "quarter", "year"


def bucket(period: Period) -> int:
    """Return the number of a period among those of its grain; 0 for the whole span.

    day: days from 1 January 1970. week: whole ISO weeks from the one that holds it. month: year * 12 + month - 1.
    """
    month = period.start.year * 12 + period.start.month - 1
    match period.grain:
        case Grain.DAY:
            return day_number(period.start)
        case Grain.WEEK:
            return (day_number(period.start) + 3) // 7
        case Grain.ALL:
            return 0
        case _:
            assert period.grain.months
            return month // period.grain.months


def bucket_columns(dates: pd.Series) -> dict[str, NDArray[np.float64]]:
    """Return the five bucket numbers of every date; NaN where there is no date."""
    days = dates.to_numpy().astype("datetime64[D]")
    missing = np.isnat(days)
    number = np.where(missing, np.nan, days.astype("int64").astype("float64"))
    month = np.where(missing, np.nan, days.astype("datetime64[M]").astype("int64") + 1970.0 * 12)
    return {DAY: number, WEEK: (number + 3) // 7, MONTH: month, QUARTER: month // 3, YEAR: month // 12}
