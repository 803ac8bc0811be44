"""The rows of a known export: those that count, words of an order on all its lines, its amount divided over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.mapping import column_of, summary_rows
from kpi_core.model import Issue
from kpi_core.profiles import PROFILES, RowsPer
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    import numpy.typing as npt

    from kpi_core.model import Mapping, Table

ORDER_ROLES: tuple[str, ...] = (
    "order_date",
    "customer_id",
    "order_status",
    "channel",
    "region",
    "segment",
    "rep",
    "device",
)

ORDER_AMOUNTS = ("net_amount", "gross_amount", "refund_amount")
OF_AN_ORDER = RowsPer("order_id", ORDER_AMOUNTS, ("unit_price", "quantity"))


def counting_rows(table: Table, mapping: Mapping) -> npt.NDArray[np.bool_]:
    """Return which rows of the table count: no summary of the others, and one version of the figures."""
    profile = PROFILES.get(mapping.profile)
    if profile is None:
        return np.ones(len(table.frame), dtype=bool)
    counts = ~summary_rows(profile, table)
    if mapping.only:
        column, value = mapping.only
        counts &= table.frame[column].astype("str") == value
    return counts.to_numpy(dtype=bool)


def amounts_once(table: Table, mapping: Mapping) -> pd.DataFrame:
    """Return all rows of the table, with an amount that repeats within its key on the first row only."""
    frame, profile = table.frame, PROFILES.get(mapping.profile)
    key = [name for name in mapping.once_per if name in frame]
    if not key:
        return frame
    once = profile.once_roles if profile is not None else ORDER_AMOUNTS
    amounts = [mapping.roles[role] for role in once if role in mapping.roles]
    repeated = {name: frame.duplicated([*key, name]) & frame[key].notna().all(axis=1) for name in amounts}
    return frame.assign(**{name: frame[name].mask(again) for name, again in repeated.items()})


def told_in_minutes(table: Table, mapping: Mapping, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the frame with the moments that its export tells as a number of minutes after the date of the row."""
    profile = PROFILES.get(mapping.profile)
    if profile is None or profile.kind is None or profile.kind != mapping.kind:
        return frame, []
    start = KINDS[profile.kind].date_role
    issues = []
    for role, header in profile.minutes.items():
        column = column_of(header, table)
        if role in frame or start not in frame or column is None or column.type not in {"number", "text", "empty"}:
            continue
        minutes = pd.to_numeric(table.frame[column.name], errors="coerce")
        frame = frame.assign(**{role: frame[start] + pd.to_timedelta(minutes, unit="min")})
        fields = {"column": column.header, "n": int(minutes.notna().sum()), "role": role}
        issues.append(Issue("derived_minutes", "info", mapping.sheet, (), fields))
    return frame, issues


def filled_down(frame: pd.DataFrame, mapping: Mapping) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the frame with dates and words of an order on all of its lines; what differs within an order stays empty.

    Never an amount: a profile that would fill one down is refused when it is read.
    """
    profile = PROFILES.get(mapping.profile)
    key, roles = "order_id", ORDER_ROLES
    if profile is not None and profile.fill_down is not None:
        key, roles = profile.fill_down.key, profile.fill_down.roles
    if key not in frame:
        return frame, []
    issues = []
    words = 0
    for role in (role for role in roles if role in frame and frame[role].isna().any()):
        groups = frame[role].groupby(frame[key])
        one = groups.transform("nunique") == 1
        values = frame[role].where(frame[role].notna() | ~one, groups.transform("first"))
        more = int(values.notna().sum() - frame[role].notna().sum())
        if not more:
            continue
        frame = frame.assign(**{role: values})
        if role == "order_date":
            n = int(values.notna().sum())
            issues.append(Issue("derived_fill_down", "info", mapping.sheet, (), {"n": n}))
        else:
            words = max(words, more)
    if words:
        issues.append(Issue("words_filled_down", "info", mapping.sheet, (), {"n": words}))
    return frame, issues


def shared_out(frame: pd.DataFrame, mapping: Mapping) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the frame with the amount of an order divided over its lines, so that products get their part.

    The parts of an order add up to its amount. An order whose lines have no price or number keeps its amount where it is.
    """
    profile = PROFILES.get(mapping.profile)
    rule = profile.share_out if profile is not None else OF_AN_ORDER if mapping.once_per else None
    if rule is None or rule.key not in frame or not set(rule.by) <= set(frame):
        return frame, []
    weights = frame[list(rule.by)].prod(axis=1, skipna=False)
    several = frame.groupby(rule.key)[rule.key].transform("size") > 1
    divided = 0
    for role in (role for role in rule.roles if role in frame):
        shares, orders = _shares(frame, rule, role, weights, several)
        frame, divided = frame.assign(**{role: shares}), max(divided, orders)
    told = [Issue("amount_shared_out", "info", mapping.sheet, (), {"n": divided})] if divided else []
    return frame, told


def _shares(
    frame: pd.DataFrame, rule: RowsPer, role: str, weights: pd.Series, several: pd.Series
) -> tuple[pd.Series, int]:
    """Return the amounts divided, and over how many orders; an order with an amount on several rows is left as it is."""
    keys = frame[rule.key]
    once = frame[role].groupby(keys).transform("count") == 1
    whole = weights.groupby(keys).transform(lambda group: group.sum(min_count=len(group)))
    fit = several & once & (whole > 0) & (weights >= 0)
    fit = fit.groupby(keys).transform("all").fillna(value=False).astype(bool)
    shares = frame[role].groupby(keys).transform("sum") * weights / whole
    return frame[role].where(~fit, shares), int(keys[fit].nunique())
