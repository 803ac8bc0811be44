"""What a column's surroundings say: the answers given, and the conventions its neighbours or the file's totals prove."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.numbers import written
from kpi_core.read.amounts import Amounts, Decimal, build_numbers
from kpi_core.read.cells import letter

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.read.cells import Row
    from kpi_core.read.currency import Neighbour
    from kpi_core.read.examine import Evidence, RawColumn

ANSWERS = {"comma_decimal": "comma", "point_decimal": "point"}
_DECIMALS: tuple[Decimal, Decimal] = ("comma", "point")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_HEADER = re.compile(r"(?:^|[\W_])(?:jaar|year|boekjaar|jahr|ann[ée]e)(?:$|[\W_])", re.IGNORECASE)


@dataclass(frozen=True)
class Around:
    """What is known of a table beside one of its columns.

    name: what the table is called, for the ids of questions. letters: the columns of the table, in order.
    decimals, orders: the conventions that are proven or answered. valuta: its column of currencies, None = it has none.
    years: years named in titles, headers and the name of the sheet. dated: another column already tells the date.
    """

    sheet: str
    name: str
    answers: Map[str, str]
    letters: tuple[str, ...] = ()
    decimals: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    valuta: Neighbour | None = None
    years: tuple[int, ...] = ()
    dated: bool = False

    def identity(self, column: RawColumn, doubt: str) -> str:
        """Return the id of a question about a column."""
        return f"{self.name}!{letter(column.index)}:{doubt}"

    def answer(self, column: RawColumn, doubt: str) -> str | None:
        """Return the answer to a doubt: the column's own, else that of a neighbour in the same doubt; None = not given."""
        own = self.answers.get(self.identity(column, doubt))
        given = (self.answers.get(f"{self.name}!{other}:{doubt}") for other in self.letters)
        return own or next((answer for answer in given if answer), None)


def answered(
    columns: Sequence[RawColumn], found: Sequence[Evidence], name: str, answers: Map[str, str], guess: str
) -> set[str]:
    """Return the conventions that answers settle: the answer for one column holds for its neighbours in doubt."""
    given = (
        answers.get(f"{name}!{letter(column.index)}:{guess}")
        for column, evidence in zip(columns, found, strict=True)
        if evidence.guess == guess
    )
    return {ANSWERS.get(answer, answer) for answer in given if answer}


def proven(found: Sequence[Evidence], guess: str) -> set[str]:
    """Return the conventions that some column of the table proves by itself."""
    own = [evidence for evidence in found if evidence.guess == guess]
    numbers = {str(item.style) for evidence in own for item in evidence.numbers.values()}
    dates = {str(item.style) for evidence in own for item in evidence.dates.values()}
    return (numbers if guess == "number" else dates) - {"plain", "either"}


def proven_by_totals(columns: Sequence[RawColumn], found: Sequence[Evidence], totals: Sequence[Row]) -> set[str]:
    """Return the decimal marks under which a doubtful column adds up to the file's own total, and not under the other."""
    settled: set[str] = set()
    for column, evidence in zip(columns, found, strict=True):
        if evidence.guess == "number" and any(item.style == "either" for item in evidence.numbers.values()):
            fits = [decimal for decimal in _DECIMALS if _fits_total(column, evidence, decimal, totals)]
            settled |= set(fits) if len(fits) == 1 else set()
    return settled


def _fits_total(column: RawColumn, evidence: Evidence, decimal: Decimal, totals: Sequence[Row]) -> bool:
    ours = float(build_numbers(column, evidence, Amounts(decimal)).series.sum())
    texts = (row[column.index] for row in totals if column.index < len(row))
    found = [item for text in texts if isinstance(text, str) and (item := written(text.strip())) is not None]
    return any((value := item.value(decimal)) is not None and abs(value - ours) < 0.005 for item in found)


def years_named(texts: Sequence[str]) -> tuple[int, ...]:
    """Return the years between 1900 and 2099 that texts name, in order."""
    return tuple(sorted({int(year) for text in texts for year in _YEAR.findall(text)}))


def tells_date(columns: Sequence[RawColumn], found: Sequence[Evidence]) -> bool:
    """Return whether a table has a column of dates, or one of years that goes with its months."""
    return any(
        evidence.guess == "date" or (evidence.guess == "number" and _YEAR_HEADER.search(column.header))
        for column, evidence in zip(columns, found, strict=True)
    )
