"""How a column of dates, months, times or durations is written: each function makes a `Column` of n rows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.corpus import words
from tests.corpus.numbers import header
from tests.corpus.truth import Column, Shown


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
    "dotted_iso": lambda d, _: f"{d:%Y.%m.%d}",
    "slashed_iso": lambda d, _: f"{d:%Y/%m/%d}",
    "upper": lambda d, lang: f"{d.day:02d}-{words.SHORT[lang][d.month - 1].upper()}-{d.year}",
    "short_us": lambda d, _: f"{d.month}/{d.day}/{d:%y}",
    "utc": lambda d, _: f"{d:%Y-%m-%d}T00:00:00Z",
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
