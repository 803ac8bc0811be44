"""What a dataset is: prepared tables of one workspace, with their issues and a fingerprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from kpi_core.formula.tree import Column

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    import pyarrow as pa

    from kpi_core.model import Issue

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the days from 1 January 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the date of a day number."""
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True)
class PreparedTable:
    """One table kind, ready to compute on; rows in date order, rows without a date last.

    days: per date role the different days on which there are rows, those left out of the figures too, as day numbers, oldest first.
    dimensions: per role of words (category, enum, yes/no) its values, most frequent first; the place is the number in `_id_R`.
    date_role: the role that places a row in time; another date of the table when its own is not mapped, "" when there is none.
    """

    kind: str
    date_role: str
    roles: frozenset[str]
    days: Map[str, tuple[int, ...]]
    dimensions: Map[str, tuple[str, ...]]
    data: pa.Table = field(repr=False, compare=False)

    @property
    def rows(self) -> int:
        """Every row read, the ones left out of the figures too."""
        return int(self.data.num_rows)

    @property
    def first(self) -> date | None:
        """The first day with a row; None without dates."""
        days = self.days.get(self.date_role, ())
        return day_of(days[0]) if days else None

    @property
    def last(self) -> date | None:
        """The last day with a row, even when it lies in the future; None without dates."""
        days = self.days.get(self.date_role, ())
        return day_of(days[-1]) if days else None


@dataclass(frozen=True)
class Dataset:
    """The prepared tables of one workspace. `sources`: (file, sheet) by `_source`; the fingerprint follows the contents.

    columns: by `_source`, per role the header of its column and the letter Excel gives it; the letter is "" where a value
        has no one column in the file: joined from another table, or one of several columns with a period each.
    """

    fingerprint: str
    tables: Map[str, PreparedTable]
    sources: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    columns: tuple[Map[str, tuple[str, str]], ...] = ()

    @cached_property
    def roles_present(self) -> dict[str, frozenset[str]]:
        """Table kind to the roles it has."""
        return {kind: table.roles for kind, table in self.tables.items()}

    @cached_property
    def words_present(self) -> dict[Column, frozenset[str]]:
        """Column of words to the words it holds, lower case."""
        return {
            Column(kind, role): frozenset(word.casefold() for word in words)
            for kind, table in self.tables.items()
            for role, words in table.dimensions.items()
        }

    @property
    def reach(self) -> date | None:
        """The last day over all tables; None without a date anywhere. Future dates count: see `reached`."""
        return max((table.last for table in self.tables.values() if table.last), default=None)

    def reached(self, today: date) -> date | None:
        """Return the last day over all tables that is not in the future; None when there is none."""
        limit = day_number(today)
        last = [day for table in self.tables.values() for day in table.days.get(table.date_role, ()) if day <= limit]
        return day_of(max(last)) if last else None
