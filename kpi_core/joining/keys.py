"""Keys compared as people mean them: 10248 and 10248.0 are one number, and spaces at the ends do not count."""

from __future__ import annotations

import pandas as pd

from kpi_core.roles import normalise

FEWEST_KEYS = 2
BARE_KEYS = frozenset({"id", "nr", "nummer", "code", "key", "no", "number", "sku", "ean"})


def keys_of(values: pd.Series) -> pd.Series:
    """Return a column as keys: text, missing where the cell is."""
    if pd.api.types.is_bool_dtype(values):
        return values.astype("string")
    if pd.api.types.is_numeric_dtype(values):
        whole = values.dropna()
        if bool((whole % 1 == 0).all()):
            return values.astype("Int64").astype("string")
        return values.astype("string")
    text = values.astype("string").str.strip()
    return text.mask(text == "")


def is_key(keys: pd.Series) -> bool:
    """Return whether a column names its rows: filled in all of them and different in each."""
    return len(keys) >= FEWEST_KEYS and bool(keys.notna().all()) and keys.is_unique


def same_name(left: str, right: str, table: str) -> bool:
    """Return whether two headers name the same thing; a bare "Id" is that of its own table.

    table: the name of the table that `right` stands in.

    >>> same_name("ProductID", "product id", "x"), same_name("Artikelnr", "Nr", "Artikelen"), same_name("Regio", "Land", "x")
    (True, True, False)
    """
    ours, theirs = normalise(left), normalise(right)
    if ours == theirs:
        return bool(ours)
    if theirs not in BARE_KEYS:
        return False
    stem = next((ours.removesuffix(end) for end in sorted(BARE_KEYS, key=len, reverse=True) if ours.endswith(end)), "")
    return len(stem) > 2 and normalise(table).startswith(stem[:-1])
