"""VAT proven by arithmetic: a VAT column beside the amount, or an export whose parts add up to its total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kpi_core.mapping.fit import TAX, vat_words
from kpi_core.mapping.known import column_of
from kpi_core.roles import is_rate
from kpi_core.roles.headers import words_of

if TYPE_CHECKING:
    import pandas as pd

    from kpi_core.model import Table
    from kpi_core.profiles import VatProof

Proven = Literal["excl", "incl", "incl_21", "incl_9"]
NUMBERS = frozenset({"money", "number"})
CLOSE = 0.0015
CENTS = 0.02
"""How far the parts of an order may be from its total: a rounding of each."""
ROUNDED = 0.06
"""How far the VAT of an order may be from its rate: it is rounded per line."""


def by_vat_column(table: Table, own: str, amounts: pd.Series) -> Proven | None:
    """Return what a VAT amount in another column tells by its ratio: on top of the amounts, or inside them."""
    for other in table.columns:
        if other.name == own or other.type not in NUMBERS or not _is_vat_amount(other.header):
            continue
        ratio = (table.frame[other.name] / amounts.where(amounts != 0)).median()
        choices: tuple[tuple[Proven, float], ...] = (
            ("excl", 0.21),
            ("excl", 0.09),
            ("incl_21", 0.21 / 1.21),
            ("incl_9", 0.09 / 1.09),
        )
        for choice, expected in choices:
            if abs(ratio - expected) < CLOSE:
                return choice
    return None


def by_parts(table: Table, proof: VatProof) -> Proven | None:
    """Return what amount + other parts (+ VAT) = total tells; "incl" when the rate stays open, None when nothing fits."""
    written = (proof.amount, proof.tax, proof.total, *proof.adds)
    columns = [column_of(header, table) for header in written]
    if any(column is None or column.type not in NUMBERS for column in columns):
        return None
    names = [column.name for column in columns if column is not None]
    frame = table.frame[list(dict.fromkeys(names))].dropna(subset=[names[1], names[2]])
    frame = frame[frame[names[1]] != 0].fillna(0)
    if frame.empty:
        return None
    amount, tax, total = (frame[name] for name in names[:3])
    parts = amount + sum(frame[name] for name in names[3:])
    if ((parts + tax - total).abs() <= CENTS).all():
        return "excl"
    if not ((parts - total).abs() <= CENTS).all():
        return None
    rates: tuple[tuple[Proven, float], ...] = (("incl_21", 0.21), ("incl_9", 0.09))
    fitting = [choice for choice, rate in rates if ((tax - (total - tax) * rate).abs() <= ROUNDED).all()]
    return fitting[0] if len(fitting) == 1 else "incl"


def _is_vat_amount(header: str) -> bool:
    return bool(TAX & set(words_of(header))) and not vat_words(header) and not is_rate(header)
