"""Small files of every container, made in code: what the tests of the reader and its fuzzing start from."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

ROWS = (("Klant", "Omzet"), ("a", 1.5), ("b", 2.5))


def archive(*members, **named):
    """Return a zip with these (path, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for path, data in (*members, *named.items()):
            book.writestr(path, data)
    return out.getvalue()


def xlsx(rows=ROWS, **more_sheets):
    """Return a workbook with these rows on Blad1."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, cells in {"Blad1": rows, **more_sheets}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def xls(rows=ROWS):
    """Return an Excel 97 workbook with these rows on Blad1."""
    import xlwt

    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Blad1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(out)
    return out.getvalue()


def page(rows=ROWS):
    """Return a web page with these rows in a table."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table>{lines}</table></body></html>".encode()


def spreadsheetml(rows="<Row><Cell><Data ss:Type='String'>Klant</Data></Cell></Row>"):
    """Return an XML workbook with these rows on Blad1, and a hidden sheet."""
    space = "urn:schemas-microsoft-com:office"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}:spreadsheet" '
        f'xmlns:ss="{space}:spreadsheet" xmlns:x="{space}:excel"><Styles><Style ss:ID="pct"><NumberFormat '
        'ss:Format="Percent"/></Style><Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
        f'<Worksheet ss:Name="Blad1"><Table>{rows}</Table></Worksheet><Worksheet ss:Name="Geheim"><Table/>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"
    ).encode()
