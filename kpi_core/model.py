"""The nouns: what flows from a file to a verdict. Frozen, without behaviour beyond looking things up in themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    import pandas as pd

    from kpi_core.formula.tree import Node
    from kpi_core.periods import Grain, Period
    from kpi_core.units import Direction, Unit

Level = Literal["error", "warning", "question", "info"]
ColumnType = Literal["empty", "text", "id", "number", "money", "percent", "date", "datetime", "time", "bool", "mixed"]
RoleType = Literal["id", "date", "datetime", "number", "money", "percent", "category", "enum", "bool"]


@dataclass(frozen=True)
class Issue:
    """A problem or a guess in the data; collected, never raised. Its sentence is `say(f"issue.{code}", lang, **fields)`.

    cells: addresses as Excel writes them ("D1207"); for a long list the first twenty, with the count in `fields["n"]`.
    """

    code: str
    level: Level
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """One way to read a doubtful value or column.

    choice: what an answer says, for instance "comma"; its label is `say(f"question.{kind}.{choice}", lang, **fields)`.
    example: a cell's text as it would be read, ready to show. effect: the column's sum under this reading, None = no sum.
    """

    choice: str
    example: str
    effect: float | None = None
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One doubt, with every reading shown. `id` is stable over files with the same headers: `Orders!D:number`.

    The sentence is `say(f"question.{kind}", lang, **fields)`.
    """

    id: str
    kind: str
    sheet: str
    column: str | None
    readings: tuple[Reading, ...]
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """Cells as found, untouched. Row 0 of `cells` is row `first_row` as Excel counts.

    cells: None, bool, int, float, str, date, datetime, time, timedelta, or `CellError` for #N/A and its like.
    formats: Excel number formats of the probed cells by (row as Excel counts, column from 0); empty for text files.
    merged: ranges as (first row, first column, last row, last column), rows as Excel counts, columns from 0.
    text_only: every cell is text because the file has no types (csv, tsv, txt).
    """

    name: str
    cells: tuple[tuple[object, ...], ...]
    hidden: bool = False
    first_row: int = 1
    formats: Map[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    text_only: bool = False


@dataclass(frozen=True)
class CellError:
    """An error cell of a workbook, for instance #DIV/0!."""

    text: str


@dataclass(frozen=True)
class TableColumn:
    """One column of a table. `name` is unique in its table; `header` is what the file says; `letter` as Excel names it.

    convention: how its cells were read, a code such as "comma", "point", "day_first", "excel_date"; "" when plain.
    unread: addresses of cells that could not be read and are missing in the frame.
    examples: up to three cells as the file shows them.
    """

    name: str
    header: str
    letter: str
    type: ColumnType
    convention: str = ""
    unread: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A row kept out of the sums; `reason` is a code: empty, total, subtotal, title, note, repeated_header."""

    row: int
    reason: str


@dataclass(frozen=True)
class SumCheck:
    """Our sum of a column beside the file's own total row. `file_total` is None when the file has none."""

    column: str
    sum: float
    file_total: float | None = None
    cell: str | None = None
    matches: bool | None = None


@dataclass(frozen=True)
class Receipt:
    """What was read of a table, what was skipped and why, and whether the sums agree with the file's own."""

    rows_read: int
    skipped: tuple[Skipped, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Table:
    """One header with typed columns, and its place in the file.

    frame: one row per row read, one column per `TableColumn` by name, in order. text, id: str; number, money, percent:
        float64 (percent as a proportion); date, datetime: datetime64; bool: nullable boolean; missing = empty or unread.
        The index is the row number as Excel counts.
    header_rows: rows as Excel counts; empty when the table has no header.
    """

    sheet: str
    hidden: bool
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[TableColumn, ...]
    frame: pd.DataFrame
    receipt: Receipt
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class FileRead:
    """All that was found in one file. `digest` is the sha256 of its bytes."""

    file: str
    digest: str
    tables: tuple[Table, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every open question of every table, in order."""
        return tuple(question for table in self.tables for question in table.receipt.questions)


@dataclass(frozen=True)
class Role:
    """What a column can mean. `values`: for an enum, each canonical value with the spellings it is known by."""

    id: str
    type: RoleType
    name: Map[str, str]
    synonyms: tuple[str, ...]
    values: Map[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TableKind:
    """What a table is about. `date_role` places a row in time; `leave_out`: (role, values) of rows kept out of every figure.

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
    hints: tuple[str, ...] = ()


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
    """

    sheet: str
    kind: str | None
    confidence: Confidence
    columns: tuple[ColumnRole, ...]
    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
    vat_rate: float | None = None

    @property
    def roles(self) -> dict[str, str]:
        """Role to column name, of the columns in use."""
        return {entry.role: entry.column for entry in self.columns if entry.role}


@dataclass(frozen=True)
class MeasureDefinition:
    """A named aggregate of `measures.yaml`."""

    id: str
    formula: str
    name: Map[str, str]


@dataclass(frozen=True)
class Variant:
    """Another definition of the same KPI, chosen on purpose; `unit` differs from the KPI's own only where it must."""

    id: str
    name: Map[str, str]
    formula: str
    tree: Node
    unit: Unit


@dataclass(frozen=True)
class Kpi:
    """A formula over measures and roles with what people need to steer by it. See `catalogue/`.

    tree: the parsed formula with measures put in place. optional: "kind.role"s that may be absent and count as nothing.
    pair: the better neighbour of a vanity KPI. guard: the KPI that shows it being gamed. texts are per language.
    window_days: a cohort needs this many days after the period's end before its value is final.
    min_group: groups smaller than this are never shown (HR).
    exact_only: a count that adds up over nothing (visitors): it has a value only where the file holds one row for exactly
        the period and segment asked.
    """

    id: str
    name: Map[str, str]
    aliases: Map[str, tuple[str, ...]]
    departments: tuple[str, ...]
    meaning: Map[str, str]
    formula: str
    tree: Node
    variants: tuple[Variant, ...]
    unit: Unit
    precision: int
    direction: Direction
    timing: Literal["leading", "lagging"]
    grain: Grain
    review: Grain
    segments: tuple[str, ...]
    drivers: tuple[str, ...]
    traps: Map[str, tuple[str, ...]]
    actions: Map[str, tuple[str, ...]]
    zero: Map[str, str]
    smart: Map[str, str]
    optional: tuple[str, ...] = ()
    pair: str | None = None
    guard: str | None = None
    standard: str | None = None
    window_days: int | None = None
    min_group: int | None = None
    exact_only: bool = False


@dataclass(frozen=True)
class Results:
    """What the chosen KPIs were, per period and segment.

    frame: one row per KPI, period and segment, ordered by those three.
        kpi str | period str (`Period.id`) | start date | end date | segment str, None = everything | value float |
        numerator float | denominator float | rows int | complete bool
        value is in the KPI's unit (percent as a proportion) and missing (NaN) when it has no meaning or no data; numerator
        and denominator are given for a KPI that is one division, else missing; rows counts the lines it rests on.
    issues: what the reader should know, for instance that the last month is not complete.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Target:
    """A SMART target: one KPI, one segment, one value or range, from a day to a day, with an owner.

    value: for a higher- or lower-is-better KPI; low and high: for a range. A sum's value is the total over [start, until].
    baseline: the KPI's value when the target was set, None = not known.
    """

    kpi: str
    until: date
    start: date
    value: float | None = None
    low: float | None = None
    high: float | None = None
    segment: tuple[str, str] | None = None
    baseline: float | None = None
    owner: str = ""
    agreed: bool = False
    agreed_on: date | None = None
    doubts: str = ""
    variant: str | None = None


class Verdict(StrEnum):
    """The six things a status can say."""

    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    OFF_COURSE = "off_course"
    CANNOT_TELL = "cannot_tell"
    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True)
class Status:
    """The verdict on a target: where it stands, where it should be now, the gap, and why as a code with fields.

    now, expected, gap: in the KPI's unit; gap = now - expected; None while it cannot be told. reach: the last complete day.
    reason: its sentence is `say(f"status.reason.{reason}", lang, **fields)`.
    """

    verdict: Verdict
    now: float | None
    expected: float | None
    gap: float | None
    reach: date | None
    reason: str
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Something worth saying about the numbers: its sentence is `say(f"finding.{code}", lang, **fields)`."""

    code: str
    kpi: str | None
    level: Literal["bad", "risk", "good", "neutral"]
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a series with its value; None = no value. rows and denominator as in `Results`."""

    period: Period
    value: float | None
    complete: bool
    rows: int = 0
    denominator: float | None = None
