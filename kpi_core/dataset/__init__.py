"""Mapped tables, prepared once for computing: typed columns named by role, with everything a formula asks of time.

A prepared table holds, beside one column per role:
    _n (row number in date order), _row (as Excel counts), _source (place in `Dataset.sources`), _kept (in the figures)
    _day_R, _week_R, _month_R, _quarter_R, _year_R  numbers of the bucket each date R lies in (`buckets`)
    _second_R   seconds since 1970 of a date with a time
    _id_R       dictionary number of an id, word or yes/no, in the order of `dimensions[R]` for words
    _first_R, _again_R   for an id: whether this is its first row ever, and the days until its next later day
    _cohort_month, _cohort_quarter   bucket of the customer's first order (sales)
"""

from kpi_core.dataset.model import Dataset, PreparedTable
from kpi_core.dataset.prepare import by_role, prepare
from kpi_core.dataset.storage import load, save

__all__ = ["Dataset", "PreparedTable", "by_role", "load", "prepare", "save"]
