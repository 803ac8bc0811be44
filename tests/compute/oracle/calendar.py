"""Days, periods and spelling, as anyone would count them on a calendar."""

from datetime import date, datetime, timedelta

ONE = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def day_of(value):
    """The day of a date or of a moment; None of nothing."""
    return value.date() if isinstance(value, datetime) else value


def later(day, months):
    """The same day so many months later, or that month's last."""
    month = day.year * 12 + day.month - 1 + months
    for number in range(day.day, 27, -1):
        try:
            return date(month // 12, month % 12 + 1, number)
        except ValueError:
            continue
    return date(month // 12, month % 12 + 1, day.day)


def span_of(day, grain):
    """First and last day of the period a day lies in."""
    if grain == "week":
        monday = day
        while monday.isoweekday() != 1:
            monday -= ONE
        return monday, monday + 6 * ONE
    month = (day.month - 1) // MONTHS[grain] * MONTHS[grain] + 1
    start = date(day.year, month, 1)
    return start, later(start, MONTHS[grain]) - ONE


def cohort(day, by):
    return f"{day.year}-{day.month:02d}" if by == "cohort_month" else f"{day.year}-Q{(day.month + 2) // 3}"


def folded(word):
    return "" if word is None else " ".join(word.casefold().split())
