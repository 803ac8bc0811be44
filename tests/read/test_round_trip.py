"""Tables of known values, written as people and programs do, come back exactly, or with the doubt said aloud."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter

from kpi_core.read import read_file

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
REGIONS = ("Noord", "Zuid", "Oost-Brabant", "Zeeuws-Vlaanderen", "Den Haag")
HEADERS = {
    "id": "Klantnr",
    "date": "Orderdatum",
    "category": "Regio",
    "amount": "Omzet excl. btw",
    "cost": "Inkoopwaarde",
    "percent": "Korting %",
    "count": "Aantal",
    "bool": "Betaald",
}
NUMERIC = ("amount", "cost", "percent", "count")
SUMMED = ("amount", "cost", "count")


@dataclass(frozen=True)
class Written:
    """A file and what is in it: what is meant by (row as Excel counts, letter); shown: the text of a cell, None = not a text."""

    name: str
    data: bytes
    kinds: dict[str, str]
    meant: dict[tuple[int, str], object]
    shown: dict[tuple[int, str], object]
    language: str
    grid: list


def pick(draw, *options):
    return draw(st.sampled_from(options))


@dataclass(frozen=True)
class Look:
    """How the numbers of a column are written. code: the number format of typed cells, None = all text.

    mixed: some of the typed cells are text, as after pasting.
    """

    language: str
    decimals: int
    grouped: bool = False
    sign: str = "front"
    currency: str = ""
    code: str | None = None
    mixed: bool = False

    def cell(self, units):
        if units is None:
            return None
        if self.code and not (self.mixed and units % 3 == 0):
            return units / 10**self.decimals, self.code
        return self.text(units)

    def text(self, units):
        plain = f"{abs(units) / 10**self.decimals:{',' if self.grouped else ''}.{self.decimals}f}"
        body = plain.translate(str.maketrans(",.", ".,")) if self.language == "nl" else plain
        if self.language == "nl" and self.sign == "dash" and self.decimals == 2 and units % 100 == 0:
            body = body[:-2] + "-"
        if units < 0:
            forms = {"trailing": f"{body}-", "brackets": f"({body})", "long": f"\u2212{body}"}
            body = forms.get(self.sign, f"-{body}")
        return {"front": f"€ {body}", "back": f"{body} EUR", "tight": f"€{body}"}.get(self.currency, body)


def date_text(day, style):
    return {
        "dash": f"{day:%d-%m-%Y}",
        "slash_short": f"{day:%d/%m/%y}",
        "named": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "iso": day.isoformat(),
        "dots": f"{day:%d.%m.%Y}",
        "american": f"{day:%m/%d/%Y}",
        "digits": f"{day:%Y%m%d}",
        "serial": str((day - date(1899, 12, 30)).days),
        "moment": f"{day:%d-%m-%Y} 00:00:00",
    }[style]


@st.composite
def columns_of(draw, language, container):
    """Return {kind: (values, cells)}: what each cell means and what stands in the file, sums of the column last."""
    rows = draw(st.integers(3, 9))
    blank = st.integers(0, 9).map(lambda n: n == 0)
    found = {}
    ids = draw(st.lists(st.integers(1, 99_999), min_size=rows, max_size=rows, unique=True))
    typed_id = container == "xlsx" and pick(draw, True, False)
    found["id"] = ([f"{n:05d}" for n in ids], [(n, "00000") if typed_id else f"{n:05d}" for n in ids])
    first = draw(st.dates(date(2019, 1, 1), date(2026, 12, 31)))
    days = [first + timedelta(days=draw(st.integers(0, 400))) for _ in range(rows)]
    styles = ("dash", "slash_short", "named", "iso", "dots", "digits", "serial", "moment")
    style = pick(
        draw, *styles, *(("american",) if language == "en" else ()), *(("cell",) * 4 if container == "xlsx" else ())
    )
    if language == "en" and style in ("dash", "slash_short", "moment"):
        style = "iso"
    days = [None if draw(blank) else day for day in days]
    found["date"] = (days, [cell_of(day, style) for day in days])
    words = [None if draw(blank) else pick(draw, *REGIONS) for _ in range(rows)]
    found["category"] = (words, words)
    for kind, decimals, limit in (("amount", 2, 10_000_000), ("cost", 2, 90_000), ("count", 0, 3_000)):
        whole = draw(st.booleans()) and decimals == 2
        size = st.integers(-limit if kind == "amount" else 0, limit).map(
            lambda n, whole=whole: n // 100 * 100 if whole else n
        )
        cents = [None if draw(blank) else draw(size) for _ in range(rows)]
        sign = pick(draw, "front", "trailing", "brackets", "dash", *(("long",) if container == "xlsx" else ()))
        grouped, currency = draw(st.booleans()), pick(draw, "", "", "front", "back", "tight") if kind != "count" else ""
        typed = container == "xlsx" and draw(st.booleans())
        mixed = draw(st.integers(0, 3)) == 0  # numbers pasted as text between real ones
        code = pick(draw, "General", "#,##0.00", "€ #,##0.00")

        look = Look(language, decimals, grouped, sign, currency, code if typed else None, mixed)
        values = [None if n is None else n / 10**decimals for n in cents]
        first, second = sum(n or 0 for n in cents[: rows // 2]), sum(n or 0 for n in cents[rows // 2 :])
        found[kind] = (values, [*map(look.cell, cents), look.cell(first + second), look.cell(first), look.cell(second)])
    shares = [None if draw(blank) else draw(st.integers(-50, 1500)) for _ in range(rows)]
    typed = container == "xlsx" and draw(st.booleans())
    space = pick(draw, "", " ")
    cells = [
        None if n is None else (n / 1000, "0.0%") if typed else Look(language, 1).text(n) + space + "%" for n in shares
    ]
    found["percent"] = ([None if n is None else n / 1000 for n in shares], cells)
    yes, no = pick(
        draw, ("Ja", "Nee"), ("J", "N"), ("true", "false"), *(((True, False),) if container == "xlsx" else ())
    )
    answers = [None if draw(blank) else draw(st.booleans()) for _ in range(rows)]
    found["bool"] = (answers, [None if a is None else (yes if a else no) for a in answers])
    chosen = ["id", *draw(st.permutations([kind for kind in HEADERS if kind != "id"]))]
    if draw(st.booleans()):
        chosen = [*chosen[1:3], "id", *chosen[3:]]
    keep = draw(st.integers(4, len(chosen)))
    return (
        {kind: found[kind] for kind in HEADERS if kind in chosen[:keep]}
        if draw(st.booleans())
        else {kind: found[kind] for kind in chosen[:keep]}
    )


def cell_of(day, style):
    if day is None:
        return None
    return day if style == "cell" else date_text(day, style)


@st.composite
def files(draw):
    """Return a `Written`: a table in a random layout and notation, as .csv or .xlsx."""
    container, language = pick(draw, "csv", "xlsx"), pick(draw, "nl", "en")
    found = draw(columns_of(language, container))
    kinds, rows = list(found), len(next(iter(found.values()))[0])
    left = draw(st.integers(0, 2))
    grid, values, shown = layout_above(draw, kinds, left), {}, {}
    can_total = kinds[0] not in SUMMED and any(kind in SUMMED for kind in kinds)
    parts = can_total and rows > 3 and draw(st.booleans())

    def total(label, place):
        cells = [found[kind][1][rows + place] if kind in SUMMED else None for kind in kinds]
        grid.append([None] * left + [label, *cells[1:]])

    for place in range(rows):
        if parts and place == rows // 2:
            total("Subtotaal Noord", 1)
        grid.append([None] * left + [found[kind][1][place] for kind in kinds])
        for offset, kind in enumerate(kinds):
            address = len(grid), get_column_letter(left + offset + 1)
            values[address], shown[address] = found[kind][0][place], found[kind][1][place]
    if parts:
        total("Subtotaal Zuid", 2)
    if can_total and draw(st.booleans()):
        grid += [[]] * draw(st.integers(0, 1))
        total(pick(draw, "Totaal", "TOTAAL", "Eindtotaal:"), 0)
    if draw(st.booleans()):
        grid += [[], [None] * left + [pick(draw, "Bron: onze administratie", "* bedragen in euro's, zonder btw")]]
    width = max(map(len, grid))
    grid = [[*row, *[None] * (width - len(row))] for row in grid]
    letters = {get_column_letter(left + offset + 1): kind for offset, kind in enumerate(kinds)}
    data = as_xlsx(grid) if container == "xlsx" else as_csv(draw, grid)
    return Written(f"proef.{container}", data, letters, values, shown, language, grid)


def layout_above(draw, kinds, left):
    """Return the rows above the data: titles, blank rows and one or two header rows."""
    grid = [
        [None] * left + [pick(draw, "Fietshuis De Spaak", "Verkopen per klant", "Afdrukdatum: 12-03-2026")]
        for _ in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()):
        grid.append([None] * left + ["Periode", pick(draw, "2026", "januari 2026")])
    grid += [[] for _ in range(draw(st.integers(0, 2)))]
    names = [HEADERS[kind] for kind in kinds]
    starts = [at for at in range(len(kinds) - 1) if kinds[at] in NUMERIC and kinds[at + 1] in NUMERIC]
    if starts and draw(st.booleans()):
        grid.append([None] * left + ["Cijfers" if at == starts[0] else None for at in range(len(kinds))])
    grid.append([None] * left + names)
    return grid


def as_xlsx(grid):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, formats = book.add_worksheet("Blad1"), {}
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    code = formats.setdefault(cell[1], book.add_format({"num_format": cell[1]}))
                    sheet.write_number(row, column, cell[0], code)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    return out.getvalue()


def as_csv(draw, grid):
    out = io.StringIO()
    ends = pick(draw, "\r\n", "\n")
    csv.writer(out, delimiter=pick(draw, ";", ",", "\t", "|"), lineterminator=ends).writerows(grid)
    return out.getvalue().encode(pick(draw, "utf-8", "utf-8-sig", "cp1252", "utf-16"))


def same(kind, found, wanted, shown):
    """Return whether a value read is the one written; a lone yes-or-no word may stay the text it is."""
    if kind == "date":
        return found == pd.Timestamp(wanted)
    if kind in NUMERIC:
        return isinstance(found, float) and abs(found - wanted) < 1e-9
    return found == wanted or (kind == "bool" and found == shown)


def check(written, read):
    """Raise where a value is wrong, or missing without anything that says so. Returns nothing."""
    (table,) = read.tables
    rows = {row for row, _ in written.meant}
    assert set(table.frame.index) == rows
    columns = {column.letter: column for column in table.columns}
    asked = {question.column for question in read.questions}
    for (row, letter), wanted in written.meant.items():
        column, kind = columns.get(letter), written.kinds[letter]
        found = None if column is None else table.frame.loc[row, column.name]
        if wanted is None:
            assert found is None or pd.isna(found), (row, letter, found)
        elif found is None or pd.isna(found):
            assert column is not None
            assert column.name in asked or f"{letter}{row}" in column.unread, (row, letter, wanted)
        else:
            assert same(kind, found, wanted, written.shown[row, letter]), (row, letter, found, wanted)
    for letter, kind in written.kinds.items():
        column = columns.get(letter)
        if column is not None and kind in SUMMED and column.name not in asked:
            wanted = [value for (_, own), value in written.meant.items() if own == letter and value is not None]
            sums = {item.column: item for item in table.receipt.sums}
            assert not wanted or sums[column.name].sum == pytest.approx(sum(wanted), abs=1e-6)
            assert not wanted or sums[column.name].matches is not False


def answers_to(written, read):
    """Return the answer that is true for every question asked."""
    order = "month_first" if written.language == "en" else "day_first"
    return {
        question.id: order
        if question.kind == "date_order"
        else "comma_decimal"
        if written.language == "nl"
        else "point_decimal"
        for question in read.questions
    }


@settings(derandomize=True, deadline=None, max_examples=250, suppress_health_check=list(HealthCheck), database=None)
@given(files())
def test_a_table_comes_back_as_it_was_written_or_says_what_is_in_doubt(written):
    read = read_file(written.name, written.data)
    check(written, read)

    answered = read_file(written.name, written.data, answers_to(written, read))
    assert answered.questions == ()
    check(written, answered)
