"""The forms of mess: each has a name, says how it is written, and changes a `Plan`."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.corpus import days, labels, numbers
from tests.corpus.layouts import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

RIGHT: frozenset = frozenset()


@dataclass
class Plan:
    """What will be in a file: columns by their slot, the layout, the sheets around it and the container."""

    lang: str
    columns: dict
    layout: Layout = field(default_factory=Layout)
    across: dict | None = None
    second: str = ""
    sheets: tuple[str, ...] = ()
    container: str = ""
    delimited: dict = field(default_factory=dict)
    may: frozenset = RIGHT


@dataclass(frozen=True)
class Form:
    """One kind of mess. slot: forms of one slot exclude each other. may: right outcomes beside "right"."""

    name: str
    slot: str
    about: str
    change: Callable
    may: frozenset = RIGHT


def column(slot, maker, **look):
    """Write the column of a slot another way."""

    def change(plan):
        plan.columns[slot] = lambda rng, n, lang: maker(rng, n, lang, **look)

    return change


def in_dutch(change):
    """A notation that only Dutch files have."""

    def dutch(plan):
        plan.lang = "nl"
        change(plan)

    return dutch


def laid(**look):
    def change(plan):
        plan.layout = replace(plan.layout, **look)

    return change


def spread(**look):
    def change(plan):
        plan.across = {**(plan.across or {}), **look}

    return change


def put(name, value):
    def change(plan):
        setattr(plan, name, value)

    return change


def in_text(**look):
    def change(plan):
        plan.container, plan.delimited = "csv", look

    return change


ASK = frozenset({"asked", "told"})
LOOKS_OF_MONEY = tuple(numbers.MONEY)
LOOKS_OF_DATES = tuple(days.DATES)

VALUES = [
    *(
        Form(f"money {look}", "money", f"amounts written as {look}", column("money", numbers.money, look=look))
        for look in LOOKS_OF_MONEY
    ),
    *(
        Form(f"date {look}", "date", f"days written as {look}", column("date", days.day, look=look))
        for look in LOOKS_OF_DATES
    ),
    *(
        Form(
            f"month {look}", "date", f"months with their year as {look}", column("date", days.month_of_year, look=look)
        )
        for look in ("named", "short", "iso", "quarter")
    ),
    *(
        Form(
            f"percent {look}",
            "percent",
            f"shares as {look}",
            column("percent", numbers.percent, look=look),
            ASK if look in ("points", "fraction", "mixed") else RIGHT,
        )
        for look in ("format", "text", "spaced", "points", "fraction", "mixed")
    ),
    Form("pasted numbers", "money", "typed numbers among texts", column("money", numbers.pasted)),
    Form("words among numbers", "money", "n.v.t., PM and - among amounts", column("money", numbers.remarks)),
    Form("error cells", "money", "#N/A and its like far down", column("money", numbers.errors)),
    Form("12k and 1,2 mln", "money", "amounts in thousands and millions", column("money", numbers.magnitude)),
    Form("whole euros ,-", "money", "€ 1.200,-", in_dutch(column("money", numbers.whole_dash))),
    Form("thousands only", "money", "only texts such as 1.234", column("money", numbers.thousands_only), ASK),
    Form("two currencies", "money", "€ and $ in one column", column("money", numbers.currencies), ASK),
    Form("swapped days", "date", "no day above 12", column("date", days.swapped), ASK),
    Form(
        "half swapped", "date", "real dates swapped by an import, the rest text", column("date", days.half_swapped), ASK
    ),
    Form("month without year", "date", "januari, februari", column("date", days.month_only), ASK),
    Form("date in three columns", "date", "year, month and day apart", column("date", days.three_columns)),
    Form("date and time", "date", "moments", column("date", days.datetime_of)),
    Form("clock typed", "extra", "times as times", column("extra", days.clock)),
    Form("clock text", "extra", "times as text", column("extra", days.clock, look="text")),
    Form("duration typed", "extra", "hours beyond 24", column("extra", days.duration)),
    Form("duration text", "extra", "31:15 as text", column("extra", days.duration, look="text")),
    Form("NA region", "region", "NA is a word", column("region", labels.na_region)),
    Form("leading zeros text", "extra", "item numbers as text", column("extra", labels.zeros)),
    Form(
        "leading zeros format", "extra", "item numbers by a number format", column("extra", labels.zeros, look="format")
    ),
    Form("postcode", "extra", "postcodes", column("extra", labels.postcode)),
    Form("ean text", "extra", "barcodes as text", column("extra", labels.ean)),
    Form("ean typed", "extra", "barcodes as numbers", column("extra", labels.ean, typed=True)),
    Form("phone", "extra", "telephone numbers", column("extra", labels.phone)),
    Form("yes and no", "extra", "Ja and Nee", column("extra", labels.yes_no)),
    Form("true and false", "extra", "real booleans", column("extra", labels.yes_no, look="typed")),
    Form("letters j and n", "extra", "J and N", column("extra", labels.yes_no, look="letter")),
    Form("empty words", "region", "gaps in a text column", column("region", labels.words_of, key="region", gaps=True)),
    Form("text ids", "id", "order numbers as text", column("id", labels.order_id, typed=False)),
    Form("coded ids", "id", "A-0042", column("id", labels.coded_id)),
    Form("total in a name", "product", "customers called Total Fitness", column("product", labels.names_with_total)),
    Form(
        "chance sum", "money", "an amount that is the sum of those above by chance", column("money", numbers.chance_sum)
    ),
    Form("codes like 12E4", "extra", "codes that look like numbers", column("extra", labels.looks_like_numbers)),
    Form("sizes", "extra", "10-12 and 3/4 are no dates", column("extra", labels.sizes)),
    Form("three decimals text", "extra", "1,234 is one and a bit", column("extra", numbers.three_decimals), ASK),
    Form(
        "three decimals typed", "extra", "1.234 as a number", column("extra", numbers.three_decimals, look="typed"), ASK
    ),
    Form("padded numbers", "money", "blanks around numbers", column("money", numbers.padded)),
    *(
        Form(f"millions {look}", "money", f"millions written as {look}", column("money", numbers.large, look=look))
        for look in ("grouped", "space", "apostrophe", "euro_front")
    ),
    Form("line breaks", "product", "line breaks in cells", column("product", labels.broken_lines)),
    Form("no header", "extra", "a column without a name", column("extra", labels.no_header)),
    Form(
        "typed and text dates", "date", "real dates and text in one column", column("date", days.typed_and_text_dates)
    ),
    Form("week", "date", "a week with its year", column("date", days.a_week)),
    Form("sparse column", "extra", "a remark now and then", column("extra", labels.sparse)),
    Form("count grouped", "count", "1.234 pieces", column("count", numbers.grouped_count), ASK),
    Form("row counter", "counter", "a nameless column that numbers the rows", column("counter", numbers.counter)),
    Form("empty column", "extra", "a name without cells", column("extra", labels.nothing)),
    Form("count as text", "count", "whole numbers as text", column("count", numbers.count, look="text")),
]

LAYOUTS = [
    *(Form(f"titles {n}", "titles", f"{n} lines above the table", laid(titles=n)) for n in (1, 2, 3)),
    *(
        Form(f"header {look}", "heading", f"a header of several rows, {look}", laid(heading=look))
        for look in ("merged", "unmerged", "three")
    ),
    *(
        Form(f"total {look}", "total", f"a total row: {look}", laid(total=look))
        for look in ("label", "formula", "bare", "top", "gap")
    ),
    *(
        Form(f"subtotals {look}", "parts", f"subtotals by {look}", laid(subtotals=look))
        for look in ("label", "formula")
    ),
    Form("subtotals and total", "parts", "subtotals, and a total of all", laid(subtotals="label", total="label")),
    Form("group lines", "parts", "a region's name on its own line", laid(groups="line")),
    Form(
        "group lines, subtotals", "parts", "group headings with a subtotal each", laid(groups="line", subtotals="label")
    ),
    Form("indented items", "parts", "group headings with indented items", laid(groups="indent")),
    Form("repeated header", "repeat", "the header again on each page", laid(repeat=7)),
    Form("average row", "average", "an average below the rows", laid(average=True)),
    Form("average after total", "average", "a total, then an average", laid(average=True, total="label")),
    Form("page numbers", "repeat", "a page number and the header again on each page", laid(repeat=8, pages=True)),
    Form("line break in header", "broken", "names over two lines in one cell", laid(broken=True)),
    Form("units below header", "units", "a row of units below the names", laid(units=True)),
    Form("merged down", "down", "one cell for each three rows", laid(down=True)),
    Form("note below", "notes", "one line below the table", laid(notes=1)),
    Form("notes below", "notes", "three lines below the table", laid(notes=3)),
    Form("blank rows", "blank", "an empty row now and then", laid(blank_rows=5)),
    Form("blank column", "column", "an empty column in the table", laid(blank_column=True)),
    Form("starts in C", "left", "two empty columns first", laid(left=2)),
]

PERIODS = (
    "short_year",
    "long_year",
    "german",
    "iso",
    "typed",
    "year_above",
    "years",
    "years_typed",
    "quarter",
    "kwartaal",
    "fiscal",
    "month_only",
)
ACROSS = [
    *(
        Form(
            f"across {labels}",
            "across",
            f"a column per period: {labels}",
            spread(labels=labels),
            ASK if labels in ("month_only", "fiscal") else RIGHT,
        )
        for labels in PERIODS
    ),
    Form("across, total row", "across", "periods across with a total row", spread(total=True)),
    Form("across, total column", "across", "periods across with a total column", spread(row_total=True, total=True)),
    Form("across, codes", "across", "an account number before the item", spread(codes=True)),
    Form(
        "across, two measures",
        "across",
        "revenue and costs below each period",
        spread(measures=True, labels="long_year"),
    ),
    Form(
        "across, statement", "across", "revenues and costs with headings, totals and a result", spread(statement=True)
    ),
    Form(
        "across, statement with total",
        "across",
        "a statement with a total column",
        spread(statement=True, row_total=True),
    ),
    Form("across, difference", "across", "two years and the change", spread(difference=True, labels="years"), ASK),
    Form("across, gaps", "across", "periods across with empty cells", spread(gaps=True, labels="iso")),
]

SHEETS = [
    Form("table below", "second", "a second table two rows below", put("second", "below")),
    Form("table below, titled", "second", "a second table below its title", put("second", "titled")),
    Form("table below, near", "second", "a second table one row below", put("second", "near")),
    Form("table beside", "second", "a second table one column to the right", put("second", "beside")),
    Form("table beside, far", "second", "a second table three columns to the right", put("second", "beside_far")),
    Form("across below", "second", "periods across below a table", put("second", "across")),
    Form("two sheets", "sheets", "a table on each of two sheets", put("sheets", ("second",))),
    Form("hidden sheet", "sheets", "a hidden sheet with a table", put("sheets", ("hidden",))),
    Form("cover sheet", "sheets", "a sheet of words first", put("sheets", ("cover",))),
]

BOOKS = ("xlsx", "openpyxl", "xls", "xlsm", "1904", "logo")
CONTAINERS = [
    *(
        Form(f"in {kind}", "container", f"written as {kind}", put("container", kind))
        for kind in (*BOOKS, "html", "zip", "gzip", "ods", "office_xls", "xls_1904")
    ),
    Form("formulas never calculated", "container", "totals by formulas without a value", put("container", "uncached")),
    Form("locked", "container", "protected with a password", put("container", "locked")),
    Form("csv ;", "container", "csv with ;", in_text()),
    Form("csv ,", "container", "csv with ,", in_text(separator=",")),
    Form("csv tab", "container", "csv with tabs", in_text(separator="\t")),
    Form("csv |", "container", "csv with |", in_text(separator="|")),
    Form("csv utf-8-sig", "container", "csv with a mark", in_text(encoding="utf-8-sig")),
    Form("csv utf-16", "container", "csv in utf-16", in_text(encoding="utf-16", separator="\t")),
    Form("csv cp1252", "container", "csv in cp1252", in_text(encoding="cp1252")),
    Form("csv all quoted", "container", "csv with every cell quoted", in_text(quoting=csv.QUOTE_ALL, separator=",")),
    Form("csv latin-1", "container", "csv in latin-1", in_text(encoding="latin-1")),
    Form("csv utf-16-le", "container", "csv in utf-16 without a mark", in_text(encoding="utf-16-le", separator="\t")),
    Form(
        "csv tab quoted",
        "container",
        "csv with tabs, words quoted",
        in_text(quoting=csv.QUOTE_NONNUMERIC, separator="\t"),
    ),
    Form("csv sep=", "container", "csv with a sep= line", in_text(sep_line=True, separator=",")),
    Form("csv unix ends", "container", "csv with \\n", in_text(ends="\n")),
]

FORMS = [*VALUES, *LAYOUTS, *ACROSS, *SHEETS, *CONTAINERS]
