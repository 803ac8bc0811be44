"""Everything that can be taken away, in both languages: no word of the other one, no raw code, no number as a computer writes it."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from icalendar import Calendar
from lxml import etree
from pypdf import PdfReader

from kpi_core import passports, work
from kpi_core.catalogue import CATALOGUE
from kpi_core.export import results_csv, results_xlsx
from kpi_core.export.minutes import minutes_docx
from kpi_core.periods import Grain
from kpi_core.store import open_store
from kpi_core.texts import LANGS
from kpi_core.work.minutes import minutes, tasks
from kpi_core.work.passports import kpi_passport
from tests.company import DAY, NOW, closed_round, company
from tests.leftovers import leftovers

OFFICE = re.compile(r"(?:slides/slide|charts/chart|notesSlides/notesSlide|document|header\d*|footer\d*|core)\d*\.xml$")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The store and the company, filled once for all exports."""
    opened = open_store(folder=tmp_path_factory.mktemp("exports"), who="Sanne", now=lambda: NOW)
    yield opened, company(opened)
    opened.close()


def of_pdf(data):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def of_office(data):
    """Return the words of a Word or PowerPoint file, those of its charts and of its pictures' descriptions too."""
    words = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in filter(OFFICE.search, archive.namelist()):
            for node in etree.fromstring(archive.read(name)).iter():
                if etree.QName(node).localname in {"t", "v", "subject", "description"} and node.text:
                    words.append(node.text)
                words += [node.get("descr")] if node.get("descr") else []
    return "\n".join(word for word in words if not re.fullmatch(r"-?[\d.]+(E-?\d+)?", word))


def of_workbook(data):
    """Return the words of a workbook; a number without a format of its own is told as it stands."""
    words = []
    for sheet in openpyxl.load_workbook(BytesIO(data), data_only=True):
        words.append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                bare = isinstance(cell.value, float) and not cell.value.is_integer() and cell.number_format == "General"
                words += [str(cell.value)] if isinstance(cell.value, str) or bare else []
                words += [cell.comment.text] if cell.comment else []
    return "\n".join(words)


def of_calendar(data):
    """Return the words of a calendar: what it is called, and of each entry the title and what is told."""
    found = Calendar.from_ical(data)
    parts = [part for part in found.walk() if part.name != "VTIMEZONE"]
    return "\n".join(str(part.get(name, "")) for part in parts for name in ("x-wr-calname", "summary", "description"))


READERS = {
    "pdf": of_pdf,
    "docx": of_office,
    "pptx": of_office,
    "xlsx": of_workbook,
    "ics": of_calendar,
    "txt": lambda data: data.decode("utf-8-sig"),
    "csv": lambda data: data.decode("utf-8-sig").split("\n")[0],
    "md": lambda data: data.decode(),
}
"""How each kind of file is read. Of a CSV only the head: a program reads the rest."""


def of_pack(store, space, lang):
    """Return the files of the pack by name; the project file is for another installation, not for a reader."""
    parts = [part.id for part in work.pack_parts(lang) if part.id != "project"]
    with zipfile.ZipFile(BytesIO(work.pack(store, space, DAY, lang, parts=parts))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def of_round(store, space, lang):
    held = closed_round(store, space)
    return {
        "Minutes.docx": minutes_docx(minutes(store, space, held, DAY, lang)),
        "Round.ics": tasks(store, space, held, lang, NOW),
    }


def of_results(store, space, lang):
    kpi = CATALOGUE["revenue"]
    results = work.explore(store, space, kpi.id, Grain.MONTH, today=DAY, by="region")
    return {
        "results.csv": results_csv(results, kpi, lang),
        "results.xlsx": results_xlsx(results, kpi, lang, today=DAY),
    }


def of_passport(store, space, lang):
    seen = kpi_passport(store, space, "sales_profit_margin", today=DAY, lang=lang)
    return {"passport.md": passports.markdown(seen.passport, lang, seen.figures).encode()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("files", [of_pack, of_round, of_results, of_passport])
def test_what_is_taken_away_speaks_one_language_and_shows_no_code(made, files, lang):
    texts = {name: READERS[name.rsplit(".", 1)[1]](data) for name, data in files(*made, lang).items()}

    assert {name: wrong for name, text in texts.items() if (wrong := leftovers(f"{name} {text}", lang))} == {}
    assert all(len(text) > 20 for text in texts.values())
