"""What a file holds: cells, tables, the doubts about them and the receipt of what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    import pandas as pd

Level = Literal["error", "warning", "question", "info"]
ColumnType = Literal["empty", "text", "id", "number", "money", "percent", "date", "datetime", "time", "bool", "mixed"]


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that wait for the answer: more than one when neighbours share the doubt."""
        shared = self.fields.get("columns")
        return tuple(map(str, shared)) if isinstance(shared, tuple) else (self.column,) if self.column else ()


@dataclass(frozen=True)
class Sheet:
    """Cells as found, untouched. Row 0 of `cells` is row `first_row` as Excel counts.

    cells: None, bool, int, float, str, date, datetime, time, timedelta, or `CellError` for #N/A and its like.
    formats: Excel number formats of the probed cells by (row as Excel counts, column from 0); empty for text files.
    merged: ranges as (first row, first column, last row, last column), rows as Excel counts, columns from 0.
    text_only: every cell is text because the file has no types (csv, tsv, txt).
    sum_rows: rows as Excel counts with a formula that adds up a stretch of its own column.
    """

    name: str
    cells: tuple[tuple[object, ...], ...]
    hidden: bool = False
    first_row: int = 1
    formats: Map[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    text_only: bool = False
    sum_rows: frozenset[int] = frozenset()


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
class PreviewRow:
    """One row of the sheet as it stands. `row` as Excel counts.

    became: data, header, empty, elsewhere (not of this table), or the reason of `Skipped`.
    cells: one per column shown: None, bool, number, day, or text cut to what can be shown.
    marks: one per cell: "", unread, error, converted (text or code read as a number or a day), missing (a mark for
        "nothing"), asked (waits for an answer).
    """

    row: int
    became: str
    cells: tuple[object, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """The rows of a sheet that tell how a table in it was read; a row number that jumps is a gap. `letters` as in Excel."""

    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]


@dataclass(frozen=True)
class Receipt:
    """What was read of a table, what was skipped and why, and whether the sums agree with the file's own.

    preview: a look at the sheet, None = not made. It is read from the file each time and never kept.
    """

    rows_read: int
    skipped: tuple[Skipped, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    questions: tuple[Question, ...] = ()
    preview: Preview | None = field(default=None, compare=False, metadata={"kept": False})


@dataclass(frozen=True)
class Meaning:
    """What a table is about and what its columns mean, known from the format of its file: an audit file, a known export.

    source: a code for the format, such as "xaf" or the id of an export profile. roles: column name to role.
    """

    source: str
    kind: str
    roles: Map[str, str]


@dataclass(frozen=True)
class Table:
    """One header with typed columns, and its place in the file.

    part: which table of its sheet, from 1, in the order of reading. title: the text above it, "" = none. meaning: what
        the format of the file says of it, None = to be found out from its headers.
    frame: one row per row read, one column per `TableColumn` by name, in order. text, id: str; number, money, percent:
        float64 (percent as a proportion); date, datetime: datetime64; bool: nullable boolean; missing = empty or unread.
        The index is the row number as Excel counts; a table with a column per period has a row number several times.
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
    part: int = 1
    title: str = ""
    meaning: Meaning | None = None

    @property
    def name(self) -> str:
        """What the table is called in its file, unique there: the name of its sheet, "Orders #2" for the second in it."""
        return self.sheet if self.part == 1 else f"{self.sheet} #{self.part}"


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
