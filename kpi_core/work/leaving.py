"""Subscribers who left beside what they paid, month by month, and how long a subscriber stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE
from kpi_core.cohorts import Leaving, stay
from kpi_core.compute import compute
from kpi_core.numbers import show_count, show_period, show_value
from kpi_core.periods import MONTHS_PER_YEAR, Grain, parse_period
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    import pandas as pd

    from kpi_core.dataset import Dataset
    from kpi_core.texts import Lang
    from kpi_core.work.tabled import Lines

CHURN = "customer_churn_rate"


@dataclass(frozen=True)
class Leavers:
    """The last whole months, at most twelve. sentence: both shares with what they are of; stay: how long one stays, or why not."""

    sentence: str
    stay: str
    table: Lines


def leavers(dataset: Dataset, where: Map[str, tuple[str, ...]], today: date, lang: Lang) -> Leavers | None:
    """Return who left and what they paid, from the churn of the catalogue by customer and by revenue; None without a month."""
    customers = _months(dataset, where, today, None)
    if customers.empty:
        return None
    money = _months(dataset, where, today, "mrr").reindex(customers.index)
    found = Leaving(len(customers), float(customers["denominator"].sum()), float(customers["numerator"].sum()))
    sentence = say(
        "cohorts.left",
        lang,
        n=found.months,
        lost=show_count(found.lost, lang),
        start=show_count(customers["denominator"].iloc[0], lang),
        paid=show_value(money["numerator"].sum(), Unit.CURRENCY, lang, compact=True),
        mrr=show_value(money["denominator"].iloc[0], Unit.CURRENCY, lang, compact=True),
    )
    return Leavers(sentence, _stay(found, lang), _table(customers, money, lang))


def _months(dataset: Dataset, where: Map[str, tuple[str, ...]], today: date, variant: str | None) -> pd.DataFrame:
    variants = {CHURN: variant} if variant else None
    results = compute([CATALOGUE[CHURN]], dataset, Grain.MONTH, where=where, variants=variants, today=today)
    frame = results.frame
    whole = frame[frame["segment"].isna() & frame["complete"] & frame["value"].notna()]
    return whole.tail(MONTHS_PER_YEAR).set_index("period")


def _stay(found: Leaving, lang: Lang) -> str:
    kept = stay(found)
    if kept is None:
        return say("cohorts.stay.few", lang)
    if kept.longer is not None:
        return say("cohorts.stay.longer", lang, n=kept.longer)
    low, middle, high = (show_count(round(months or 0), lang) for months in (kept.low, kept.middle, kept.high))
    return say("cohorts.stay", lang, low=low, middle=middle, high=high)


def _table(customers: pd.DataFrame, money: pd.DataFrame, lang: Lang) -> Lines:
    heads = ("month", "start", "lost", "churn", "mrr", "mrr_lost", "mrr_churn")
    rows = [
        (
            show_period(parse_period(str(period)), lang),
            show_count(mine["denominator"], lang),
            show_count(mine["numerator"], lang),
            show_value(mine["value"], Unit.PERCENT, lang, precision=1),
            show_value(paid["denominator"], Unit.CURRENCY, lang, precision=0),
            show_value(paid["numerator"], Unit.CURRENCY, lang, precision=0),
            show_value(paid["value"], Unit.PERCENT, lang, precision=1),
        )
        for (period, mine), (_, paid) in zip(
            reversed(list(customers.iterrows())), reversed(list(money.iterrows())), strict=True
        )
    ]
    return {say(f"cohorts.left.{head}", lang): [row[place] for row in rows] for place, head in enumerate(heads)}
