"""What a table is about and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model.files import Issue, Question

RoleType = Literal["id", "date", "datetime", "number", "money", "percent", "category", "enum", "bool"]


@dataclass(frozen=True)
class Role:
    """What a column can mean. `values`: for an enum, each canonical value with the spellings it is known by.

    synonyms: every header known to mean it; headers: those of one language, the usual ones first. counts: a number of things
    that each did or did not, so that chance in a share of them is known from the numbers alone.
    """

    id: str
    type: RoleType
    name: Map[str, str]
    synonyms: tuple[str, ...]
    values: Map[str, tuple[str, ...]] = field(default_factory=dict)
    headers: Map[str, tuple[str, ...]] = field(default_factory=dict)
    counts: bool = False


@dataclass(frozen=True)
class TableKind:
    """What a table is about. `date_role` places a row in time; `leave_out`: (role, values) of rows kept out of every figure.

    span: for a register of what runs from a day to a day (staff, subscriptions), the roles of its first and last day.
    people: its rows are about people, of whom small groups are never shown.
    extra_synonyms: headers that mean a role in this kind only. hints: words in a sheet's name that point to the kind.
    """

    id: str
    name: Map[str, str]
    date_role: str
    roles: tuple[str, ...]
    min_roles: tuple[str, ...]
    extra_synonyms: Map[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: tuple[str, tuple[str, ...]] | None = None
    is_balance: bool = False
    span: tuple[str, str] | None = None
    hints: tuple[str, ...] = ()
    people: bool = False


Confidence = Literal["sure", "likely", "unsure"]


@dataclass(frozen=True)
class ColumnRole:
    """The role proposed or chosen for a column; role None = not used. `reason` is a code with fields."""

    column: str
    role: str | None
    confidence: Confidence
    reason: str
    fields: Map[str, object] = field(default_factory=dict)
    decided_by: Literal["proposal", "remembered", "user"] = "proposal"


@dataclass(frozen=True)
class Mapping:
    """Which table kind a table is and which role each column has. kind None = not recognised, not used.

    vat_rate: the VAT in `gross_amount` as a proportion, as answered; `dataset.prepare` then derives
        net_amount = gross_amount / (1 + vat_rate). None = not told.
    full_job: what a full-time job is in the numbers of `fte`, or of `weekly_hours` without it: 100 per cent, 36 hours;
        `dataset.prepare` then divides by it. None = they are FTE already, or nothing is known.
    in_hours, day_hours: the roles of absence totals that are hours, and how many of them are a working day; `dataset.prepare`
        then divides by it.
    effort: which question customer effort scores answer: "new" 1 to 7, higher is easier; "old" 1 to 5, lower is easier; "open" not
        known yet; "" there are none. `dataset.prepare` lets only the new one count.
    profile: the known export its columns were taken from, "" = none.
    once_per: columns that together name one ad on one day; the amounts of its first row count, the others repeat them.
    only: (column, value) of the rows that count, where a column puts several versions of the figures below each other.
    """

    sheet: str
    kind: str | None
    confidence: Confidence
    columns: tuple[ColumnRole, ...]
    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
    vat_rate: float | None = None
    full_job: float | None = None
    in_hours: tuple[str, ...] = ()
    day_hours: float | None = None
    effort: Literal["", "new", "old", "open"] = ""
    profile: str = ""
    once_per: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def roles(self) -> dict[str, str]:
        """Role to column name, of the columns in use."""
        return {entry.role: entry.column for entry in self.columns if entry.role}
