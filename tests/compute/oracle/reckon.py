"""Adding, counting and averaging rows by hand; None is no value. A `keep` says of a row whether it counts."""

import math
from statistics import mean, median

from tests.compute.oracle.calendar import ONE, day_of, folded
from tests.compute.oracle.world import DATES, SPANS

LASTING = {**SPANS, "absences": ("absence_start", "absence_end")}


def over(top, bottom):
    return top / bottom if top is not None and bottom is not None and bottom > 0 else None


def plus(*parts):
    return None if None in parts else math.fsum(parts)


def less(left, *rest):
    return None if left is None or None in rest else left - math.fsum(rest)


def times(*parts):
    return None if None in parts else math.prod(parts)


def growth(now, before):
    return over(less(now, before), before)


def everyone(row):
    del row
    return True


def having(role):
    return lambda row: row[role] is not None


def being(role, *words):
    """Rows with one of some words; "" is an empty cell."""
    wanted = {word.casefold() for word in words}
    return lambda row: (row[role] or "").casefold() in wanted


def at_least(role, least):
    return lambda row: row[role] is not None and row[role] >= least


def at_most(role, most):
    return lambda row: row[role] is not None and row[role] <= most


def both(*conditions):
    return lambda row: all([condition(row) for condition in conditions])  # noqa: C419  # every column is looked at


def value_of(row, value):
    return value(row) if callable(value) else row[value]


def known(at, kind, rows, value):
    """The values that are known, of which the rows are told."""
    found = [one for row in rows if (one := value_of(row, value)) is not None]
    at.world.saw(kind, len(found))
    return found


def happened(at, kind, keep=everyone, on=None):
    """The rows of this window; None where there is no data."""
    at.world.asked.add((kind, on or DATES[kind]))
    return [row for row in at.rows(kind, on) if keep(row)] if at.covered(kind, on) else None


def total(at, kind, value, keep=everyone, on=None):
    rows = happened(at, kind, keep, on)
    return None if rows is None else math.fsum(known(at, kind, rows, value))


def number(at, kind, keep=everyone, on=None):
    rows = happened(at, kind, keep, on)
    return None if rows is None else len(known(at, kind, rows, lambda row: row is not None or None))


def different(at, kind, role, keep=everyone, on=None):
    """How many words or ids there are, in whatever spelling."""
    rows = happened(at, kind, keep, on)
    return None if rows is None else len({folded(value) for value in known(at, kind, rows, role)})


def mean_of(at, kind, value, keep=everyone, on=None, *, reckon=mean):
    rows = happened(at, kind, keep, on)
    values = None if rows is None else known(at, kind, rows, value)
    return reckon(values) if values else None


def middle_of(at, kind, value, keep=everyone, on=None):
    return mean_of(at, kind, value, keep, on, reckon=median)


def days_from(start, end):
    def days(row):
        first, last = day_of(row[start]), day_of(row[end])
        return None if first is None or last is None else (last - first).days

    return days


def hours_from(start, end):
    def hours(row):
        first, last = row[start], row[end]
        return None if first is None or last is None else (last - first).total_seconds() / 3600

    return hours


def within(measure, least, most=math.inf):
    def holds(row):
        found = measure(row)
        return found is not None and least <= found <= most

    return holds


def balance(at, kind, value, keep=everyone):
    """What the latest snapshot on or before the last day adds up to."""
    at.world.asked.add((kind, DATES[kind]))
    if not at.stands(kind):
        return None
    latest = max(day for day in at.world.days[kind] if day <= at.end)
    rows = [row for row in at.anywhen(kind) if row[DATES[kind]] == latest and keep(row)]
    return math.fsum(known(at, kind, rows, value))


def halfway(reckon, at):
    """The mean of how things stood before the window and at its end."""
    before, after = reckon(at.opening), reckon(at)
    return None if before is None or after is None else (before + after) / 2


HOLDERS = {"employees": "employee_id", "subscriptions": "customer_id"}


def others(world, row):
    """The first and last day of the other rows of the same person or customer that make sense."""
    holder, (start, end) = row.get(HOLDERS[row.kind]), SPANS[row.kind]
    for other in world.all[row.kind] if holder is not None else ():
        first, last = other.get(start), other.get(end)
        mine = other is not row and other.get(HOLDERS[row.kind]) == holder
        if mine and first is not None and (last is None or last >= first):
            yield first, last


def makes_sense(row):
    start, end = (row.get(role) for role in SPANS[row.kind])
    return start is not None and (end is None or end >= start)


def goes_on(world, row):
    """A row that ends, of someone who has another row the day after."""
    end = row.get(SPANS[row.kind][1])
    if end is None or not makes_sense(row):
        return False
    return any(first <= end + ONE and (last is None or last > end) for first, last in others(world, row))


def runs(row, day, world):
    """What runs has begun, and its last day is still to come, or is today with another row from tomorrow on."""
    start, end = (row[role] for role in SPANS[row.kind])
    if start is None or start > day:
        return False
    if end == day and makes_sense(row):
        return any(first == day + ONE for first, _ in others(world, row))
    return end is None or end > day


def running(at, kind, keep=everyone):
    """The rows in force on the last day; None where nothing tells how things stand."""
    at.world.asked.update((kind, role) for role in SPANS[kind])
    return [row for row in at.anywhen(kind) if runs(row, at.end, at.world) and keep(row)] if at.stands(kind) else None


def people(at, kind, role, keep=everyone):
    rows = running(at, kind, keep)
    return None if rows is None else len(set(known(at, kind, rows, role)))


def strength(at, kind, value, keep=everyone):
    rows = running(at, kind, keep)
    return None if rows is None else math.fsum(known(at, kind, rows, value))


def days_inside(at, kind, weight, keep=everyone):
    """Days of each span that lie in the window, both ends counted, times what a day weighs."""
    start, end = LASTING[kind]
    at.world.asked.update((kind, role) for role in LASTING[kind])
    if not at.covered(kind):
        return None

    def days(row):
        first, last = row[start], row[end]
        weighs = weight(row)
        if first is None:
            return None
        inside = (min(last or at.end, at.end) - max(first, at.start)).days + 1
        return inside * weighs if inside > 0 else None

    rows = [row for row in at.anywhen(kind) if keep(row)]
    return math.fsum(known(at, kind, rows, days))
