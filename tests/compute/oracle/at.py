"""The place of one figure: which days, and which segment."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.compute.oracle.calendar import ONE, day_of, later, span_of
from tests.compute.oracle.world import DATES, SPANS, World

EVERYTHING = object()
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class At:
    """A window and a segment. grain: "span" for days that are no period, "day", or "past" for all until the end.

    moved: not the period asked itself.
    """

    world: World
    start: date
    end: date
    grain: str
    segment: object = EVERYTHING
    moved: bool = False

    @property
    def days(self):
        return (self.end - self.start).days + 1

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
        return replace(self, start=date.min, grain="past", moved=True)

    @property
    def opening(self):
        return self._on(self.start - ONE)

    def ago(self, months):
        return self._on(later(self.end + ONE, -months) - ONE)

    def _on(self, day):
        return replace(self, start=day, end=day, grain="day", moved=True)

    def reach(self, kind, on=None):
        """The first and the last day a table tells of; a register says how things stand for as long as other tables go on."""
        roles = {DATES[kind], *([on] if on else []), *SPANS.get(kind, ())}
        days = [day_of(row.get(role)) for row in self.world.all[kind] for role in roles if row.get(role) is not None]
        days = [day for day in days if day <= self.world.today]
        if not days:
            return None
        if kind not in SPANS:
            return min(days), max(days)
        others = [max(known) for other, known in self.world.days.items() if other not in SPANS and known]
        return min(days), min(self.world.today, max(max(days) + A_YEAR, *others, date.min))

    def covered(self, kind, on=None):
        """The data of a table has begun by this window, counted from the period that holds its first row, and not ended."""
        reach = self.reach(kind, on)
        if reach is None:
            return False
        first, last = reach
        if self.grain == "past":
            return self.end >= span_of(first, "month")[0]
        if self.start > last:
            return False
        if self.grain == "span" and not self.moved:
            return self.end >= first
        return self.start >= span_of(first, "month" if self.grain == "span" else self.grain)[0]

    def stands(self, kind):
        """The data of a table tells how things stand at the end of this window."""
        reach = self.reach(kind)
        return reach is not None and reach[0] <= self.end and self.start <= reach[1]

    def ends_here(self, kind):
        """The file itself ends in this window."""
        reach = self.reach(kind)
        return reach is not None and self.start <= reach[1] <= self.end

    def rows(self, kind, on=None):
        role = on or DATES[kind]
        self.world.asked.add((kind, role))
        found = []
        for row in self.world.tables[kind]:
            day = day_of(row.get(role))
            if day and self.start <= day <= self.end and self.has(row):
                found.append(row)
        return found

    def anywhen(self, kind):
        return [row for row in self.world.tables[kind] if self.has(row)]

    def has(self, row):
        return self.world.lets_through(row) and (self.segment is EVERYTHING or self.world.segment(row) == self.segment)
