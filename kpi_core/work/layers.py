"""Parts on top of each other: which rows of an earlier part a later one takes the place of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.work.keys import key_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from kpi_core.store import Part, Supersedes

    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Layer:
    """A part with its rows by role and hashed, in the order of its table, those that count no more included."""

    part: Part
    rows: pd.DataFrame


def counting(layers: Sequence[Layer]) -> list[Mask]:
    """Return for every layer which of its rows count: those no later layer takes the place of."""
    found = [np.ones(len(layer.rows), dtype=bool) for layer in layers]
    for place, layer in enumerate(layers):
        rule = layer.part.supersedes
        if rule is None:
            continue
        for below in range(place):
            if layers[below].part.id in rule.parts:
                found[below] &= ~superseded(layers[below].rows, layer.rows, rule)
    return found


def superseded(rows: pd.DataFrame, by: pd.DataFrame, rule: Supersedes) -> Mask:
    """Return which rows are out by a rule: their key occurs in `by`, or they lie in the days it covers."""
    out = np.zeros(len(rows), dtype=bool)
    if rule.key and set(rule.key) <= set(rows) & set(by):
        shared = [str(role) for role in rows if role in by and not str(role).startswith("_")]
        out |= np.isin(key_hashes(rows, rule.key, shared), key_hashes(by, rule.key, shared))
    if rule.day and rule.day in rows:
        out |= within(rows, rule)
    return out


def within(rows: pd.DataFrame, rule: Supersedes) -> Mask:
    """Return which rows lie in the days of a rule; those without a date when it says so."""
    days = rows[rule.day]
    found = np.zeros(len(rows), dtype=bool)
    if rule.first is not None and rule.last is not None:
        end = pd.Timestamp(rule.last) + pd.Timedelta(days=1)
        found |= ((days >= pd.Timestamp(rule.first)) & (days < end)).to_numpy(dtype=bool)
    if rule.undated:
        found |= days.isna().to_numpy(dtype=bool)
    return found
