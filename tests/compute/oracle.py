"""What KPIs are, worked out row by row with lists and loops: an answer that shares nothing with the engine but the catalogue.

Written from the rules of the algebra. A table is a list of rows, a row a dict of roles; None is an empty cell and no value.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE = timedelta(days=1)
DATES = {
    "sales": "order_date",
    "web": "date",
    "ads": "date",
    "leads": "created_date",
    "surveys": "response_date",
    "deals": "closed_date",
    "invoices": "invoice_date",
}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
EVERYTHING = object()
OF_AN_ORDER = ("order_date", "customer_id", "order_status", "channel", "region", "segment", "rep", "device")


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


class World:
    """Tables as they are looked at: what does not count is gone, what follows from other rows is filled in."""

    def __init__(self, tables, *, by=None, where=None):
        self.by, self.where = by, {role: {folded(word) for word in words} for role, words in (where or {}).items()}
        self.days, self.tables, self.all = {}, {}, tables
        for kind, found in tables.items():
            rows = filled_down(found) if kind == "sales" else found
            self.days[kind] = [row[DATES[kind]] for row in rows if row[DATES[kind]] is not None]
            kept = [row for row in rows if row.get("order_status") not in ("cancelled", "pending")]
            dated = [row for row in kept if row[DATES[kind]] is not None]
            dated.sort(key=lambda row, kind=kind: row[DATES[kind]])
            self.tables[kind] = dated + [row for row in kept if row[DATES[kind]] is None]
        self.firsts = {}
        for row in self.tables.get("sales", ()):
            if row["customer_id"] is not None and row["order_date"] is not None:
                self.firsts.setdefault(row["customer_id"], row)

    def segment(self, row):
        if self.by in ("cohort_month", "cohort_quarter"):
            first = self.firsts.get(row["customer_id"])
            return "" if first is None else cohort(first["order_date"], self.by)
        return folded(row[self.by])

    def lets_through(self, row):
        return all(folded(row[role]) in words for role, words in self.where.items())


def filled_down(rows):
    """Order exports say what goes for the whole order on one of its lines; where lines differ, a blank stays blank."""
    said = {}
    for row in rows:
        for role in OF_AN_ORDER:
            if row["order_id"] is not None and row.get(role) is not None:
                said.setdefault((row["order_id"], role), set()).add(row[role])
    known = {key: values.pop() for key, values in said.items() if len(values) == 1}
    return [
        {
            **row,
            **{role: known.get((row["order_id"], role)) for role in OF_AN_ORDER if role in row and row[role] is None},
        }
        for row in rows
    ]


@dataclass(frozen=True)
class At:
    """One figure's place: a window and a segment. grain: "span" for days that are no period; moved: not the period asked."""

    world: World
    start: date
    end: date
    grain: str
    segment: object = EVERYTHING
    moved: bool = False

    @property
    def prev(self):
        if self.grain == "span":
            if self._whole_months:
                return self._shifted(-self._whole_months)
            days = self.end - self.start + ONE
            return replace(self, start=self.start - days, end=self.end - days, moved=True)
        start, end = span_of(self.start - ONE, self.grain)
        return replace(self, start=start, end=end, moved=True)

    @property
    def year_before(self):
        if self.grain == "week":
            year, week, _ = self.start.isocalendar()
            last = date(year - 1, 12, 28).isocalendar().week
            start = date.fromisocalendar(year - 1, min(week, last), 1)
            return replace(self, start=start, end=start + 6 * ONE, moved=True)
        if self.grain != "span" or self._whole_months:
            return self._shifted(-12)
        return replace(self, start=later(self.start, -12), end=later(self.end, -12), moved=True)

    def _shifted(self, months):
        return replace(self, start=later(self.start, months), end=later(self.end + ONE, months) - ONE, moved=True)

    @property
    def _whole_months(self):
        after = self.end + ONE
        return (
            (after.year - self.start.year) * 12 + after.month - self.start.month
            if self.start.day == after.day == 1
            else 0
        )

    def rolling(self, months):
        return replace(self, start=later(self.end + ONE, -months), grain="span", moved=True)

    @property
    def overall(self):
        return replace(
            self, start=min(min(days) for days in self.world.days.values() if days), grain="span", moved=True
        )

    def covered(self, kind, on=None):
        """The data of a table has begun by this window, counted from the period that holds its first row, and not ended."""
        days = [*self.world.days[kind], *([row[on] for row in self.world.all[kind] if row[on]] if on else [])]
        if not days or self.start > max(days):
            return False
        if self.grain == "span" and not self.moved:
            return self.end >= min(days)
        return self.start >= span_of(min(days), "month" if self.grain == "span" else self.grain)[0]

    def rows(self, kind, on=None):
        day = on or DATES[kind]
        return [
            row for row in self.world.tables[kind] if row[day] and self.start <= row[day] <= self.end and self.has(row)
        ]

    def anywhen(self, kind):
        return [row for row in self.world.tables[kind] if self.has(row)]

    def has(self, row):
        return self.world.lets_through(row) and (self.segment is EVERYTHING or self.world.segment(row) == self.segment)

    def take(self, kind, reckon, on=None):
        """What a reckoning makes of the rows here; no value where there is no data."""
        return reckon(self.rows(kind, on)) if self.covered(kind, on) else None

    def seen(self):
        """Customers with a row in the window, each with its first row there."""
        found = {}
        for row in self.world.tables["sales"]:
            if row["customer_id"] is not None and row["order_date"] and self.start <= row["order_date"] <= self.end:
                found.setdefault(row["customer_id"], row)
        return found

    def buyers(self):
        """Customers counted here: by the segment of their first row in the window, once."""
        return {customer for customer, row in self.seen().items() if self.has(row)}

    def newcomers(self):
        firsts = self.world.firsts.items()
        return {
            customer: row for customer, row in firsts if self.start <= row["order_date"] <= self.end and self.has(row)
        }
