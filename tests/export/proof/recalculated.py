"""Workbooks opened by another program that works out every formula anew, and what they then say."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineWorkbook

from kpi_core.catalogue import CATALOGUE

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
WRONG = 987654.321
KEPT = re.compile(r"(</f>)<v>[^<]*</v>")
VALUE, APP = "Volgens dit bestand", "Volgens de app"


def everyone(*, variants=True):
    """Every KPI of the catalogue, also those about people, and every variant as a KPI of its own."""
    found = []
    for kpi in CATALOGUE.values():
        found.append(replace(kpi, min_group=None))
        for variant in kpi.variants if variants else ():
            names = {lang: f"{kpi.name[lang]} {variant.id}" for lang in kpi.name}
            found.append(replace(kpi.defined(variant.id), id=f"{kpi.id}:{variant.id}", min_group=None, name=names))
    return found


def spoiled(data):
    """Return a workbook with a wrong figure kept beside every formula."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            part = read.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = part.decode().replace(' t="str"><f', "><f")
                part = KEPT.sub(rf"\1<v>{WRONG}</v>", text).encode()
            written.writestr(name, part)
    return out.getvalue()


def recalculated(folder, books):
    """Return what workbooks say after LibreOffice opened them, worked out all formulas and saved them: by name, the bytes."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: tests/run installs it"
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    where = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = [str(folder / f"{name}.xlsx") for name in books]
    command = [program, *where, "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


def sheets_of(data):
    """Return the cells of every sheet, by its name; an empty cell is an empty text."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def values_of(sheet):
    """Return what the workbook makes of one KPI beside what the app says: per period its name and both."""
    head = next(place for place, row in enumerate(sheet) if VALUE in row and APP in row)
    mine, app = sheet[head].index(VALUE), sheet[head].index(APP)
    return [(row[0], row[mine], row[app]) for row in sheet[head + 1 :]]


def kpi_sheets(data):
    """Return the sheets on which a KPI is worked out."""
    return {name: sheet for name, sheet in list(sheets_of(data).items())[1:] if any(VALUE in row for row in sheet)}
