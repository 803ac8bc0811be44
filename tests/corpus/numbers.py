"""How a column of numbers is written: each function makes a `Column` of n rows. Typed cells are `Shown`."""

from __future__ import annotations

from tests.corpus import words
from tests.corpus.truth import Column, Err, Shown

NBSP = "\u00a0"


def header(rng, lang, key):
    return (rng.choice(words.HEADERS[lang][key]),)


def written(number, lang, decimals=2, group=""):
    """Return a number as text: `group` is the mark between thousands, "auto" = that of the language."""
    mark = {"nl": ".", "en": ","}[lang] if group == "auto" else group
    plain = f"{abs(number):,.{decimals}f}"
    point = "," if lang == "nl" else "."
    body = plain.replace(",", "\0").replace(".", point).replace("\0", mark)
    return f"-{body}" if number < 0 else body


def cents(rng, low=-50_000, high=900_000):
    """Return an amount with cents that shows its decimals, and never a whole number of thousands."""
    return (rng.randint(low, high) * 100 + rng.randint(1, 99)) / 100


def money(rng, n, lang, *, look="format", key="money", low=-2_000, high=90_000, gaps=True):
    values = [None if gaps and rng.random() < 0.05 else cents(rng, low, high) for _ in range(n)]
    write = MONEY[look]
    sign = "€"
    return Column(
        header(rng, lang, key),
        "money",
        values,
        [None if v is None else write(v, lang, sign) for v in values],
        total=lambda v: write(v, lang, sign),
    )


def _brackets(v, lang, _):
    body = written(abs(v), lang, 2, "auto")
    return f"({body})" if v < 0 else body


def _trailing(v, lang, _):
    return written(abs(v), lang, 2, "auto") + ("-" if v < 0 else "")


MONEY = {
    "plain": lambda v, lang, _: Shown(v, "General", written(v, lang)),
    "format": lambda v, lang, _: Shown(v, "#,##0.00", written(v, lang, 2, "auto")),
    "euro_format": lambda v, lang, _: Shown(v, '"€" #,##0.00', "€ " + written(v, lang, 2, "auto")),
    "text": lambda v, lang, _: written(v, lang),
    "grouped": lambda v, lang, _: written(v, lang, 2, "auto"),
    "space": lambda v, lang, _: written(v, lang, 2, " "),
    "nbsp": lambda v, lang, _: written(v, lang, 2, NBSP),
    "apostrophe": lambda v, lang, _: written(v, lang, 2, "'"),
    "euro_front": lambda v, lang, s: f"{s} {written(v, lang, 2, 'auto')}",
    "euro_back": lambda v, lang, s: f"{written(v, lang, 2, 'auto')} {s}",
    "code_front": lambda v, lang, _: f"EUR {written(v, lang, 2, 'auto')}",
    "code_back": lambda v, lang, _: f"{written(v, lang, 2, 'auto')} EUR",
    "brackets": _brackets,
    "trailing": _trailing,
    "plus": lambda v, lang, _: ("+" if v > 0 else "") + written(v, lang, 2, "auto"),
    "minus_first": lambda v, lang, s: ("-" if v < 0 else "") + f"{s} {written(abs(v), lang, 2, 'auto')}",
    "minus_inside": lambda v, lang, s: f"{s} {written(v, lang, 2, 'auto')}",
    "minus_last": lambda v, lang, s: f"{s} {written(abs(v), lang, 2, 'auto')}" + ("-" if v < 0 else ""),
    "brackets_euro": lambda v, lang, s: (
        f"({s} {written(abs(v), lang, 2, 'auto')})" if v < 0 else f"{s} {written(v, lang, 2, 'auto')}"
    ),
    "tight": lambda v, lang, s: f"{s}{written(v, lang, 2, 'auto')}",
    "accounting": lambda v, lang, s: Shown(
        v, '_-"€" * #,##0.00_-;_-"€" * #,##0.00-;_-"€" * "-"??_-;_-@_-', f"{s} {written(v, lang, 2, 'auto')}"
    ),
    "unicode_minus": lambda v, lang, _: written(v, lang, 2, "auto").replace("-", "\u2212"),
}


def pasted(rng, n, lang):
    """Numbers of which some became text by pasting."""
    column = money(rng, n, lang, look="plain")
    column.cells = [
        written(v, lang) if v is not None and rng.random() < 0.3 else cell
        for v, cell in zip(column.values, column.cells, strict=True)
    ]
    return column


def remarks(rng, n, lang):
    """Numbers with words between them: n.v.t., onbekend, PM."""
    column = money(rng, n, lang, look="grouped", gaps=False)
    for row in rng.sample(range(n), max(1, n // 12)):
        column.values[row], column.cells[row] = (
            None,
            rng.choice(["n.v.t.", "PM", "-", "onbekend"] if lang == "nl" else ["n/a", "TBD", "-", "unknown"]),
        )
    column.tell = frozenset(row for row, cell in enumerate(column.cells) if cell in ("PM", "TBD"))
    return column


def errors(rng, n, lang):
    """Numbers with error cells far down."""
    column = money(rng, n, lang, look="format", gaps=False)
    rows = {n - 1 - rng.randrange(max(1, n // 4))} | ({rng.randrange(n)} if rng.random() < 0.5 else set())
    for row in rows:
        column.values[row], column.cells[row] = None, Err(rng.choice(["#N/A", "#DIV/0!", "#REF!", "#VALUE!"]))
    column.tell = frozenset(rows)
    return column


def magnitude(rng, n, lang):
    """Amounts such as 12k and 1,2 mln."""
    values, cells = [], []
    for _ in range(n):
        if rng.random() < 0.5:
            tens = rng.randint(11, 999)
            values.append(tens * 100.0)
            cells.append(written(tens / 10, lang, 1) + "k")
        else:
            tens = rng.randint(11, 99)
            values.append(tens * 100_000.0)
            cells.append(
                ("€ " if lang == "nl" and rng.random() < 0.3 else "")
                + written(tens / 10, lang, 1)
                + (" mln" if lang == "nl" else "m")
            )
    return Column(header(rng, lang, "money"), "money", values, cells, ambiguous=False)


def whole_dash(rng, n, lang):
    """Dutch shop prices: € 1.200,-"""
    values = [float(rng.randint(1, 9_000)) if rng.random() < 0.7 else cents(rng, 1, 9_000) for _ in range(n)]
    cells = [f"€ {written(v, 'nl', 0, '.')},-" if v == int(v) else f"€ {written(v, 'nl', 2, '.')}" for v in values]
    return Column(header(rng, lang, "money"), "money", values, cells)


def thousands_only(rng, n, lang):
    """Only texts such as 1.234: one thousand two hundred, or one and a bit? Ambiguous."""
    values = [float(rng.randint(1_001, 9_999)) for _ in range(n)]
    return Column(
        header(rng, lang, "money"), "money", values, [written(v, lang, 0, "auto") for v in values], ambiguous=True
    )


def currencies(rng, n, lang):
    """Euros and dollars in one column: asked or said, never added up together."""
    values = [cents(rng, 1, 9_000) for _ in range(n)]
    signs = [rng.choice(["€", "$"]) for _ in range(n)]
    signs[:2] = ["€", "$"]
    cells = [f"{s} {written(v, lang, 2, 'auto')}" for v, s in zip(values, signs, strict=True)]
    return Column(header(rng, lang, "money"), "currencies", values, cells, ambiguous=True)


def count(rng, n, lang, *, look="plain"):
    values = [None if rng.random() < 0.04 else float(rng.randint(0, 900)) for _ in range(n)]
    cells = [None if v is None else Shown(v, "0", f"{v:.0f}") if look == "plain" else f"{v:.0f}" for v in values]
    return Column(
        header(rng, lang, "count"),
        "number",
        values,
        cells,
        total=lambda v: Shown(v, "0", f"{v:.0f}") if look == "plain" else f"{v:.0f}",
    )


def grouped_count(rng, n, lang):
    """Pieces such as 1.234, proven by the cents of the amounts beside them, or asked."""
    values = [float(rng.randint(1_001, 9_999)) for _ in range(n)]
    return Column(
        header(rng, lang, "count"), "number", values, [written(v, lang, 0, "auto") for v in values], ambiguous=True
    )


def counter(rng, n, _):
    """A nameless first column that numbers the rows, as scripts export it."""
    start = rng.choice([0, 1])
    return Column(
        ("",),
        "part",
        [float(start + i) for i in range(n)],
        [Shown(start + i, "General", str(start + i)) for i in range(n)],
        optional=True,
    )


def percent(rng, n, lang, *, look="format"):
    tenths = [rng.randint(1, 600) for _ in range(n)]
    tenths[0] = 255
    write = {
        "format": lambda t: Shown(t / 1000, "0.0%", written(t / 10, lang, 1) + "%"),
        "text": lambda t: written(t / 10, lang, 1) + "%",
        "spaced": lambda t: written(t / 10, lang, 1) + " %",
        "points": lambda t: Shown(t / 10, "0.0", written(t / 10, lang, 1)),
        "fraction": lambda t: Shown(t / 1000, "0.000", written(t / 1000, lang, 3)),
        "mixed": lambda t: (
            Shown(t / 1000, "0.0%", written(t / 10, lang, 1) + "%")
            if t % 2
            else Shown(t / 10, "0.0", written(t / 10, lang, 1))
        ),
    }[look]
    values = [t / 1000 for t in tenths]
    lax = {"points": lambda v: (v, v * 100), "fraction": lambda v: (v,), "mixed": lambda v: (v,)}.get(look)
    return Column(
        header(rng, lang, "percent"),
        "percent",
        values,
        [write(t) for t in tenths],
        lax=lax,
        ambiguous=look == "mixed",
    )


def chance_sum(rng, n, lang):
    """An amount that happens to be the sum of those above it."""
    column = money(rng, n, lang, look=rng.choice(["plain", "format", "grouped"]), gaps=False, low=1, high=900)
    place = min(n - 2, rng.randint(2, 4))
    amount = round(sum(column.values[:place]), 2)
    column.values[place] = amount
    text = written(amount, lang, 2, "auto")
    column.cells[place] = text if isinstance(column.cells[0], str) else Shown(amount, "#,##0.00", text)
    return column


def three_decimals(rng, n, lang, *, look="text"):
    """Unit prices with three decimals: 1,234 is not a thousand here."""
    values = [rng.randint(1001, 99_999) / 1000 for _ in range(n)]
    cells = [written(v, lang, 3) if look == "text" else Shown(v, "0.000", written(v, lang, 3)) for v in values]
    return Column(("Stuksprijs" if lang == "nl" else "Unit price",), "number", values, cells, ambiguous=True)


def padded(rng, n, lang):
    """Numbers with blanks around them, as reports in columns print them."""
    column = money(rng, n, lang, look="grouped")
    column.cells = [
        None if cell is None else f"{' ' * rng.randint(0, 5)}{cell}{rng.choice(['', ' ', NBSP])}"
        for cell in column.cells
    ]
    return column


def large(rng, n, lang, *, look="grouped"):
    """Amounts in millions: two marks between thousands."""
    return money(rng, n, lang, look=look, low=-900_000, high=90_000_000)
