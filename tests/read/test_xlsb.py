"""Binary workbooks, written record by record so that their truth is known."""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import datetime

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits, read_file
from tests.containers import Record, binary_cell, record, xlsb

NOTHING = b"\0\0" + struct.pack("<II", 0, 0)  # a formula of no tokens
ROWS = (
    ("Klant", "Marge", "Dag", "Bedrag", "Uitkomst"),
    ("a", 0.05, 46053.0, (Record.ERROR, b"\x07"), (Record.FORMULA_NUMBER, struct.pack("<d", 7.5) + NOTHING)),
    ("b", 0.25, 46054.0, (Record.RK, struct.pack("<I", 150 << 2 | 3)), (Record.FORMULA_ERROR, b"\x2a" + NOTHING)),
    ("c", 0.5, 46055.0, 2.25, 1.0),
)


def test_a_binary_workbook_gives_text_numbers_dates_and_percentages():
    table = read_file("x.xlsb", xlsb(ROWS, (0, 1, 2, 0, 0))).tables[0]

    assert [column.type for column in table.columns] == ["text", "percent", "date", "number", "number"]
    assert table.frame["Dag"].iloc[0] == datetime(2026, 1, 31)
    assert {check.column: check.sum for check in table.receipt.sums}.items() >= {
        "Bedrag": 3.75,
        "Uitkomst": 8.5,
    }.items()


def test_its_error_cells_are_named_and_missing():
    found = read_file("x.xlsb", xlsb(ROWS))
    (issue,) = found.issues

    assert (issue.code, issue.cells, issue.fields["kinds"]) == ("error_cells", ("D2", "E3"), "#DIV/0!, #N/A")
    assert [column.unread for column in found.tables[0].columns[3:]] == [("D2",), ("E3",)]


def test_its_hidden_sheets_are_left_out_unless_asked():
    data = xlsb(ROWS, hidden=(("a", "b"), ("c", 1.0)))

    assert [table.sheet for table in read_file("x.xlsb", data).tables] == ["Blad1"]
    assert [table.sheet for table in read_file("x.xlsb", data, include_hidden=True).tables] == ["Blad1", "Geheim"]


def test_a_sheet_longer_than_one_block_is_read_whole():
    rows = (("Klant", "Omzet"), *((f"klant nummer {n} met een lange naam", float(n)) for n in range(30_000)))

    assert read_file("x.xlsb", xlsb(rows)).tables[0].receipt.sums[0].sum == sum(range(30_000))


@pytest.mark.parametrize(
    ("place", "limit", "code"),
    [
        ((0, 5_000), None, "too_many_columns"),
        ((1_000_000, 900), None, "too_many_cells"),
        ((3, 3), ("MAX_SHEETS", 0), "too_many_sheets"),
    ],
)
def test_a_binary_workbook_beyond_the_limits_is_refused(place, limit, code, monkeypatch):
    row, column = place
    if limit:
        monkeypatch.setattr(limits, *limit)
    far = struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)
    data = xlsb((("Klant", "Omzet"), ("a", 1.0)), tail=record(Record.ROW, far) + binary_cell(column, 1.0))

    with pytest.raises(UnreadableFile, match=code):
        read_file("x.xlsb", data)


@pytest.mark.skipif(not shutil.which("libreoffice"), reason="LibreOffice is not installed")
def test_what_the_tests_write_is_a_workbook_to_others_too(tmp_path):
    (tmp_path / "x.xlsb").write_bytes(xlsb(ROWS[:1] + ROWS[3:]))
    subprocess.run(
        [
            "libreoffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv",
            "x.xlsb",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert (tmp_path / "x.csv").read_text().splitlines() == ["Klant,Marge,Dag,Bedrag,Uitkomst", "c,0.5,46055,2.25,1"]
