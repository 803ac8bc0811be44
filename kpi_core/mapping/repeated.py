"""The total of an order that stands on each of its lines: asked, because adding it up counts an order several times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Question, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table

KIND = "order_amount"
FEWEST_ORDERS = 3
"""How many orders of several lines must have one amount on all of them, and no order several, before it is asked."""


def settle_repeats(mapping: Mapping, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping of sales with the question whether an amount repeats per order asked or answered afresh.

    A known export whose makers say how its amounts repeat is left as it is.
    """
    roles = mapping.roles
    name = roles.get("net_amount") or roles.get("gross_amount")
    if mapping.profile or mapping.kind != "sales":
        return mapping
    kept = tuple(question for question in mapping.questions if question.kind != KIND)
    mapping = replace(mapping, questions=kept, once_per=())
    if "order_id" not in roles or name is None:
        return mapping
    orders, amounts = table.frame[roles["order_id"]], table.frame[name]
    if not pd.api.types.is_numeric_dtype(amounts) or not _repeats(orders, amounts):
        return mapping
    column = next(column for column in table.columns if column.name == name)
    id_ = f"{table.name}!{column.letter}:{KIND}"
    answer = answers.get(id_)
    if answer in {"once", "each"}:
        return replace(mapping, once_per=(roles["order_id"],) if answer == "once" else ())
    first = ~orders.duplicated() | orders.isna()
    example = f"{float(amounts.dropna().iloc[0]):.2f}"
    readings = (
        Reading("once", example, float(amounts[first].sum())),
        Reading("each", example, float(amounts.sum())),
    )
    fields = {"header": column.header, "n": int((~first).sum())}
    question = Question(id_, KIND, table.sheet, name, readings, fields)
    return replace(mapping, questions=(*mapping.questions, question))


def _repeats(orders: pd.Series, amounts: pd.Series) -> bool:
    """Return whether every order of several lines has the same amount on all of them, and orders differ."""
    again = orders.duplicated(keep=False) & orders.notna()
    if not again.any():
        return False
    found = amounts[again].fillna(0.0).groupby(orders[again]).agg(["min", "max"])
    same = found["min"] == found["max"]
    return bool(
        len(found) >= FEWEST_ORDERS and same.all() and found["max"].max() > found["max"].min() and found["max"].all()
    )
