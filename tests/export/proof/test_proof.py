"""What is in the proof workbook, what is not and why, and that nothing people wrote can act in it."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from kpi_core.catalogue import CATALOGUE, SETTINGS
from kpi_core.export.proof import proof_file, proof_xlsx, table_sheet, tables
from kpi_core.export.proof.sheets import Names
from kpi_core.formula.parse import parse
from tests.catalogue.small import small_dataset
from tests.export.proof.hostile import CLOSING, TEXTS, hostile_book
from tests.export.proof.recalculated import sheets_of

FORMULA = re.compile(r"<f[^>]*>(.*?)</f>", re.DOTALL)
IN_QUOTES = re.compile(r'"(?:[^"]|"")*"')
TODAY = date(2026, 4, 1)
SALES = [
    ["order_id", "order_date", "customer_id", "net_amount", "refund_amount", "order_status"],
    ["A1", "2026-01-05", "K1", 100.0, 0.0, "paid"],
    ["A1", "2026-01-05", "K1", 20.0, 0.0, "paid"],
    ["A2", "2026-02-10", "K1", 60.0, 5.0, "paid"],
    ["A3", "2026-02-11", "K2", 40.0, 0.0, "cancelled"],
    ["A4", "2026-03-30", "K3", 10.0, 0.0, "paid"],
]
STAFF = [
    ["employee_id", "hire_date", "termination_date", "fte"],
    *([f"M{n}", "2025-01-01", None, 1.0] for n in range(9)),
]


@pytest.fixture(scope="module")
def dataset():
    return small_dataset({"sales": SALES, "employees": STAFF})


def asked(dataset, *kpis, lang="nl", **more):
    chosen = [CATALOGUE[kpi] if isinstance(kpi, str) else kpi for kpi in kpis]
    out = BytesIO()
    left = proof_file(out, chosen, dataset, lang, today=TODAY, **more)
    return out.getvalue(), left


def own(formula, name="Eigen"):
    plain = replace(CATALOGUE["revenue"], variants=(), optional=())
    return replace(plain, id="own_1", name={"nl": name, "en": name}, formula=formula, tree=parse(formula))


def formulas_of(data):
    with zipfile.ZipFile(BytesIO(data)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for found in FORMULA.findall(book.read(name).decode()):
                    yield found.replace("&quot;", '"').replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")


def test_nothing_people_wrote_is_outside_quotes_in_a_formula():
    found = list(formulas_of(hostile_book()))
    bare = [re.sub(r"'[^']*'", "''", IN_QUOTES.sub('""', formula)) for formula in found]

    assert len(found) > 500
    assert any(CLOSING.replace('"', '""') in formula for formula in found)
    assert not [formula for formula in bare if re.search(r"HYPERLINK|WEBSERVICE|evil|http|\[|xlfn|FILTER", formula)]


def test_every_text_people_wrote_is_a_text_and_whole():
    sheets = sheets_of(hostile_book())
    cells = {cell for sheet in sheets.values() for row in sheet for cell in row if isinstance(cell, str)}

    assert all(any(cell == text or cell.startswith(text) for cell in cells) for text in TEXTS)
    assert CLOSING in cells


def test_the_workbook_reaches_outside_for_nothing():
    with zipfile.ZipFile(BytesIO(hostile_book())) as book:
        relations = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".rels"))
        parts = book.namelist()

    assert "External" not in relations
    assert not [name for name in parts if "externalLink" in name or "vba" in name.lower()]


def test_no_formula_is_volatile_or_newer_than_excel_2010(dataset):
    data, _ = asked(dataset, "revenue", "new_customers", "customer_retention_rate", "average_order_value")
    used = {
        name for formula in formulas_of(data) for name in re.findall(r"([A-Z][A-Z0-9.]+)\(", IN_QUOTES.sub("", formula))
    }

    assert used <= {
        *("IF", "OR", "AND", "ABS", "MAX", "MIN", "COUNT", "COUNTIF", "COUNTIFS", "SUMIFS", "SUM", "EXACT"),
        *("EDATE", "EOMONTH", "DATE"),
    }


def test_rows_that_do_not_count_are_not_handed_over(dataset):
    data, _ = asked(dataset, "revenue")
    orders = sheets_of(data)["Verkopen"]

    assert [row for row in orders if "A3" in row] == []
    assert sum(date(2026, 2, 10) in row for row in orders) == 1


def test_the_kept_figures_are_those_of_the_app(dataset):
    data, _ = asked(dataset, "revenue", client="De Spaak", grains={"revenue": CATALOGUE["new_customers"].grain})
    cover = sheets_of(data)["Overzicht"]
    line = next(row for row in cover if row[0] == "Omzet")

    assert cover[1][0] == "De Spaak"
    assert line[1:7] == ["maart 2026", 10.0, 10.0, 0.0, "gelijk", 3.0]


@pytest.mark.parametrize(
    ("lang", "why"),
    [("nl", "Regels over personen geven we niet mee."), ("en", "Rows about people are not handed over.")],
)
def test_rows_about_people_are_never_handed_over(dataset, lang, why):
    data, left = asked(dataset, "employee_turnover_rate", lang=lang)

    assert [one.why for one in left] == [why]
    assert len(sheets_of(data)) == 1


def test_staff_is_counted_without_saying_who(dataset):
    kpi = own("in_force(employees.employee_id)")
    data, left = asked(dataset, kpi)
    cells = {cell for sheet in sheets_of(data).values() for row in sheet for cell in row if isinstance(cell, str)}

    assert left == ()
    assert not {cell for cell in cells if re.fullmatch(r"M\d", cell)}


def test_what_is_missing_is_named_as_people_know_it(dataset):
    _, left = asked(dataset, "website_sessions", "customer_lifetime_value")

    assert [one.name for one in left] == [
        CATALOGUE[kpi].name["nl"] for kpi in ("website_sessions", "customer_lifetime_value")
    ]
    assert not re.search(r"[a-z]+\.[a-z_]+|_", left[0].why)
    assert SETTINGS["margin"].name["nl"].split()[0] in left[1].why


def test_sets_that_no_formula_can_count_are_told(dataset):
    kpi = own("size(both(prev_year(keys(sales.customer_id)), keys(sales.customer_id)))")
    _, left = asked(dataset, kpi)

    assert [one.why for one in left] == ["Deze berekening is niet in gewone formules van Excel te schrijven."]


def test_more_rows_than_a_sheet_holds_are_left_out_with_a_sentence(dataset, monkeypatch):
    monkeypatch.setattr(tables, "MOST_LINES", 6)
    _, left = asked(dataset, "revenue")

    assert [one.why for one in left] == ["Er zijn meer regels dan op een werkblad passen (1.048.576)."]


def test_it_tells_how_far_it_is(dataset):
    told = []
    proof_xlsx([CATALOGUE["revenue"], CATALOGUE["new_customers"]], dataset, "nl", today=TODAY, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 4


def test_only_the_latest_periods_are_worked_out_when_asked(dataset):
    data, _ = asked(dataset, "new_customers", periods=2)
    sheet = list(sheets_of(data).values())[1]

    assert [row[0] for row in sheet if str(row[0]).endswith("2026")] == ["februari 2026", "maart 2026"]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("Omzet: web/winkel?", "Omzet web winkel"),
        ("'=cmd'!A1", "cmd A1"),
        ("[Book.xlsx]", "Book.xlsx"),
        ("History", "History 2"),
        ("", "KPI"),
        ("A" * 40, "A" * 31),
    ],
)
def test_the_name_of_a_sheet_is_one_that_excel_takes(wanted, given):
    assert Names().give(wanted) == given


def test_names_of_sheets_differ_by_more_than_their_case():
    names = Names()

    assert [names.give(name) for name in ("Omzet", "omzet", "OMZET", "A" * 40, "A" * 40)] == [
        *("Omzet", "omzet 2", "OMZET 3"),
        *("A" * 31, "A" * 29 + " 2"),
    ]


def test_a_time_of_day_is_kept_to_the_second():
    assert table_sheet.part_of_day(date_time("2026-03-01T10:30:15")) == pytest.approx(
        (10 * 3600 + 30 * 60 + 15) / 86400
    )


def date_time(text):
    from datetime import datetime

    return datetime.fromisoformat(text)
