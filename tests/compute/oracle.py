"""What KPIs are, worked out row by row with lists and loops: an answer that shares nothing with the engine but the catalogue.

Written from the rules of the algebra. A table is a list of rows, a row a dict of roles; None is an empty cell and no value.
"""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import mean, median

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
    """An order's date may stand on one of its lines only."""
    dates = {}
    for row in rows:
        if row["order_date"] is not None:
            dates.setdefault(row["order_id"], row["order_date"])
    known = {order: day for order, day in dates.items() if order is not None}
    return [{**row, "order_date": row["order_date"] or known.get(row["order_id"])} for row in rows]


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


def over(top, bottom):
    return top / bottom if top is not None and bottom is not None and bottom > 0 else None


def less(left, right):
    return None if left is None or right is None else left - right


def added(rows, role):
    return math.fsum(row[role] for row in rows if row[role] is not None)


def different(rows, role):
    return len({row[role] for row in rows if row[role] is not None})


def everyone(row):
    del row
    return True


def sums(at, kind, role, keep=everyone, on=None):
    return at.take(kind, lambda rows: added([row for row in rows if keep(row)], role), on)


def counts(at, kind, keep, on=None):
    return at.take(kind, lambda rows: sum(1 for row in rows if keep(row)), on)


def kinds_of(at, kind, role, on=None):
    return at.take(kind, lambda rows: different(rows, role), on)


def net(at):
    return less(sums(at, "sales", "net_amount"), sums(at, "sales", "refund_amount"))


def customers(at):
    return len(at.buyers()) if at.covered("sales") else None


def newly(at):
    return len(at.newcomers()) if at.covered("sales") else None


def retained(at):
    if not at.covered("sales") or not at.prev.covered("sales"):
        return None
    return len(at.prev.buyers() & set(at.seen()))


def came_back(at):
    if not at.covered("sales"):
        return None
    found = 0
    for customer, first in at.newcomers().items():
        days = [
            row["order_date"]
            for row in at.world.tables["sales"]
            if row["customer_id"] == customer and row["order_date"]
        ]
        found += any(0 < (day - first["order_date"]).days <= 90 for day in days)
    return found


def broad_orders(rows):
    return sum(
        1
        for order in {row["order_id"] for row in rows if row["order_id"] is not None}
        if different([row for row in rows if row["order_id"] == order], "product_category") >= 2
    )


def first_totals(rows):
    found = {}
    for row in rows:
        if row["order_total"] is not None and row["order_id"] is not None:
            found.setdefault(row["order_id"], row["order_total"])
    return math.fsum(found.values())


def margin(at):
    costed = at.take("sales", lambda rows: [row for row in rows if row["cost_amount"] is not None])
    if costed is None:
        return None
    revenue = added(costed, "net_amount") - added(costed, "refund_amount")
    return over(revenue - added(costed, "cost_amount"), revenue)


def per_rep(at):
    mine = at.take("sales", lambda rows: [row for row in rows if row["rep"] is not None])
    return (
        None if mine is None else over(added(mine, "net_amount") - added(mine, "refund_amount"), different(mine, "rep"))
    )


def growth(now, before):
    return over(less(now, before), before)


def lifetime(at):
    worth = over(net(at.rolling(12)), customers(at.rolling(12)))
    return None if worth is None else worth * 0.4 * 3


def quick(row):
    known = row["created_date"] and row["converted_date"]
    return bool(known) and 0 <= (row["converted_date"] - row["created_date"]).days <= 90


def scores(at, survey, reckon):
    answers = at.take(
        "surveys", lambda rows: [row for row in rows if row["survey_type"] == survey and row["score"] is not None]
    )
    return None if answers is None else reckon(answers)


def promoters(rows):
    up, down = sum(row["score"] >= 9 for row in rows), sum(row["score"] <= 6 for row in rows)
    return None if not rows else (up - down) / len(rows) * 100


def top_boxes(rows):
    best = {5: 4, 7: 6, 10: 8}
    return over(sum(row["scale_max"] is not None and row["score"] >= best[row["scale_max"]] for row in rows), len(rows))


def cycle(at, reckon):
    won = at.take("deals", lambda rows: [row for row in rows if row["deal_outcome"] == "won" and row["created_date"]])
    return reckon([(row["closed_date"] - row["created_date"]).days for row in won]) if won else None


def pipeline(at):
    """How deals stand in the file: one figure, in the period the file ends in."""
    if not at.start <= max(at.world.days["deals"], default=date.max) <= at.end:
        return None
    found = [row for row in at.anywhen("deals") if row["deal_outcome"] == "open"]
    known = [row for row in found if row["deal_amount"] is not None and row["probability"] is not None]
    return math.fsum(row["deal_amount"] * row["probability"] for row in known)


def outstanding(at):
    found = []
    for row in at.anywhen("invoices"):
        paid = row["paid_date"] is not None and row["paid_date"] <= at.end
        if row["invoice_date"] is not None and row["invoice_date"] <= at.end and not paid:
            found.append(row)
    return found


def overdue(at):
    if not at.covered("invoices"):
        return None
    late = [row for row in outstanding(at) if row["due_date"] is not None and row["due_date"] < at.end]
    return over(added(late, "gross_amount"), added(outstanding(at), "gross_amount"))


def days_to_pay(at):
    if not at.covered("invoices", "paid_date"):
        return None
    paid = [row for row in at.rows("invoices", "paid_date") if row["gross_amount"] is not None]
    weighed = [
        (row["paid_date"] - row["invoice_date"]).days * row["gross_amount"] for row in paid if row["invoice_date"]
    ]
    return over(math.fsum(weighed), added(paid, "gross_amount"))


def won(row):
    return row["deal_outcome"] == "won"


def decided(row):
    return row["deal_outcome"] in ("won", "lost")


def orders(at):
    return kinds_of(at, "sales", "order_id")


# Per table: the KPI, with its variant after a colon, and what it is.
SALES = {
    "revenue": net,
    "average_order_value": lambda at: over(sums(at, "sales", "net_amount"), orders(at)),
    "average_order_value:order_total": lambda at: over(at.take("sales", first_totals), orders(at)),
    "active_customers": customers,
    "new_customers": newly,
    "new_customers:growth": lambda at: growth(newly(at), newly(at.prev)),
    "customer_retention_rate": lambda at: over(retained(at), customers(at.prev)),
    "second_purchase_rate": lambda at: over(came_back(at), newly(at)),
    "cross_sell_rate": lambda at: over(at.take("sales", broad_orders), orders(at)),
    "purchase_frequency": lambda at: over(orders(at.rolling(12)), customers(at.rolling(12))),
    "customer_lifetime_value": lifetime,
    "revenue_growth": lambda at: growth(net(at), net(at.year_before)),
    "return_rate": lambda at: over(sums(at, "sales", "returned_quantity"), sums(at, "sales", "quantity")),
    "sales_profit_margin": margin,
    "revenue_per_sales_rep": per_rep,
    "cost_per_acquisition": lambda at: over(sums(at, "ads", "spend"), sums(at, "ads", "conversions")),
    "cost_per_acquisition:new_customer": lambda at: over(sums(at, "ads", "spend"), newly(at)),
    "roas": lambda at: over(sums(at, "ads", "conversion_value"), sums(at, "ads", "spend")),
    "click_through_rate": lambda at: over(sums(at, "ads", "clicks"), sums(at, "ads", "impressions")),
}
VISITS = {
    "website_sessions": lambda at: sums(at, "web", "sessions"),
    "website_conversion_rate": lambda at: over(sums(at, "web", "converting_sessions"), sums(at, "web", "sessions")),
    "bounce_rate": lambda at: over(
        less(sums(at, "web", "sessions"), sums(at, "web", "engaged_sessions")), sums(at, "web", "sessions")
    ),
    "cart_abandonment_rate": lambda at: over(
        less(sums(at, "web", "add_to_carts"), sums(at, "web", "purchases")), sums(at, "web", "add_to_carts")
    ),
    "net_promoter_score": lambda at: scores(at, "nps", promoters),
    "customer_satisfaction_score": lambda at: scores(at, "csat", top_boxes),
    "customer_effort_score": lambda at: scores(
        at, "ces", lambda rows: mean(row["score"] for row in rows) if rows else None
    ),
}
PIPELINE = {
    "new_leads": lambda at: kinds_of(at, "leads", "lead_id"),
    "marketing_qualified_leads": lambda at: kinds_of(at, "leads", "lead_id", "mql_date"),
    "lead_conversion_rate": lambda at: over(counts(at, "leads", quick), counts(at, "leads", everyone)),
    "win_rate": lambda at: over(counts(at, "deals", won), counts(at, "deals", decided)),
    "win_rate:value": lambda at: over(sums(at, "deals", "deal_amount", won), sums(at, "deals", "deal_amount", decided)),
    "sales_cycle_length": lambda at: cycle(at, mean),
    "sales_cycle_length:median": lambda at: cycle(at, median),
    "weighted_pipeline": pipeline,
    "average_days_to_pay": days_to_pay,
    "overdue_receivables_share": overdue,
}
