"""Reading a workbook of 100,000 x 10 cells, beside the least a reader can do and beside what most people use."""

import time
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from xml.parsers import expat

import pandas as pd
from xlsxwriter import Workbook

ROWS = 100_000
HEADER = (
    "Ordernr",
    "Orderdatum",
    "Klantnr",
    "Regio",
    "Kanaal",
    "Artikel",
    "Aantal",
    "Bedrag excl. btw",
    "Inkoopwaarde",
    "Status",
)
TIMES = 5


def workbook(rows=ROWS):
    """Return a clean sales export: texts, ids with leading zeros, dates, counts and amounts."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Verkoop"), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, HEADER)
        for i in range(1, rows + 1):
            sheet.write_string(i, 0, f"DS{i:07d}")
            sheet.write_datetime(i, 1, datetime(2024, 1, 1) + timedelta(days=i % 900), day)
            sheet.write_string(i, 2, f"{i * 7 % 20_000:06d}")
            sheet.write_string(i, 3, ("Noord", "Midden", "Zuid")[i % 3])
            sheet.write_string(i, 4, ("Winkel", "Webshop")[i % 2])
            sheet.write_string(i, 5, f"Artikel {i % 500}")
            sheet.write_number(i, 6, i % 4 + 1)
            sheet.write_number(i, 7, i * 37 % 250_000 / 100)
            sheet.write_number(i, 8, i * 23 % 150_000 / 100)
            sheet.write_string(i, 9, "Betaald")
    return buffer.getvalue()


def parse_only(data):
    """Unzip and parse the sheet and its shared strings, building nothing: no conventional reader can do less."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
            parser = expat.ParserCreate()
            parser.StartElementHandler = None
            with book.open(name) as part:
                parser.ParseFile(part)


def read_as_the_product(data):
    from kpi_core.read import read_file

    (found,) = read_file("verkoop.xlsx", data).tables
    assert found.receipt.rows_read == ROWS


def read_as_pandas(data):
    assert len(pd.read_excel(BytesIO(data), engine="openpyxl")) == ROWS


def cpu(action, data):
    """Return the CPU seconds of one run."""
    start = time.process_time()
    action(data)
    return time.process_time() - start


def side_by_side(first, second, data):
    """Return the least CPU seconds of each, taken in turns, so that a busy moment of the machine touches both."""
    pairs = [(cpu(first, data), cpu(second, data)) for _ in range(TIMES)]
    return min(one for one, _ in pairs), min(other for _, other in pairs)


def run():
    data = workbook()
    least, ours = side_by_side(parse_only, read_as_the_product, data)
    usual = cpu(read_as_pandas, data)
    return [
        {
            "name": "read 100,000 x 10 cells, against unzip and expat",
            "ratio": ours / least,
            "limit": 4,
            "detail": f"{ours:.2f} s against {least:.2f} s of CPU",
        },
        {
            "name": "read 100,000 x 10 cells, against pandas with openpyxl",
            "ratio": ours / usual,
            "limit": 0.25,
            "detail": f"{ours:.2f} s against {usual:.2f} s of CPU",
        },
    ]
