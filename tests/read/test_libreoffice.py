"""Files as LibreOffice really writes them read the same as the workbook they came from."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pandas as pd
import pytest

from kpi_core.read import read_file
from kpi_core.sample import sample_workbook


@pytest.fixture(scope="session")
def convert(tmp_path_factory):
    """Return a function that has LibreOffice save the bytes of an .xlsx as other kinds: {kind: bytes}."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: tests/run installs it"

    def run(data, *kinds):
        folder = tmp_path_factory.mktemp("libreoffice")
        (folder / "boek.xlsx").write_bytes(data)
        for kind in kinds:
            subprocess.run(
                [
                    program,
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    "--headless",
                    "--convert-to",
                    kind,
                    "--outdir",
                    str(folder / "out"),
                    str(folder / "boek.xlsx"),
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )
        return {kind: (folder / "out" / f"boek.{kind}").read_bytes() for kind in kinds}

    return run


@pytest.fixture(scope="session")
def company(convert):
    """Return the sample company as .xlsx and as LibreOffice saves it."""
    return {"xlsx": sample_workbook(), **convert(sample_workbook(), "ods", "xls", "csv")}


def calculations():
    """Return an .xlsx with formulas that nothing has calculated yet: good ones, and four that end as an error."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    sheet.append(["Datum", "Aantal", "Prijs", "Omzet", "Marge", "Artikelcode", "Betaald"])
    for n in range(1, 9):
        sheet.append(
            [date(2026, 1, 10 + n), n, n * 1.5, f"=B{n + 1}*C{n + 1}", f"=B{n + 1}/20", f"{n * 13:05d}", n % 2 == 0]
        )
        sheet.cell(n + 1, 1).number_format = "dd-mm-yyyy"
        sheet.cell(n + 1, 5).number_format = "0%"
        sheet.cell(n + 1, 6).value, sheet.cell(n + 1, 6).number_format = n * 13, "00000"
    sheet["D5"], sheet["E6"], sheet["D7"], sheet["D8"] = "=1/0", "=NA()", "=VLOOKUP(5,A1:A2,1,0)", '="a"+1'
    path = io.BytesIO()
    book.save(path)
    return path.getvalue()


@pytest.fixture(scope="session")
def calculated(convert):
    return convert(calculations(), "ods", "xls", "csv")


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_sample_company_reads_the_same_from_another_spreadsheet(company, kind):
    ours, theirs = read_file("boek.xlsx", company["xlsx"]), read_file(f"boek.{kind}", company[kind])

    assert [table.sheet for table in theirs.tables] == [table.sheet for table in ours.tables]
    for here, there in zip(ours.tables, theirs.tables, strict=True):
        assert [column.name for column in there.columns] == [column.name for column in here.columns]
        for name in here.frame.columns:
            pd.testing.assert_series_equal(there.frame[name], here.frame[name], obj=f"{here.sheet} {name}")
        assert [(one.column, one.file_total) for one in there.receipt.sums] == [
            (one.column, one.file_total) for one in here.receipt.sums
        ]
        assert there.receipt.questions == here.receipt.questions


def test_the_first_sheet_of_the_sample_company_reads_the_same_from_csv(company):
    here, there = read_file("boek.xlsx", company["xlsx"]).tables[0], read_file("boek.csv", company["csv"]).tables[0]

    assert there.receipt.rows_read == here.receipt.rows_read
    assert {one.column: pytest.approx(one.sum) for one in there.receipt.sums} == {
        one.column: one.sum for one in here.receipt.sums
    }


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_formulas_give_their_values_and_errors_are_named(calculated, kind):
    found = read_file(f"boek.{kind}", calculated[kind])
    (table,) = found.tables
    columns = {column.name: column for column in table.columns}
    (errors,) = [issue for issue in found.issues if issue.code == "error_cells"]

    assert columns["Omzet"].unread == ("D5", "D7", "D8")
    assert columns["Marge"].unread == ("E6",)
    assert set(errors.cells) == {"D5", "D7", "D8", "E6"}
    assert errors.fields["kinds"] == "#DIV/0!, #N/A, #VALUE!"
    assert table.frame["Omzet"].dropna().tolist() == [1.5, 6, 13.5, 37.5, 96]
    assert columns["Marge"].type == "percent"
    assert table.frame["Marge"].dropna().tolist() == [0.05, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4]
    assert table.frame["Artikelcode"].tolist() == [f"{n * 13:05d}" for n in range(1, 9)]
    assert table.frame["Betaald"].tolist() == [n % 2 == 0 for n in range(1, 9)]
    assert table.frame["Datum"].dt.day.tolist() == list(range(11, 19))


def test_error_cells_in_a_csv_are_named_and_not_zero(calculated):
    (table,) = read_file("boek.csv", calculated["csv"]).tables

    assert table.frame["Omzet"].sum() == 1.5 + 6 + 13.5 + 37.5 + 96
    assert "error_cells" in {issue.code for issue in table.issues}
    assert table.frame["Betaald"].tolist() == [n % 2 == 0 for n in range(1, 9)]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_second_currency_far_down_is_asked_in_every_kind_of_workbook(convert, kind):
    book = openpyxl.Workbook()
    for row in range(1, 403):
        book.active.append([f"rij {row}", row] if row > 1 else ["Naam", "Bedrag"])
        book.active.cell(row, 2).number_format = "[$$-409]#,##0.00" if row > 400 else "[$\u20ac-413] #,##0.00"
    buffer = io.BytesIO()
    book.save(buffer)
    (table,) = read_file(f"boek.{kind}", convert(buffer.getvalue(), kind)[kind]).tables
    (question,) = table.receipt.questions

    assert [(one.choice, one.effect) for one in question.readings] == [
        ("only:EUR", sum(range(2, 401))),
        ("only:USD", 401 + 402),
        ("same", sum(range(2, 403))),
    ]
