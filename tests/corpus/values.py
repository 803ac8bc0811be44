"""How one column is written: each function makes a `Column` of n rows. Typed cells are `Shown`; text files take their text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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


def words_of(rng, n, lang, key, *, gaps=False):
    pool = {
        "region": words.REGIONS[lang],
        "product": words.PRODUCTS[lang],
        "customer": words.CUSTOMERS,
        "person": words.PEOPLE,
    }[key]
    values = [None if gaps and rng.random() < 0.08 else rng.choice(pool) for _ in range(n)]
    return Column(header(rng, lang, key), "text", values, list(values))


def na_region(rng, n, lang):
    """NA (North America, Namibia) is a word here."""
    values = [rng.choice(["NA", "EMEA", "APAC", "LATAM"]) for _ in range(n)]
    values[min(1, n - 1)] = "NA"
    return Column(header(rng, lang, "region"), "text", values, list(values))


def order_id(rng, n, lang, *, typed=True):
    start = rng.randint(10_000, 80_000)
    numbers = [start + 3 * i for i in range(n)]
    return Column(
        header(rng, lang, "id"),
        "id",
        [str(x) for x in numbers],
        [Shown(x, "0", str(x)) if typed else f"{x}" for x in numbers],
    )


def coded_id(rng, n, lang):
    values = [f"{rng.choice(['A', 'B', 'FA'])}-{rng.randint(1, 9999):04d}" for _ in range(n)]
    return Column(header(rng, lang, "id"), "text", values, list(values))


def zeros(rng, n, lang, *, look="text"):
    """Item numbers with leading zeros, as text or by a number format."""
    numbers = [rng.randint(1, 99_999) for _ in range(n)]
    values = [f"{x:06d}" for x in numbers]
    return Column(
        header(rng, lang, "code"),
        "id",
        values,
        [Shown(x, "000000", f"{x:06d}") if look == "format" else f"{x:06d}" for x in numbers],
    )


def postcode(rng, n, lang):
    values = [
        f"{rng.randint(1000, 9999)} {rng.choice('ABCD')}{rng.choice('EFGH')}"
        if lang == "nl"
        else f"{rng.randint(1, 999):05d}"
        for _ in range(n)
    ]
    return Column(header(rng, lang, "postcode"), "id", values, list(values))


def ean(rng, n, lang, *, typed=False):
    numbers = [8_710_000_000_000 + rng.randint(0, 9_999_999_999) for _ in range(n)]
    return Column(
        header(rng, lang, "ean"),
        "id",
        [str(x) for x in numbers],
        [Shown(x, "0", str(x)) if typed else str(x) for x in numbers],
    )


def phone(rng, n, lang):
    values = [f"06{rng.randint(10_000_000, 99_999_999)}" for _ in range(n)]
    return Column(header(rng, lang, "phone"), "id", values, list(values))


def yes_no(rng, n, lang, *, look="words"):
    values = [rng.random() < 0.6 for _ in range(n)]
    values[:2] = [True, False]
    yes, no = ("Ja", "Nee") if lang == "nl" else ("Yes", "No")
    show = {
        "words": lambda v: yes if v else no,
        "typed": lambda v: Shown(v, "General", "TRUE" if v else "FALSE"),
        "letter": lambda v: (yes if v else no)[0],
    }[look]
    return Column(header(rng, lang, "bool"), "bool", values, [show(v) for v in values])


def some_days(rng, n):
    first = date(2024, 1, 1) + timedelta(days=rng.randint(0, 600))
    days = [first + timedelta(days=rng.randint(0, 360)) for _ in range(n)]
    days[0] = days[0].replace(day=rng.randint(13, 28))
    days[-1] = days[-1].replace(day=rng.randint(13, 28))
    return days


def _weekday(d, lang):
    return words.DAYS[lang][d.weekday()]


DATES = {
    "typed": lambda d, lang: Shown(
        d, "dd-mm-yyyy" if lang == "nl" else "yyyy-mm-dd", f"{d:%d-%m-%Y}" if lang == "nl" else d.isoformat()
    ),
    "typed_us": lambda d, _: Shown(d, "mm/dd/yyyy", f"{d:%m/%d/%Y}"),
    "typed_month": lambda d, lang: Shown(d, "d mmm yyyy", f"{d.day} {words.SHORT[lang][d.month - 1]} {d.year}"),
    "dash": lambda d, _: f"{d:%d-%m-%Y}",
    "slash": lambda d, _: f"{d:%d/%m/%Y}",
    "unpadded": lambda d, _: f"{d.day}-{d.month}-{d.year}",
    "dots": lambda d, _: f"{d:%d.%m.%Y}",
    "two_digit_year": lambda d, _: f"{d:%d-%m-%y}",
    "iso": lambda d, _: d.isoformat(),
    "american": lambda d, _: f"{d:%m/%d/%Y}",
    "moment": lambda d, _: f"{d:%d-%m-%Y} 00:00:00",
    "iso_moment": lambda d, _: f"{d:%Y-%m-%d}T00:00:00",
    "digits": lambda d, _: f"{d:%Y%m%d}",
    "digits_typed": lambda d, _: Shown(int(f"{d:%Y%m%d}"), "0", f"{d:%Y%m%d}"),
    "serial": lambda d, _: Shown((d - date(1899, 12, 30)).days, "0", str((d - date(1899, 12, 30)).days)),
    "named": lambda d, lang: f"{d.day} {words.MONTHS[lang][d.month - 1]} {d.year}",
    "named_short": lambda d, lang: f"{d.day}-{words.SHORT[lang][d.month - 1]}-{d:%y}",
    "named_de": lambda d, _: f"{d.day}. {words.MONTHS['de'][d.month - 1]} {d.year}",
    "named_de_short": lambda d, _: f"{d.day:02d}. {words.SHORT['de'][d.month - 1]} {d.year}",
    "named_fr": lambda d, _: f"{d.day} {words.MONTHS['fr'][d.month - 1]} {d.year}",
    "named_fr_short": lambda d, _: f"{d.day} {words.SHORT['fr'][d.month - 1]} {d.year}",
    "name_first": lambda d, _: f"{words.MONTHS['en'][d.month - 1]} {d.day}, {d.year}",
    "weekday": lambda d, lang: f"{_weekday(d, lang)} {d.day} {words.MONTHS[lang][d.month - 1]} {d.year}",
    "weekday_short": lambda d, lang: f"{_weekday(d, lang)[: 2 if lang == 'nl' else 3]} {d:%d-%m-%Y}",
}


def day(rng, n, lang, *, look="typed"):
    days = some_days(rng, n)
    if look != "two_digit_year":
        days = [None if 0 < i < n - 1 and rng.random() < 0.03 else d for i, d in enumerate(days)]
    return Column(header(rng, lang, "date"), "date", days, [None if d is None else DATES[look](d, lang) for d in days])


def swapped(rng, n, lang):
    """All days up to 12: the order of day and month cannot be told."""
    days = [date(2025, rng.randint(1, 11), rng.randint(1, 11)) for _ in range(n)]
    days = [d.replace(month=d.month + 1) if d.month == d.day else d for d in days]
    order = "%d-%m-%Y" if lang == "nl" else "%m/%d/%Y"
    return Column(header(rng, lang, "date"), "date", days, [d.strftime(order) for d in days], ambiguous=True)


def half_swapped(rng, n, lang):
    """A Dutch file opened by an American Excel: up to day 12 a real date with day and month swapped, beyond it text."""
    days = some_days(rng, n)
    cells = [Shown(date(d.year, d.day, d.month), "mm/dd/yyyy", "") if d.day <= 12 else f"{d:%d/%m/%Y}" for d in days]
    low = next((i for i, d in enumerate(days) if d.day <= 12), None)
    if low is None:
        days[1 % n] = date(2025, 3, 5)
        cells[1 % n] = Shown(date(2025, 5, 3), "mm/dd/yyyy", "")
    return Column(header(rng, lang, "date"), "date", days, cells, ambiguous=True)


def month_of_year(rng, n, lang, *, look="named"):
    """A month or quarter with its year: its first day."""
    starts = [date(2024 + i // 12 % 3, i % 12 + 1, 1) for i in range(n)]
    if look == "quarter":
        starts = [date(2010 + i // 4, i % 4 * 3 + 1, 1) for i in range(n)]
    write = {
        "named": lambda d: f"{words.MONTHS[lang][d.month - 1]} {d.year}",
        "short": lambda d: f"{words.SHORT[lang][d.month - 1]}-{d:%y}",
        "iso": lambda d: f"{d:%Y-%m}",
        "quarter": lambda d: f"Q{(d.month + 2) // 3} {d.year}",
    }[look]
    return Column(header(rng, lang, "month"), "date", starts, [write(d) for d in starts])


def month_only(rng, n, lang):
    """Month names without a year: words, or a question for the year."""
    names = [words.MONTHS[lang][i % 12] for i in range(n)]
    return Column(header(rng, lang, "month"), "month_name", names, list(names), ambiguous=True)


def clock(rng, n, lang, *, look="typed"):
    moments = [time(rng.randint(0, 23), rng.choice([0, 15, 30, 45])) for _ in range(n)]
    return Column(
        header(rng, lang, "time"),
        "time",
        moments,
        [Shown(t, "hh:mm", f"{t:%H:%M}") if look == "typed" else f"{t:%H:%M}" for t in moments],
    )


def duration(rng, n, lang, *, look="typed"):
    spans = [timedelta(minutes=rng.randint(5, 60 * 60)) for _ in range(n)]
    spans[0] = timedelta(hours=31, minutes=15)

    def text(s):
        minutes = int(s.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"

    return Column(
        header(rng, lang, "duration"),
        "duration",
        spans,
        [Shown(s, "[h]:mm", text(s)) if look == "typed" else text(s) for s in spans],
    )


def three_columns(rng, n, lang):
    """Year, month and day in columns of their own: a date, found by its content."""
    days = some_days(rng, n)
    made = [
        Column(
            header(rng, lang, key),
            "part",
            [float(getattr(d, part)) for d in days],
            [Shown(getattr(d, part), "0", str(getattr(d, part))) for d in days],
            optional=True,
        )
        for key, part in (("year", "year"), ("monthno", "month"), ("day", "day"))
    ]
    return [*made, Column(("",), "date", days, [], derived=True)]


def datetime_of(rng, n, lang):
    moments = [datetime(d.year, d.month, d.day, rng.randint(0, 23), rng.randint(0, 59)) for d in some_days(rng, n)]
    show = (
        [Shown(m, "dd-mm-yyyy hh:mm", f"{m:%d-%m-%Y %H:%M}") for m in moments]
        if lang == "nl"
        else [f"{m:%Y-%m-%d %H:%M}" for m in moments]
    )
    return Column(header(rng, lang, "date"), "date", moments, show)


def names_with_total(rng, n, lang):
    """Customers whose names hold the word total are customers."""
    pool = [
        "Total Fitness Ltd",
        "TotalEnergies",
        "Totaalbouw B.V.",
        "Subtotaal Media",
        "Van Totaal tot Deel",
        "Bakker & Zn.",
    ]
    values = [rng.choice(pool) for _ in range(n)]
    return Column(header(rng, lang, "customer"), "text", values, list(values))


def chance_sum(rng, n, lang):
    """An amount that happens to be the sum of those above it."""
    column = money(rng, n, lang, look=rng.choice(["plain", "format", "grouped"]), gaps=False, low=1, high=900)
    place = min(n - 2, rng.randint(2, 4))
    amount = round(sum(column.values[:place]), 2)
    column.values[place] = amount
    text = written(amount, lang, 2, "auto")
    column.cells[place] = text if isinstance(column.cells[0], str) else Shown(amount, "#,##0.00", text)
    return column


def looks_like_numbers(rng, n, lang):
    """Codes such as 12E4 and 1E05: no numbers."""
    values = [f"{rng.randint(1, 99)}E{rng.randint(0, 99):02d}" for _ in range(n)]
    return Column(header(rng, lang, "code"), "text", values, list(values))


def sizes(rng, n, lang):
    """Sizes and fractions such as 10-12 and 3/4: no dates."""
    values = [rng.choice(["10-12", "3/4", "1/2", "36-38", "5-6", "S", "M/L"]) for _ in range(n)]
    return Column(("Maat" if lang == "nl" else "Size",), "text", values, list(values))


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


def broken_lines(rng, n, lang):
    """Words with a line break in the cell."""
    values = [rng.choice(words.PRODUCTS[lang]) + ("\nnr. 2" if rng.random() < 0.3 else "") for _ in range(n)]
    return Column(header(rng, lang, "product"), "text", values, list(values))


def no_header(rng, n, _):
    """A column of words without a name."""
    values = [rng.choice(words.PEOPLE) for _ in range(n)]
    return Column(("",), "text", values, list(values))


def typed_and_text_dates(rng, n, lang):
    """Real dates and dates as text that can be read one way only."""
    days = some_days(rng, n)
    cells = [Shown(d, "dd-mm-yyyy", f"{d:%d-%m-%Y}") if rng.random() < 0.6 else DATES["named"](d, lang) for d in days]
    return Column(header(rng, lang, "date"), "date", days, cells)


def a_week(rng, n, _):
    """A week with its year: its Monday."""
    first = date(2025, 1, 6) + timedelta(weeks=rng.randint(0, 40))
    starts = [first + timedelta(weeks=i) for i in range(n)]
    weeks = [d.isocalendar() for d in starts]
    return Column(("Week",), "date", starts, [f"{w.year}-W{w.week:02d}" for w in weeks])


def sparse(rng, n, lang):
    """A column with words in one cell of ten."""
    values = [rng.choice(["spoed", "retour", "urgent"]) if rng.random() < 0.1 else None for _ in range(n)]
    return Column(("Opmerking" if lang == "nl" else "Remark",), "text", values, list(values))
