"""How a table lies in its sheet: titles, headers of several rows, totals, group headings, notes and blanks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tests.corpus import words
from tests.corpus.truth import Column, Formula, Shown, TrueTable

WRONG = 100  # what a wrong total is too much


@dataclass
class Block:
    """The cells of one table with what is around it. merged: (row, column, row, column) from 0 within the block.

    tell: truth column and row to the place of its cell within the block.
    """

    rows: list
    truth: TrueTable
    merged: list = field(default_factory=list)

    @property
    def width(self):
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True)
class Layout:
    """Which mess lies around the rows; each is a form of its own."""

    titles: int = 0
    heading: str = ""  # "", "merged", "unmerged", "three"
    total: str = ""  # "", "label", "formula", "bare", "top", "gap"
    subtotals: str = ""  # "", "label", "formula"
    groups: str = ""  # "", "line", "indent"
    repeat: int = 0
    notes: int = 0
    blank_rows: int = 0
    blank_column: bool = False
    left: int = 0
    average: bool = False
    pages: bool = False
    broken: bool = False
    units: bool = False
    down: bool = False


def letter(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def block(rng, lang, columns, layout, *, top=0):
    """Return the block of these columns. `top` is the row its first line gets in the sheet, from 0 (formulas need it)."""
    return _Laying(rng, lang, columns, layout, top).made()


def titles(rng, lang, lines):
    """Return rows of words to stand above a table, the last ones empty."""
    rows = [[text] for text in rng.sample(words.TITLES[lang], lines)]
    if lines and rng.random() < 0.4:
        rows.append(["Periode:" if lang == "nl" else "Period:", Shown(date(2025, 1, 1), "yyyy-mm-dd", "2025-01-01")])
    return rows + [[] for _ in range(rng.randint(1, 2) if lines else 0)]


class _Laying:
    """The rows of one block, laid down from the top."""

    def __init__(self, rng, lang, columns, layout, top):
        self.rng, self.lang, self.columns, self.layout, self.top = rng, lang, columns, layout, top
        self.shown = [column for column in columns if not column.derived]
        self.rows = titles(rng, lang, layout.titles)
        self.merged = []

    def made(self):
        n = len(self.columns[0].values)
        down = self._runs(n) if self.layout.down else None
        self._heading()
        head = self.rows[-1]
        if self.layout.total == "top":
            self.rows.append(self._total(range(n)))
        start = len(self.rows)
        parts = self._parts(n)
        group = self._group_column(parts, n) if self.layout.groups else None
        self._body(parts, group, head)
        if down is not None:
            ends = [*range(3, n, 3), n]
            self.merged += [(start + a, down, start + b - 1, down) for a, b in pairwise([0, *ends]) if b - a > 1]
        self._end(n, start)
        truth = [*self.columns, group] if group else self.columns
        return _moved(Block(self.rows, TrueTable(list(truth)), self.merged), self.layout)

    def _heading(self):
        """With two or three rows the names of the columns get the group's name before them."""
        names = [column.header[-1] for column in self.shown]
        if self.layout.broken:
            names = [name.replace(" ", "\n", 1) for name in names]
        at = next((i for i in range(len(names) - 1) if self.shown[i].sums and self.shown[i + 1].sums), None)
        if self.layout.heading and at is not None:
            last = at + 1
            while last + 1 < len(names) and self.shown[last + 1].sums:
                last += 1
            above = ["Cijfers" if self.lang == "nl" else "Figures"]
            if self.layout.heading == "three":
                above.insert(0, ("Boekjaar" if self.lang == "nl" else "Book year") + " 2025")
            for name in above:
                if self.layout.heading != "unmerged":
                    self.merged.append((len(self.rows), at, len(self.rows), last))
                self.rows.append([name if i == at else None for i in range(len(names))])
        self.rows.append(names)
        if self.layout.units:
            self.rows.append([{"money": "€", "number": "#", "percent": "%"}.get(column.kind) for column in self.shown])

    def _runs(self, n):
        """Let a column of words be one cell for each three rows, and return its place."""
        at = next((i for i, column in enumerate(self.shown) if i and column.kind == "text"), None)
        if at is None:
            return None
        column = self.shown[at]
        filled = [value or "x" for value in column.values]
        column.values = [filled[place // 3 * 3] for place in range(n)]
        column.cells = [None if place % 3 else column.values[place] for place in range(n)]
        return at

    def _parts(self, n):
        cut = sorted({0, n, n // 3 or 1, 2 * n // 3 or 1}) if self.layout.groups or self.layout.subtotals else [0, n]
        return list(pairwise(cut))

    def _group_column(self, parts, n):
        names = self.rng.sample(words.REGIONS[self.lang], len(parts))
        meant = [None] * n
        for name, (first, last) in zip(names, parts, strict=True):
            meant[first:last] = [name] * (last - first)
        return Column(("",), "text", meant, [], derived=True)

    def _body(self, parts, group, head):
        regions, pattern = self.rng.sample(words.REGIONS[self.lang], 4), self.rng.choice(words.SUBTOTALS[self.lang])
        for number, (first, last) in enumerate(parts):
            if group:
                self.rows.append([group.values[first]] + [None] * (len(self.shown) - 1))
            begin = len(self.rows)
            for place in range(first, last):
                self._between(place, head)
                cells = [column.cells[place] for column in self.shown]
                self.rows.append(["   " + cells[0], *cells[1:]] if self.layout.groups == "indent" else cells)
            if self.layout.subtotals and len(parts) > 1:
                label = pattern.format(group.values[first] if group else regions[number])
                self.rows.append(
                    self._total(range(first, last), begin if self.layout.subtotals == "formula" else None, label)
                )

    def _between(self, place, head):
        if self.layout.repeat and place and place % self.layout.repeat == 0:
            if self.layout.pages:
                self.rows += [
                    [],
                    [
                        "Pagina" if self.lang == "nl" else "Page",
                        Shown(place // self.layout.repeat, "0", str(place // self.layout.repeat)),
                    ],
                    [],
                ]
            self.rows.append(list(head))
        if self.layout.blank_rows and place and place % self.layout.blank_rows == 0:
            self.rows.append([None] * len(self.shown))

    def _end(self, n, start):
        """Append the total and the notes."""
        if self.layout.total in ("label", "formula", "bare", "gap", "middle", "wrong"):
            if self.layout.total == "gap":
                self.rows.append([None] * len(self.shown))
            formula = self.layout.total == "formula" and not self.layout.subtotals
            self.rows.append(
                self._total(range(n), start if formula else None, "" if self.layout.total == "bare" else None)
            )
        if self.layout.average:
            self.rows.append(self._average(n))
        if self.layout.notes:
            self.rows += [[], *([text] for text in self.rng.sample(words.NOTES[self.lang], self.layout.notes))]

    def _total(self, places, begin=None, label=None):
        """Return a total row over the rows at `places`; begin: the row a formula adds up from, None = no formula."""
        cells = []
        for index, column in enumerate(self.shown):
            if not column.sums or column.total is None or column.ambiguous:
                cells.append(None)
                continue
            amount = round(sum(column.values[place] or 0 for place in places), 2) + WRONG * (
                self.layout.total == "wrong"
            )
            cell = column.total(amount)
            if begin is not None:
                name = letter(index + self.layout.left + (self.layout.blank_column and index > 0))
                formula = f"=SUM({name}{self.top + begin + 1}:{name}{self.top + len(self.rows)})"
                cell = Formula(formula, amount, cell.text if isinstance(cell, Shown) else cell)
            cells.append(cell)
        label = self.rng.choice(words.TOTALS[self.lang]) if label is None else label
        middle = (
            next((i - 1 for i, cell in enumerate(cells) if cell is not None), 0) if self.layout.total == "middle" else 0
        )
        if label and not self.shown[max(0, middle)].sums:
            cells[max(0, middle)] = label
        return cells

    def _average(self, n):
        cells = [
            None
            if not column.sums or column.total is None or column.ambiguous
            else column.total(round(sum(v or 0 for v in column.values) / n, 2))
            for column in self.shown
        ]
        return ["Gemiddelde" if self.lang == "nl" else "Average", *cells[1:]]


def _moved(made, layout):
    """Move the block to the right, and part it with an empty column."""
    if layout.blank_column and made.width > 2:
        made.rows = [[*row[:1], None, *row[1:]] if len(row) > 1 else row for row in made.rows]
        made.merged = [(a, b + (b > 0), c, d + (d > 0)) for a, b, c, d in made.merged]
    if layout.left:
        made.rows = [[None] * layout.left + list(row) for row in made.rows]
        made.merged = [(a, b + layout.left, c, d + layout.left) for a, b, c, d in made.merged]
    return made
