"""Tables with a column per period: the truth has an item, a period and an amount per row."""

from __future__ import annotations

from datetime import date

from tests.corpus import numbers, words
from tests.corpus.layouts import Block
from tests.corpus.layouts import titles as lines_above
from tests.corpus.truth import Column, Shown, TrueTable


def across(rng, lang, *, labels="short_year", total=False, row_total=False, titles=0, gaps=False):
    """Return a block with a column per period: the truth has an item, a period and an amount per row."""
    starts = _periods(rng, labels)
    head = [_label(start, labels, lang) for start in starts]
    items = rng.sample(words.ITEMS[lang], rng.randint(3, len(words.ITEMS[lang])))
    rows, merged = lines_above(rng, lang, titles), []
    name = rng.choice(words.HEADERS[lang]["item"])
    if labels == "year_above":
        line, merged_at = [None], len(rows)
        for year in sorted({start.year for start in starts}):
            several = [i for i, start in enumerate(starts) if start.year == year]
            line += [Shown(year, "0", str(year)), *[None] * (len(several) - 1)]
            merged.append((merged_at, several[0] + 1, merged_at, several[-1] + 1))
        rows.append(line)
    extra = [("Totaal" if lang == "nl" else "Total")] if row_total else []
    rows.append([name, *head, *extra])
    meant = {"item": [], "period": [], "amount": []}
    sums = [0.0] * (len(starts) + 1)
    for item in items:
        amounts = [None if gaps and rng.random() < 0.1 else numbers.cents(rng, 10, 40_000) for _ in starts]
        rows.append([item, *[None if a is None else numbers.MONEY["format"](a, lang, "") for a in amounts]])
        if row_total:
            rows[-1].append(numbers.MONEY["format"](round(sum(a or 0 for a in amounts), 2), lang, ""))
        for index, (start, amount) in enumerate(zip(starts, amounts, strict=True)):
            sums[index] += amount or 0
            if amount is not None:
                meant["item"].append(item)
                meant["period"].append(start)
                meant["amount"].append(amount)
    if total:
        grand = [*sums[:-1], *([sum(sums)] if row_total else [])]
        rows.append([rng.choice(words.TOTALS[lang]), *[numbers.MONEY["format"](round(a, 2), lang, "") for a in grand]])
    unsure = labels == "month_only"
    columns = [
        Column((name,), "text", meant["item"], []),
        Column(("",), "month_of" if unsure else "period", meant["period"], [], derived=True, ambiguous=unsure),
        Column(("",), "money", meant["amount"], [], derived=True),
    ]
    return Block(rows, TrueTable(columns, wide=True), merged)


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
