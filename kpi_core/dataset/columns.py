"""One column of a file to one column of a role: typed, trimmed, with one spelling per value."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.model import Issue

if TYPE_CHECKING:
    from kpi_core.model import ColumnType, Role

SHOWN = 20
YES = {"true", "1", "ja", "j", "yes", "y", "x", "waar", "1.0"}
NO = {"false", "0", "nee", "n", "no", "onwaar", "0.0"}


def fold(text: str) -> str:
    """Return a spelling without case, accents, and doubled or joining signs, to compare values by."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return " ".join(plain.casefold().replace("_", " ").replace("-", " ").split())


def typed(
    values: pd.Series, role: Role, sheet: str, read_as: ColumnType | None = None
) -> tuple[pd.Series, list[Issue]]:
    """Return a column as its role wants it, and what did not fit. read_as: the type the column was read with.

    number, money, percent: float64; date, datetime: datetime64; bool: nullable boolean; others: text, empty = missing.
    """
    if role.type in {"number", "money", "percent"}:
        return _numbers(values, sheet, whole_percents=role.type == "percent" and read_as != "percent")
    if role.type in {"date", "datetime"}:
        return _dates(values, sheet)
    if role.type == "bool":
        return _truths(values, sheet)
    words = _words(values)
    if role.type == "enum":
        return _enum(words, role, sheet)
    return one_spelling(words, sheet) if role.type == "category" else (words, [])


def _unfit(before: pd.Series, after: pd.Series, sheet: str) -> list[Issue]:
    lost = before.notna() & after.isna()
    if not lost.any():
        return []
    examples = ", ".join(str(value) for value in before[lost].unique()[:3])
    return [
        Issue(
            "role_type_unfit", "warning", sheet, (), {"column": before.name, "n": int(lost.sum()), "examples": examples}
        )
    ]


def _numbers(values: pd.Series, sheet: str, *, whole_percents: bool) -> tuple[pd.Series, list[Issue]]:
    if pd.api.types.is_datetime64_any_dtype(values):
        found = pd.Series(np.nan, index=values.index)
    else:
        found = pd.to_numeric(values, errors="coerce").astype("float64").replace([np.inf, -np.inf], np.nan)
    issues = _unfit(values, found, sheet)
    if whole_percents and (found.abs() > 1).any():
        found = found / 100
        issues.append(Issue("derived_percent", "info", sheet, (), {"column": values.name}))
    return found, issues


def _dates(values: pd.Series, sheet: str) -> tuple[pd.Series, list[Issue]]:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.astype("datetime64[us]"), []
    text = _words(values) if not pd.api.types.is_numeric_dtype(values) else values.astype("str")
    found = pd.to_datetime(text, format="ISO8601", errors="coerce").astype("datetime64[us]")
    return found, _unfit(values, found, sheet)


def _truths(values: pd.Series, sheet: str) -> tuple[pd.Series, list[Issue]]:
    if pd.api.types.is_bool_dtype(values):
        return values.astype("boolean"), []
    known = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    found = _words(values).map(lambda text: known.get(fold(text)), na_action="ignore").astype("boolean")
    return found, _unfit(values, found, sheet)


def _words(values: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return values.map(lambda number: f"{number:.15g}", na_action="ignore").astype("str")
    if pd.api.types.is_datetime64_any_dtype(values):
        days: pd.Series = values.dt.strftime("%Y-%m-%d").astype("str")
        return days
    text = values.astype("str") if values.dtype != "str" else values
    text = text.str.strip()
    kept: pd.Series = text.where(text.ne(""))
    return kept


def _enum(words: pd.Series, role: Role, sheet: str) -> tuple[pd.Series, list[Issue]]:
    spellings = {fold(word): value for value, known in role.values.items() for word in (value, *known)}  # noqa: PD011  # a Role, no Series
    chosen = {word: spellings.get(fold(word), word.casefold()) for word in words.dropna().unique()}
    unknown = sorted({value for word, value in chosen.items() if fold(word) not in spellings})
    found = words.map(chosen, na_action="ignore").astype("str")
    if not unknown:
        return found, []
    rows = int(found.isin(unknown).sum())
    listed = ", ".join(unknown[:SHOWN])
    fields = {"column": words.name, "values": listed, "n": rows, "known": ", ".join(role.values)}
    return found, [Issue("enum_unknown", "question", sheet, (), fields)]


def one_spelling(words: pd.Series, sheet: str | None) -> tuple[pd.Series, list[Issue]]:
    """Return words with the most frequent spelling of those that differ in case and spaces alone, and what was merged."""
    counts = words.value_counts()
    best: dict[str, str] = {}
    for word in counts.index:
        best.setdefault(_loose(word), word)
    chosen = {word: best[_loose(word)] for word in counts.index}
    merged = sorted(word for word, value in chosen.items() if word != value)
    if not merged:
        return words, []
    fields = {"column": words.name, "values": ", ".join(merged[:SHOWN]), "n": len(merged)}
    return words.map(chosen, na_action="ignore").astype("str"), [Issue("spelling_merged", "info", sheet, (), fields)]


def _loose(word: str) -> str:
    return " ".join(word.casefold().split())
