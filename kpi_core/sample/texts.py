"""Dates and amounts as Dutch exports write them into text cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


def date_text(day: date) -> str:
    """Return the day as a shop's export writes it.

    >>> from datetime import date
    >>> date_text(date(2026, 3, 9))
    '09-03-2026'
    """
    return f"{day:%d-%m-%Y}"


def moment_text(moment: datetime) -> str:
    """Return the moment as a form's export writes it: 09-03-2026 14:05."""
    return f"{moment:%d-%m-%Y %H:%M}"


def euro_text(cents: int) -> str:
    """Return an amount as a Dutch export writes it.

    >>> euro_text(123456), euro_text(-950)
    ('€ 1.234,56', '€ -9,50')
    """
    text = f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€ {text}"
