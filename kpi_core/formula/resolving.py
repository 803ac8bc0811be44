"""Which table and which columns the names inside one aggregate mean: one table, or a doubt that is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.errors import FormulaError, did_you_mean
from kpi_core.formula.lexicon import plain
from kpi_core.formula.tokens import Piece

if TYPE_CHECKING:
    from kpi_core.formula.tree import Column
    from kpi_core.formula.vocabulary import Vocabulary


@dataclass(frozen=True)
class Mention:
    """A column named at a place: its piece, and its table where that was written. alone: kept without its table."""

    place: int
    name: str
    start: int
    end: int
    kind: str | None = None
    alone: bool = False


@dataclass
class Rows:
    """The inside of one aggregate while it is read: all its names are about the rows of one table.

    values: places of words in quotes that are compared with a column, each with the mention of that column.
    renamed: the place of a function that is only meant for balances, with what it is for any other table.
    """

    kind: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    values: list[tuple[int, Mention]] = field(default_factory=list)
    renamed: tuple[int, str] | None = None

    def settle(self, pieces: list[Piece], vocabulary: Vocabulary) -> None:
        """Write every column of the scope into its piece. Raises FormulaError when the table or a column is in doubt."""
        kind = self.kind or next((one.kind for one in self.mentions if one.kind), None)
        if kind is None and self.mentions:
            kind = _table_of(self.mentions, vocabulary)
        found: dict[Mention, Column] = {}
        for one in self.mentions:
            column = found[one] = _column_of(one, one.kind or str(kind), vocabulary)
            text = column.role if one.alone else f"{column.kind}.{column.role}"
            pieces[one.place] = Piece(text, one.start, one.end)
        for place, one in self.values:
            piece = pieces[place]
            pieces[place] = Piece(_value_of(piece.text, found.get(one), vocabulary), piece.start, piece.end)
        if self.renamed and vocabulary.balances and kind not in vocabulary.balances:
            place, function = self.renamed
            pieces[place] = Piece(function, pieces[place].start, pieces[place].end)


def quoted(text: str) -> str:
    """Return a word as formulas hold it."""
    return "'" + text.replace("'", "''") + "'"


def _table_of(mentions: list[Mention], vocabulary: Vocabulary) -> str:
    """Return the one table that has a column for every name, the nearest names deciding between several."""
    ranked = [vocabulary.columns_of(one.name) for one in mentions]
    shared = set.intersection(*({column.kind for column in columns} for columns in ranked))
    if not shared:
        last = mentions[-1]
        raise FormulaError("formula_no_one_table", last.start, name=last.name, length=last.end - last.start)
    if len(shared) == 1:
        return shared.pop()
    nearest = set.intersection(*({column.kind for column in _best(columns, shared)} for columns in ranked))
    if len(nearest) == 1:
        return nearest.pop()
    doubted, columns = next(
        (one, found) for one, found in zip(mentions, ranked, strict=True) if len(_best(found, shared)) > 1
    )
    raise _doubt("formula_which_table", doubted, sorted(_best(columns, shared), key=lambda one: (one.kind, one.role)))


def _best(columns: dict[Column, int], kinds: set[str]) -> list[Column]:
    inside = {column: rank for column, rank in columns.items() if column.kind in kinds}
    return [column for column, rank in inside.items() if rank == min(inside.values())]


def _column_of(one: Mention, kind: str, vocabulary: Vocabulary) -> Column:
    found = vocabulary.columns_in(one.name, kind)
    if len(found) == 1:
        return found[0]
    if found:
        raise _doubt("formula_which_column", one, found)
    known = [name for name, columns in vocabulary.columns.items() if any(column.kind == kind for column in columns)]
    near = (column for name in did_you_mean(plain(one.name), known) for column in vocabulary.columns_in(name, kind))
    suggestions = tuple(dict.fromkeys(f"{column.kind}.{column.role}" for column in near))
    length = one.end - one.start
    raise FormulaError(
        "formula_unknown_column", one.start, name=one.name, kind=kind, suggestions=suggestions, length=length
    )


def _doubt(code: str, one: Mention, columns: list[Column] | tuple[Column, ...]) -> FormulaError:
    offered = tuple(f"{column.kind}.{column.role}" for column in columns)
    return FormulaError(code, one.start, name=one.name, suggestions=offered, length=one.end - one.start)


def _value_of(text: str, column: Column | None, vocabulary: Vocabulary) -> str:
    """Return a quoted word as the column holds it: 'gewonnen' is 'won' where that is what the word stands for."""
    spellings = vocabulary.values.get(column, {}) if column else {}
    word = text[1:-1].replace("''", "'")
    return quoted(spellings.get(word.casefold(), word))
