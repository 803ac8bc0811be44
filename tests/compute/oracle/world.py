"""Tables as they are looked at: what does not count is gone, what follows from other rows is filled in."""

from collections import defaultdict
from datetime import date

from tests.compute.oracle.calendar import cohort, day_of, folded

TODAY = date(2026, 12, 31)
DATES = {
    "sales": "order_date",
    "web": "date",
    "ads": "date",
    "leads": "created_date",
    "surveys": "response_date",
    "deals": "closed_date",
    "invoices": "invoice_date",
    "funnel": "date",
    "email": "date",
    "social": "date",
    "followers": "date",
    "activities": "activity_date",
    "subscriptions": "start_date",
    "employees": "hire_date",
    "absences": "absence_start",
    "absence_totals": "date",
    "vacancies": "accepted_date",
    "trainings": "training_date",
    "pnl": "date",
    "balance": "date",
    "inventory": "date",
    "production": "run_end",
    "machine_time": "date",
    "fulfilment": "pick_date",
    "energy": "date",
    "projects": "end_date",
    "tickets": "created_date",
    "market": "date",
    "timesheets": "date",
}
SPANS = {"employees": ("hire_date", "termination_date"), "subscriptions": ("start_date", "end_date")}
OF_AN_ORDER = ("order_date", "customer_id", "order_status", "channel", "region", "segment", "rep", "device")


class Row(dict):
    """A row that remembers which columns were asked for; a column that is not there is empty."""

    def __init__(self, kind, cells, asked):
        super().__init__(cells)
        self.kind, self.asked = kind, asked

    def __missing__(self, role):
        return None

    def __getitem__(self, role):
        self.asked.add((self.kind, role))
        return self.get(role)


class World:
    """All tables of a company. asked: the columns an answer looked at; counted: the rows it rests on, per table the most."""

    def __init__(self, tables, *, by=None, where=None, today=TODAY):
        self.today = today
        self.by, self.where = by, {role: {folded(word) for word in words} for role, words in (where or {}).items()}
        self.days, self.tables, self.all = {}, {}, {}
        self.asked, self.counted = set(), defaultdict(int)
        self._firsts = {}
        for kind, found in tables.items():
            rows = [Row(kind, row, self.asked) for row in (filled_down(found) if kind == "sales" else found)]
            self.all[kind], own = rows, DATES[kind]
            days = [day_of(row.get(own)) for row in rows if row.get(own) is not None]
            self.days[kind] = [day for day in days if day <= today]
            kept = [row for row in rows if row.get("order_status") not in ("cancelled", "pending")]
            dated = [row for row in kept if row.get(own) is not None]
            dated.sort(key=lambda row, own=own: row.get(own))
            self.tables[kind] = dated + [row for row in kept if row.get(own) is None]

    def answer(self, reckon, at):
        """A figure with the rows it rests on."""
        self.counted.clear()
        value = reckon(at)
        return value, sum(self.counted.values())

    def saw(self, kind, rows):
        self.counted[kind] = max(self.counted[kind], rows)

    def firsts(self, kind, role):
        """Every key with its first row ever."""
        if (kind, role) not in self._firsts:
            found = self._firsts[kind, role] = {}
            for row in self.tables.get(kind, ()):
                if row.get(role) is not None and row.get(DATES[kind]) is not None:
                    found.setdefault(row.get(role), row)
        return self._firsts[kind, role]

    def segment(self, row):
        if self.by in ("cohort_month", "cohort_quarter"):
            first = self.firsts("sales", "customer_id").get(row.get("customer_id"))
            return "" if first is None else cohort(first.get("order_date"), self.by)
        return folded(row.get(self.by))

    def lets_through(self, row):
        return all(folded(row.get(role)) in words for role, words in self.where.items())


def filled_down(rows):
    """Order exports say what goes for the whole order on one of its lines; where lines differ, a blank stays blank."""
    said = {}
    for row in rows:
        for role in OF_AN_ORDER:
            if row.get("order_id") is not None and row.get(role) is not None:
                said.setdefault((row["order_id"], role), {})[folded(str(row[role]))] = row[role]
    known = {key: next(iter(values.values())) for key, values in said.items() if len(values) == 1}
    return [
        {
            **row,
            **{
                role: known.get((row.get("order_id"), role))
                for role in OF_AN_ORDER
                if role in row and row[role] is None
            },
        }
        for row in rows
    ]
