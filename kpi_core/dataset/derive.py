"""Columns that follow from other columns; each is told as an `Issue`, never done in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.dataset.known import filled_down, shared_out
from kpi_core.model import Issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.model import Level, Mapping

Found = tuple[str, str, pd.Series]  # role, rule, values
ASKED = frozenset({"scale", "bottom"})
NOT_EFFORT = frozenset({"old", "open"})
FROM_ZERO = ("nps", "enps")
"""Questions whose scale is 0 to 10 by definition."""


def derived(kind: str, frame: pd.DataFrame, mapping: Mapping) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the frame with the columns its kind can derive added, and one issue per column added or filled."""
    issues = []
    if kind == "sales":
        for step in (filled_down, shared_out):
            frame, told = step(frame, mapping)
            issues += told
    if kind == "surveys":
        frame, told = _effort_known(frame, mapping)
        issues += told
    for rule in RULES.get(kind, ()):
        found = rule(frame, mapping)
        if found is not None:
            role, name, values = found
            frame = frame.assign(**{role: values})
            level: Level = "question" if name in ASKED else "info"
            issues.append(Issue(f"derived_{name}", level, mapping.sheet, (), {"n": int(values.notna().sum())}))
    return frame, issues


def _effort_known(frame: pd.DataFrame, mapping: Mapping) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the answers without customer effort scores that are not, or may not be, those where higher is easier."""
    if mapping.effort not in NOT_EFFORT or not {"survey_type", "score"} <= set(frame):
        return frame, []
    out = (frame["survey_type"] == "ces") & frame["score"].notna()
    level: Level = "question" if mapping.effort == "open" else "warning"
    issue = Issue(f"effort_{mapping.effort}", level, mapping.sheet, (), {"n": int(out.sum())})
    return frame.assign(score=frame["score"].mask(out)), [issue] if out.any() else []


def _net_of_vat(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    if "net_amount" in frame or "gross_amount" not in frame or mapping.vat_rate is None:
        return None
    return "net_amount", "vat", frame["gross_amount"] / (1 + mapping.vat_rate)


def _price_times_quantity(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    if "net_amount" in frame or "gross_amount" in frame or not {"unit_price", "quantity"} <= set(frame):
        return None
    amount = frame["unit_price"] * frame["quantity"] / (1 + (mapping.vat_rate or 0.0))
    if "discount" not in frame:
        return "net_amount", "price", amount
    return "net_amount", "price_discount", amount * (1 - frame["discount"].fillna(0))


def _cost_times_quantity(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    del mapping
    if "cost_amount" in frame or not {"unit_cost", "quantity"} <= set(frame):
        return None
    return "cost_amount", "cost", frame["unit_cost"] * frame["quantity"]


def _delivered(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    del mapping
    if "emails_delivered" in frame or not {"emails_sent", "emails_bounced"} <= set(frame):
        return None
    return "emails_delivered", "delivered", frame["emails_sent"] - frame["emails_bounced"].fillna(0)


def _engagements(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    del mapping
    parts = ["likes", "comments", "shares"]
    if "engagements" in frame or not set(parts) <= set(frame):
        return None
    return "engagements", "engagements", frame[parts].sum(axis=1, min_count=1)


def _fte(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    role = "fte" if "fte" in frame else "weekly_hours"
    if mapping.full_job is None or role not in frame:
        return None
    return "fte", "fte", frame[role] / mapping.full_job


def _days_of(role: str) -> Callable[[pd.DataFrame, Mapping], Found | None]:
    def rule(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
        if mapping.day_hours is None or role not in mapping.in_hours or role not in frame:
            return None
        return role, "days", frame[role] / mapping.day_hours

    return rule


def _scale(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    del mapping
    if "scale_max" in frame or not {"survey_type", "score"} <= set(frame):
        return None
    highest = _of_question(frame, "max")
    guess = pd.Series(5.0, index=frame.index).mask(highest > 5, 7.0)
    guess = guess.mask((highest == 6) & (_of_question(frame, "min") == 0), 6.0).mask(highest > 7, 10.0)
    return "scale_max", "scale", guess.mask(frame["survey_type"].isin(FROM_ZERO), 10.0).mask(highest > 10, 100.0)


def _bottom(frame: pd.DataFrame, mapping: Mapping) -> Found | None:
    del mapping
    if "scale_min" in frame or not {"survey_type", "score"} <= set(frame):
        return None
    from_zero = (_of_question(frame, "min") == 0) & ~frame["survey_type"].isin(FROM_ZERO)
    if not from_zero.any():
        return None
    return "scale_min", "bottom", pd.Series(float("nan"), index=frame.index).mask(from_zero, 0.0)


def _of_question(frame: pd.DataFrame, which: Literal["min", "max"]) -> pd.Series:
    return frame["score"].groupby(frame["survey_type"]).transform(which)


RULES: dict[str, tuple[Callable[[pd.DataFrame, Mapping], Found | None], ...]] = {
    "sales": (_net_of_vat, _price_times_quantity, _cost_times_quantity),
    "invoices": (_net_of_vat,),
    "email": (_delivered,),
    "social": (_engagements,),
    "employees": (_fte,),
    "absences": (_fte,),
    "absence_totals": (_days_of("sick_days"), _days_of("available_days")),
    "surveys": (_scale, _bottom),
}
