"""Tables with a column per period: the truth has an item, a period and an amount per row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tests.corpus import numbers, words
from tests.corpus.layouts import Block, titles
from tests.corpus.truth import Column, Shown, TrueTable


@dataclass(frozen=True)
class Look:
    """How periods go across. row_total: a total at the right. codes: an account number before the item. measures: two columns
    per period. statement: revenues and costs with headings, totals and a result. difference: a column of changes at the right."""

    labels: str = "short_year"
    total: bool = False
    row_total: bool = False
    titles: int = 0
    gaps: bool = False
    codes: bool = False
    measures: bool = False
    statement: bool = False
    difference: bool = False


def across(rng, lang, **look):
    """Return a block with a column per period: the truth has an item, a period and an amount per row."""
    return _Across(rng, lang, Look(**look)).made()


class _Across:
    """The rows of one table with periods across, laid down from the top."""

    def __init__(self, rng, lang, look):
        self.rng, self.lang, self.look = rng, lang, look
        self.rows, self.merged = titles(rng, lang, look.titles), []
        self.starts = _periods(rng, look.labels)
        if look.difference:
            self.starts = self.starts[:2]
        self.wide = 2 if look.measures else 1
        self.meant = {"item": [], "period": [], "amount": []}
        self.name = rng.choice(words.HEADERS[lang]["item"])

    def made(self):
        self._heading()
        items = self.rng.sample(words.ITEMS[self.lang], self.rng.randint(4, len(words.ITEMS[self.lang])))
        if self.look.statement:
            self._statement(items)
        else:
            sums = self._items(items)
            if self.look.total:
                self._line(self.rng.choice(words.TOTALS[self.lang]), sums)
        unsure = self.look.labels == "month_only"
        columns = [
            Column((self.name,), "text", self.meant["item"], []),
            Column(("",), "month_of" if unsure else "period", self.meant["period"], [], derived=True, ambiguous=unsure),
            Column(("",), "money", self.meant["amount"], [], derived=True),
        ]
        return Block(self.rows, TrueTable(columns, wide=True), self.merged)

    @property
    def _left(self):
        return 2 if self.look.codes else 1

    def _heading(self):
        labels = [_label(start, self.look.labels, self.lang) for start in self.starts]
        names = [self.name]
        if self.look.codes:
            names.insert(0, "Code")
        if self.look.labels == "year_above":
            self._above(
                [(Shown(year, "0", str(year)), n) for year, n in Counter(start.year for start in self.starts).items()]
            )
        if self.look.measures:
            self._above([(label, 2) for label in labels])
            labels = (["Omzet", "Kosten"] if self.lang == "nl" else ["Revenue", "Costs"]) * len(labels)
        if self.look.row_total:
            labels.append("Totaal" if self.lang == "nl" else "Total")
        if self.look.difference:
            labels.append("Verschil" if self.lang == "nl" else "Difference")
        self.rows.append([*names, *labels])

    def _above(self, groups):
        line = [None] * self._left
        for label, n in groups:
            if n > 1:
                self.merged.append((len(self.rows), len(line), len(self.rows), len(line) + n - 1))
            line += [label, *[None] * (n - 1)]
        self.rows.append(line)

    def _items(self, items):
        """Append a row per item, and return the sums of the columns."""
        sums = [0.0] * (len(self.starts) * self.wide)
        for item in items:
            amounts = [
                None if self.look.gaps and self.rng.random() < 0.1 else numbers.cents(self.rng, 10, 40_000)
                for _ in sums
            ]
            self._line(item, amounts, code=self.rng.randint(4000, 9999))
            for index, amount in enumerate(amounts):
                sums[index] += amount or 0
                if amount is not None:
                    self.meant["item"].append(item)
                    self.meant["period"].append(self.starts[index // self.wide])
                    self.meant["amount"].append(amount)
        return sums

    def _line(self, name, amounts, code=None):
        shown = [*amounts]
        if self.look.row_total:
            shown.append(sum(amount or 0 for amount in amounts))
        if self.look.difference:
            shown.append((amounts[1] or 0) - (amounts[0] or 0))
        first = [None if code is None else Shown(code, "0", str(code)), name] if self.look.codes else [name]
        self.rows.append(
            [*first, *[None if a is None else numbers.MONEY["format"](round(a, 2), self.lang, "") for a in shown]]
        )

    def _statement(self, items):
        """Append revenues and costs, each under a heading and with a total, and the result."""
        empty = [None] * (self._left - 1)
        names = ("Opbrengsten", "Kosten", "Resultaat") if self.lang == "nl" else ("Revenues", "Costs", "Result")
        total = "Totaal" if self.lang == "nl" else "Total"
        earned = ["Omzet winkel", "Omzet webshop"] if self.lang == "nl" else ["Shop sales", "Web sales"]
        self.rows.append([*empty, names[0]])
        plus = self._items(earned)
        self._line(f"{total} {names[0].lower()}", plus)
        self.rows.append([*empty, names[1]])
        minus = self._items(items)
        self._line(f"{total} {names[1].lower()}", minus)
        self._line(names[2], [a - b for a, b in zip(plus, minus, strict=True)])


def _periods(rng, labels):
    year = rng.randint(2019, 2025)
    if labels in ("years", "years_typed"):
        return [date(year - 4 + i, 1, 1) for i in range(5)]
    if labels in ("quarter", "kwartaal"):
        return [date(year + i // 4, i % 4 * 3 + 1, 1) for i in range(rng.choice([4, 8]))]
    if labels == "fiscal":
        return [date(year - 3 + i, 7, 1) for i in range(4)]
    months = 12 if labels == "month_only" else rng.choice([6, 12, 12, 18])
    first = rng.choice([1, 1, 4, 7]) - 1 if labels != "month_only" else 0
    return [date(year + (first + i) // 12, (first + i) % 12 + 1, 1) for i in range(months)]


def _label(start, labels, lang):
    month = start.month - 1
    return {
        "short_year": lambda: f"{words.SHORT[lang][month]}-{start:%y}",
        "long_year": lambda: f"{words.MONTHS[lang][month]} {start.year}",
        "german": lambda: f"{words.SHORT['de'][month]} {start.year}",
        "iso": lambda: f"{start:%Y-%m}",
        "typed": lambda: Shown(start, "mmm-yy", f"{words.SHORT[lang][month]}-{start:%y}"),
        "year_above": lambda: words.SHORT[lang][month],
        "month_only": lambda: words.SHORT[lang][month],
        "years": lambda: str(start.year),
        "years_typed": lambda: Shown(start.year, "0", str(start.year)),
        "quarter": lambda: f"Q{(start.month + 2) // 3} {start.year}",
        "kwartaal": lambda: f"{start.year} {'K' if lang == 'nl' else 'Q'}{(start.month + 2) // 3}",
        "fiscal": lambda: f"FY{start.year}/{(start.year + 1) % 100:02d}",
    }[labels]()
