"""A file as read beside its truth: every value, every sum, and whether something was said of each difference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from tests.corpus.equal import missing, same, squeezed

LOUD = ("warning", "question", "error")
MATCHING = 0.5


@dataclass(frozen=True)
class Difference:
    """One thing that is not as meant. said: something visible names it."""

    what: str
    said: bool


def differences(case, read):
    """Return every difference between the tables of a case and a `FileRead`."""
    left, found = list(read.tables), []
    pairs = []
    for truth in sorted(case.tables, key=lambda t: -len(t.columns) * len(t.columns[0].values)):
        best = max(left, key=lambda table: _likeness(truth, table), default=None)
        if best is None or _likeness(truth, best) == 0:
            pairs.append((truth, None))
        else:
            left.remove(best)
            pairs.append((truth, best))
    for truth, table in pairs:
        found += _missing_table(truth, read) if table is None else Beside(truth, table, read, case).all()
    return found + [_extra(table) for table in left]


def _extra(table):
    """A table that is not there; one of words alone changes no figure."""
    harmless = all(column.type in ("text", "empty", "id") for column in table.columns)
    return Difference(
        f"extra table {table.name!r} {[c.header for c in table.columns][:5]} ({len(table.frame)} rows)", harmless
    )


def _missing_table(truth, read):
    said = any(
        issue.code in ("second_table", "table_beside")
        or (issue.level in ("warning", "question") and "table" in issue.code)
        for issue in _issues(read)
    )
    return [Difference(f"table missing: {[c.header[-1] for c in truth.columns][:5]}", said)]


def _issues(read):
    return [*read.issues, *(issue for table in read.tables for issue in table.issues)]


def _plain(text):
    return re.sub(r"[\W_]+", " ", str(text)).strip().lower()


def _named(column, found):
    """Return how well a header that was read fits a column: 3 the same, 2 with its groups before it, 0 not."""
    wanted, header = _plain(column.header[-1]), _plain(found.header)
    if not wanted:
        return 0
    return 3 if header == wanted else 2 if header.endswith(" " + wanted) else 0


def _likeness(truth, table):
    headed = [column for column in truth.columns if not column.derived]
    hits = sum(any(_named(column, found) for found in table.columns) for column in headed)
    rows = len(table.frame)
    return hits / len(headed) + (0.01 if rows == len(truth.columns[0].values) else 0)


class Beside:
    """One table of the truth beside the one read."""

    def __init__(self, truth, table, read, case):
        self.truth, self.table, self.case = truth, table, case
        self.issues = _issues(read)
        self.asked = {question.column for question in table.receipt.questions}
        self.pairs = self._paired()

    def all(self):
        n = len(self.truth.columns[0].values)
        if self.truth.wide:
            return self._wide()
        if len(self.table.frame) != n:
            skipped = [(skip.row, skip.reason) for skip in self.table.receipt.skipped][:8]
            return [Difference(f"{self.table.name}: {len(self.table.frame)} rows, not {n}; skipped {skipped}", False)]
        found = [difference for column in self.truth.columns for difference in self._column(column)]
        return [*found, *self._totals()]

    def _paired(self):
        """Return {column of the truth by number: column read}: by header first, what is derived by content."""
        pairs, free = {}, list(self.table.columns)
        for level in (3, 2):
            for number, column in enumerate(self.truth.columns):
                fit = (
                    next((found for found in free if _named(column, found) == level), None)
                    if number not in pairs
                    else None
                )
                if fit is not None:
                    pairs[number] = fit
                    free.remove(fit)
        for number, column in enumerate(self.truth.columns):
            if number in pairs or not free or self.truth.wide:
                continue
            best = max(free, key=lambda found: self._share(column, found))
            if self._share(column, best) > MATCHING:
                pairs[number] = best
                free.remove(best)
        return pairs

    def _share(self, column, found):
        values = list(self.table.frame[found.name])
        fits = sum(
            wanted is not None and same(column, value, wanted, cell)
            for value, wanted, cell in zip_longest(values[: len(column.values)], column.values, column.cells)
        )
        return fits / max(1, len(column.values))

    def _column(self, column):
        number = next(i for i, other in enumerate(self.truth.columns) if other is column)
        found = self.pairs.get(number)
        name = column.header[-1] or "derived"
        if found is None:
            if column.optional:
                return
            filled = any(value is not None for value in column.values)
            if filled:
                parts = column.kind == "date" and any(other.optional for other in self.truth.columns)
                yield Difference(
                    f"column missing: {name} ({column.kind})", parts or (self._spoken(name) and not column.derived)
                )
            return
        values, addresses = list(self.table.frame[found.name]), list(self.table.frame.index)
        cells = column.cells or [None] * len(values)
        wrong = []
        for place, (value, wanted, cell) in enumerate(zip(values, column.values, cells, strict=True)):
            address = f"{found.letter}{addresses[place]}"
            right = same(column, value, wanted, cell)
            if right and place in column.tell and not self._told(found, address):
                wrong.append(Difference(f"{name} {address}: {cell!r} left out without a word", False))
            if (
                column.kind == "currencies"
                and found.name not in self.asked
                and not self._spoken(found.name, found.header)
            ):
                wrong.append(Difference(f"{name}: currencies added up", False))
                break
            if not right:
                wrong.append(
                    Difference(
                        f"{name} {address}: {value!r}, not {wanted!r} (written {cell!r}, read as {found.type} {found.convention})",
                        self._excused(column, found, address, value),
                    )
                )
        yield from wrong[:3]

    def _excused(self, column, found, address, value):
        if missing(value):
            return found.name in self.asked or self._told(found, address) or self._spoken(found.name, found.header)
        if isinstance(value, str) and column.kind not in ("text", "id"):
            return (
                found.name in self.asked
                or self._spoken(found.name, found.header)
                or (column.ambiguous and squeezed(value) != "")
            )
        return column.ambiguous and self._spoken(found.name, found.header)

    def _told(self, found, address):
        letter = re.sub(r"\d+$", "", address)
        return address in found.unread or any(
            address in issue.cells
            or (
                issue.fields.get("n", 0)
                and int(str(issue.fields["n"])) > 20
                and any(cell.startswith(letter) for cell in issue.cells)
            )
            for issue in self.issues
        )

    def _spoken(self, *names):
        texts = {_plain(name) for name in names if name}
        return any(
            issue.level in LOUD and texts & {_plain(value) for value in issue.fields.values()} for issue in self.issues
        )

    def _totals(self):
        """The sums of the receipt are those meant, and a right total of the file is not called wrong."""
        sums = {check.column: check for check in self.table.receipt.sums}
        for number, column in enumerate(self.truth.columns):
            found = self.pairs.get(number)
            if not column.sums or found is None or found.name in self.asked:
                continue
            wanted = sum(value or 0 for value in column.values)
            check = sums.get(found.name)
            if check is None:
                if found.type in ("number", "money") and any(column.values):
                    yield Difference(f"{found.name}: no sum on the receipt", False)
                continue
            if abs(check.sum - wanted) > 0.005:
                yield Difference(
                    f"{found.name}: sum {check.sum}, not {wanted:.2f}", self._spoken(found.name, found.header)
                )
            if (
                not self.case.notes.get("totals_right", True)
                and column.total
                and not column.ambiguous
                and check.matches is not False
                and self.truth is self.case.tables[0]
            ):
                yield Difference(
                    f"{found.name}: a wrong total of the file is not said", self._spoken(found.name, found.header)
                )
            if check.matches is False and self.case.notes.get("totals_right", True):
                yield Difference(f"{found.name}: a right total ({check.file_total} in {check.cell}) called wrong", True)

    def _wide(self):
        """Compare as a set of (item, period, amount); a table left wide is not wrong when each row has all its amounts."""
        item, period, amount = self.truth.columns
        first = self.pairs[0] if 0 in self.pairs else self.table.columns[0]
        others = [c for c in self.table.columns if c.name not in (first.name, "Code")]
        dates = [c for c in others if c.type in ("date", "datetime")]
        figures = [c for c in others if c.type in ("number", "money")]
        periods = dates or [c for c in others if c.type in ("text", "id")]
        amounts = [c for c in figures if c.name not in {p.name for p in periods[:1]}]
        if len(amounts) > 2 or (not periods and len(amounts) > 1):
            return self._left_wide(first)
        if not periods or not amounts:
            return [
                Difference(
                    f"no period or amount in {[(c.header, c.type) for c in self.table.columns]}", bool(self.asked)
                )
            ]
        frame = self.table.frame
        rows = [
            row
            for c in amounts
            for row in zip(frame[first.name], frame[periods[0].name], frame[c.name], strict=True)
            if not missing(row[2])
        ]
        wanted = list(zip(item.values, period.values, amount.values, strict=True))
        extra = []
        for row in rows:
            fit = next(
                (
                    w
                    for w in wanted
                    if squeezed(row[0]) == w[0]
                    and same(period, row[1], w[1], None)
                    and same(amount, row[2], w[2], None)
                ),
                None,
            )
            if fit is None:
                extra.append(row)
            else:
                wanted.remove(fit)
        found = [
            Difference(f"row read that is not there: {row}", bool(self.asked) and period.ambiguous) for row in extra[:3]
        ]
        return found + [Difference(f"row not read: {row}", bool(self.asked)) for row in wanted[:3]]

    def _left_wide(self, first):
        item, _, amount = self.truth.columns
        wanted = {}
        for name, value in zip(item.values, amount.values, strict=True):
            wanted.setdefault(name, []).append(value)
        read = {}
        for row in self.table.frame.to_dict("records"):
            read.setdefault(squeezed(row[first.name]), []).append(
                [v for v in row.values() if isinstance(v, float) and not missing(v)]
            )
        even = {
            name: len(read.get(name, [])) == 1 and all(any(abs(v - w) < 1e-6 for v in read[name][0]) for w in values)
            for name, values in wanted.items()
        }
        said = all(even.values()) and len(self.table.frame) == len(wanted)
        wrong = [name for name, ok in even.items() if not ok][:2]
        return [
            Difference(
                f"left wide: {[c.header for c in self.table.columns][:5]}, {len(self.table.frame)} rows of {len(wanted)}; {wrong}",
                said,
            )
        ]
