"""What is doubtful about the rows of a known export: versions of one figure, amounts that repeat, rows that sum up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.mapping.known import column_of
from kpi_core.model import Issue, Question, Reading
from kpi_core.roles import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table, TableColumn
    from kpi_core.profiles import Profile

PLACES = ("first", "second", "third", "fourth")
CELLS_SHOWN = 20
WORDS = frozenset({"text", "id", "date", "datetime", "bool"})
DATES = frozenset({"date", "datetime"})
USELESS = {"conversions": "mixed_results", "date": "long_span"}
"""Why a column is left out that its export makes useless here, by role."""
VAGUE = frozenset({"results", "resultaten"})


@dataclass(frozen=True)
class _Doubt:
    """Something about the rows of a known export: asked, answered with a change to the mapping, or told."""

    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
    once_per: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    useless: str = ""
    unused: bool = False


def settle_rows(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping with what is doubtful about the rows of this export asked, decided or told."""
    found = [
        ask(mapping, profile, table, answers) for ask in (_one_of, _once_per, _results, _spans, _left_out, _which_side)
    ]
    columns = mapping.columns
    for role in {doubt.useless for doubt in found} - {""}:
        columns = tuple(
            replace(entry, role=None, confidence="sure", reason=USELESS[role]) if entry.role == role else entry
            for entry in columns
        )
    return replace(
        mapping,
        kind=None if any(doubt.unused for doubt in found) else mapping.kind,
        profile=profile.id,
        columns=columns,
        questions=(*mapping.questions, *(question for doubt in found for question in doubt.questions)),
        issues=(*mapping.issues, *(issue for doubt in found for issue in doubt.issues)),
        once_per=next((doubt.once_per for doubt in found if doubt.once_per), ()),
        only=next((doubt.only for doubt in found if doubt.only), ()),
    )


def _first_column(headers: Iterable[str], table: Table) -> TableColumn | None:
    return next((column for name in headers if (column := column_of(name, table)) is not None), None)


def _amount(mapping: Mapping, profile: Profile, table: Table) -> pd.Series | None:
    """Return the column by which readings are compared: the first amount of the export."""
    numbers = {column.name for column in table.columns if column.type in {"money", "number"}}
    order = (*profile.once_roles, "sessions", *profile.roles)
    name = next((mapping.roles[role] for role in order if mapping.roles.get(role) in numbers), None)
    return None if name is None else table.frame[name]


def _one_of(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    """Ask which of several versions of the same figures counts: they are never added."""
    column = _first_column(profile.one_of, table)
    if column is None:
        return _Doubt()
    words = table.frame[column.name].astype("str").where(table.frame[column.name].notna())
    values = [str(value) for value in words.dropna().unique()]
    if len(values) < 2:
        return _Doubt()
    mark = blake2b("\n".join(values).encode(), digest_size=4).hexdigest()  # other versions next time: another question
    id_ = f"{table.name}!{column.letter}:one_range:{mark}"
    shown = dict(zip(PLACES, values, strict=False))
    if (answer := answers.get(id_, "")) in shown:
        return _Doubt(only=(column.name, shown[answer]))
    amount = _amount(mapping, profile, table)
    readings = tuple(
        Reading(place, value, None if amount is None else float(amount[words == value].sum()), {"value": value})
        for place, value in shown.items()
    )
    fields = {"header": column.header, "system": profile.system, "n": len(values)}
    return _Doubt((Question(id_, "one_range", table.sheet, column.name, readings, fields),))


def _once_per(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    """Ask whether an amount that stands on several rows of one ad and day is one amount or several."""
    across, amount = _first_column(profile.once_per, table), _amount(mapping, profile, table)
    if across is None or amount is None:
        return _Doubt()
    key = [c.name for c in table.columns if c.type in WORDS and c.name != across.name]
    repeated = table.frame.assign(_amount=amount).duplicated([*key, "_amount"]) & (amount.fillna(0) != 0)
    if not key or not repeated.any():
        return _Doubt()
    id_ = f"{table.name}!{across.letter}:once_per"
    answer = answers.get(id_)
    if answer in {"once", "each"}:
        return _Doubt(once_per=tuple(key) if answer == "once" else ())
    example = f"{float(amount[repeated].iloc[0]):.2f}"
    readings = (
        Reading("once", example, float(amount[~repeated].sum())),
        Reading("each", example, float(amount.sum())),
    )
    fields = {"header": across.header, "amount": amount.name, "system": profile.system, "n": int(repeated.sum())}
    return _Doubt((Question(id_, "once_per", table.sheet, across.name, readings, fields),))


def _results(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    """Leave a count of results out when the column beside it says they are several things."""
    del answers
    across, name = _first_column(profile.once_per, table), mapping.roles.get(profile.results, "")
    if across is None or normalise(name) not in VAGUE:
        return _Doubt()
    kinds = sorted({str(value) for value in table.frame[across.name].dropna().unique()})
    if len(kinds) < 2:
        return _Doubt()
    fields = {"header": name, "values": ", ".join(kinds[: len(PLACES)]), "system": profile.system}
    return _Doubt(issues=(Issue("mixed_results", "warning", table.sheet, (), fields),), useless=profile.results)


def _spans(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    """Leave a date out that is the first of a span over several months: all of it would fall in the first."""
    del answers
    column, date = _first_column(profile.until, table), mapping.roles.get("date", "")
    if column is None or not date or column.type not in DATES:
        return _Doubt()
    first, last = table.frame[date], table.frame[column.name]
    if not pd.api.types.is_datetime64_any_dtype(first):
        return _Doubt()
    fields = {"header": date, "system": profile.system}
    if (first.dt.to_period("M") != last.dt.to_period("M"))[first.notna() & last.notna()].any():
        return _Doubt(issues=(Issue("spans_months", "warning", table.sheet, (), fields),), useless="date")
    if (last > first).any():
        return _Doubt(issues=(Issue("spans_days", "info", table.sheet, (), fields),))
    return _Doubt()


def summary_rows(profile: Profile, table: Table) -> pd.Series:
    """Return which rows are empty in a column that every row but a summary fills."""
    blank = pd.Series(data=False, index=table.frame.index)
    for header in profile.left_out:
        column = column_of(header, table)
        if column is not None and table.frame[column.name].notna().any():
            blank |= table.frame[column.name].isna()
    return blank


def _left_out(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    del mapping, answers
    rows = table.frame.index[summary_rows(profile, table)]
    if rows.empty:
        return _Doubt()
    cells = tuple(f"{table.columns[0].letter}{row}" for row in rows[:CELLS_SHOWN])
    fields = {"n": len(rows), "system": profile.system}
    return _Doubt(issues=(Issue("summary_left_out", "info", table.sheet, cells, fields),))


def _which_side(mapping: Mapping, profile: Profile, table: Table, answers: Map[str, str]) -> _Doubt:
    """Ask whether open items are of customers or of suppliers, where the export does not tell."""
    del mapping
    id_ = f"{table.name}!:{profile.ask}"
    answer = answers.get(id_)
    if not profile.ask or answer == "customers":
        return _Doubt()
    if answer == "suppliers":
        return _Doubt(issues=(Issue("of_suppliers", "info", table.sheet),), unused=True)
    readings = (Reading("customers", ""), Reading("suppliers", ""))
    return _Doubt((Question(id_, "ledger_side", table.sheet, None, readings, {"system": profile.system}),))
