"""A balance under the name of a period stands on its last day, whichever way the file names the period."""

from datetime import date

import pytest

from kpi_core.dataset.prepare import by_role, prepare
from kpi_core.mapping import propose
from kpi_core.read import read_file

ITEMS = "Debiteuren;{0}\nEigen vermogen;{0}\nCrediteuren;{0}\nBank;{0}\nInventaris;{0}\n"


def days(text):
    [table] = read_file("stand.csv", text.encode()).tables
    mapping = propose(table)
    assert mapping.kind == "balance"
    found = sorted({day.date() for day in by_role(table, mapping)["date"]})
    return found, [issue.code for issue in prepare([(table, mapping)]).issues]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Balans;2024;2025", [date(2024, 12, 31), date(2025, 12, 31)]),
        ("Balans;31-12-2025;31-01-2026", [date(2025, 12, 31), date(2026, 1, 31)]),
        ("Balans;dec 2025;jan 2026", [date(2025, 12, 31), date(2026, 1, 31)]),
        ("Balans;2025-Q1;2025-Q2", [date(2025, 3, 31), date(2025, 6, 30)]),
        ("Balans;jan 2024;feb 2024;mrt 2024", [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]),
    ],
)
def test_a_balance_side_by_side_stands_on_the_last_day_of_each_period(header, expected):
    found, told = days(header + "\n" + ITEMS.format(";".join(["100"] * header.count(";"))))

    assert found == expected
    assert ("standing_at_end" in told) == ("31-12" not in header)


def test_a_column_of_months_in_a_long_balance_means_their_last_days():
    rows = "".join(
        f"2026-{month:02};{item};100\n" for month in (1, 2) for item in ("Debiteuren", "Bank", "Crediteuren")
    )

    assert days("Periode;Rekening;Saldo\n" + rows) == ([date(2026, 1, 31), date(2026, 2, 28)], ["standing_at_end"])


def test_days_stay_as_they_are():
    rows = "".join(f"2026-01-15;{item};100\n" for item in ("Debiteuren", "Bank", "Crediteuren"))

    assert days("Datum;Rekening;Saldo\n" + rows) == ([date(2026, 1, 15)], [])


def test_two_years_of_anything_but_a_statement_stay_columns():
    [table] = read_file("artikelen.csv", b"Artikel;2024;2025\nFiets;10;20\nHelm;30;40\nSlot;5;6\nBel;7;8\n").tables

    assert [column.header for column in table.columns] == ["Artikel", "2024", "2025"]
