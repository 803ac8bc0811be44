"""Grids of cells to the bytes of a file, in every container people send."""

from __future__ import annotations

import csv
import gzip
import html
import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.corpus.truth import Err, Formula, Shown

XLS_NOT_AVAILABLE = 42  # xlwt knows #N/A by its number alone


@dataclass
class Page:
    """One sheet to be written."""

    name: str
    grid: list
    merged: list = field(default_factory=list)
    hidden: bool = False


def shown(cell):
    """Return a cell as a file without types has it."""
    if cell is None:
        return ""
    if isinstance(cell, Shown):
        return cell.text
    if isinstance(cell, Formula):
        return cell.shown
    return cell.text if isinstance(cell, Err) else str(cell)


def xlsx(pages, *, date_1904=False, logo=False):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904}) as book:
        formats = {}
        for page in pages:
            sheet = book.add_worksheet(page.name)
            if page.hidden:
                sheet.hide()
            if logo:
                sheet.insert_textbox(0, 6, "De Spaak", {"width": 120, "height": 40})
            for first, left, last, right in page.merged:
                sheet.merge_range(
                    first, left, last, right, "", formats.setdefault("merged", book.add_format({"align": "center"}))
                )
            for row, cells in enumerate(page.grid):
                for column, cell in enumerate(cells):
                    _into_xlsx(book, formats, sheet, (row, column), cell)
    return out.getvalue()


def _into_xlsx(book, formats, sheet, at, cell):
    if cell is None:
        return
    if isinstance(cell, Formula):
        sheet.write_formula(*at, cell.text, None, cell.cached)
    elif isinstance(cell, Err):
        sheet.write_formula(*at, "=NA()" if cell.text == "#N/A" else "=1/0", None, cell.text)
    elif isinstance(cell, Shown):
        code = formats.setdefault(cell.code, book.add_format({"num_format": cell.code}))
        if isinstance(cell.value, bool):
            sheet.write_boolean(*at, cell.value, code)
        elif isinstance(cell.value, date | datetime | time | timedelta):
            sheet.write_datetime(*at, cell.value, code)
        else:
            sheet.write_number(*at, cell.value, code)
    else:
        sheet.write_string(*at, cell)


def openpyxl_xlsx(pages, *, keep_cached=True):
    """Write as a script would: formulas never calculated."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for row, cells in enumerate(page.grid, 1):
            for column, cell in enumerate(cells, 1):
                if cell is None:
                    continue
                target = sheet.cell(row, column)
                if isinstance(cell, Formula):
                    target.value = cell.cached if keep_cached and cell.cached is not None else cell.text
                elif isinstance(cell, Shown):
                    target.value, target.number_format = cell.value, cell.code
                elif isinstance(cell, Err):
                    target.value, target.data_type = cell.text, "e"
                else:
                    target.value, target.data_type = cell, "s"
        for first, left, last, right in page.merged:
            sheet.merge_cells(start_row=first + 1, start_column=left + 1, end_row=last + 1, end_column=right + 1)
        sheet["A1"].font = Font(bold=True)
        sheet["A1"].comment = Comment("nakijken", "controller")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(pages, *, date_1904=False):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date_1904
    styles = {}
    for page in pages:
        sheet = book.add_sheet(page.name)
        if page.hidden:
            sheet.visibility = 1
        for row, cells in enumerate(page.grid):
            for column, cell in enumerate(cells):
                _into_xls(sheet, styles, (row, column), cell)
        for first, left, last, right in page.merged:
            sheet.merge(first, last, left, right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _into_xls(sheet, styles, at, cell):
    if isinstance(cell, Err):
        sheet.row(at[0]).set_cell_error(at[1], XLS_NOT_AVAILABLE if cell.text == "#N/A" else cell.text)
        return
    value = {Formula: lambda: cell.cached, Shown: lambda: _fraction(cell.value)}.get(type(cell), lambda: cell)()
    if value is not None:
        code = cell.code if isinstance(cell, Shown) else "General"
        sheet.write(*at, value, styles.setdefault(code, xlwt.easyxf(num_format_str=code)))


def _fraction(value):
    """Return a time as the part of a day that an .xls keeps."""
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    return (value.hour * 60 + value.minute) / 1440 if isinstance(value, time) else value


def csv_bytes(page, *, separator=";", encoding="utf-8", quoting=csv.QUOTE_MINIMAL, sep_line=False, ends="\r\n"):
    out = io.StringIO()
    if sep_line:
        out.write(f"sep={separator}{ends}")
    width = max(map(len, page.grid), default=0)
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=ends)
    for cells in page.grid:
        writer.writerow([shown(cell) for cell in cells] + [""] * (width - len(cells)))
    return out.getvalue().encode(encoding)


def html_bytes(page):
    lines = []
    spans = {(a, b): d - b + 1 for a, b, _, d in page.merged}
    for row, cells in enumerate(page.grid):
        texts, skip = [], 0
        for column, cell in enumerate(cells):
            if skip:
                skip -= 1
                continue
            span = spans.get((row, column), 1)
            skip = span - 1
            texts.append(f"<td{f' colspan={span}' if span > 1 else ''}>{html.escape(shown(cell))}</td>")
        lines.append("<tr>" + "".join(texts) + "</tr>")
    return (
        '<html><head><meta charset="utf-8"></head><body><table border=1>\n'
        + "\n".join(lines)
        + "\n</table></body></html>"
    ).encode()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def gzipped(data):
    return gzip.compress(data, mtime=0)


def locked(data, password):
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def office():
    """Return the LibreOffice program, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(books, kind):
    """Return {name: bytes} of many workbooks saved by LibreOffice as another kind, in one call."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for name, data in books.items():
            (home / f"{name}.xlsx").write_bytes(data)
        subprocess.run(
            [
                office(),
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(home / "out"),
                *map(str, sorted(home.glob("*.xlsx"))),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
        return {name: (home / "out" / f"{name}.{kind}").read_bytes() for name in books}
