"""What a hostile or enormous file may not do: each cap by itself, in every container that knows it."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits, read_file
from kpi_core.texts import LANGS, say
from tests.containers import archive, locked_xlsx, ods, page, spreadsheetml, xls, xlsb, xlsx
from tests.fuzzing import outcome

WIDE = (tuple(f"k{n}" for n in range(30)), tuple(range(30)))
CELLS = ("<Row>" + '<Cell><Data ss:Type="Number">1</Data></Cell>' * 30 + "</Row>") * 2
EVERY = {
    "csv": b"\n".join(b";".join(b"%d" % n for n in range(30)) for _ in range(2)),
    "xlsx": xlsx(WIDE),
    "xls": xls(WIDE),
    "xlsb": xlsb((WIDE[0], tuple(map(float, WIDE[1])))),
    "ods": ods(WIDE),
    "html": page(WIDE),
    "spreadsheetml": spreadsheetml(CELLS),
}


def refused(data):
    with pytest.raises(UnreadableFile) as caught:
        read_file("x.xlsx", data)
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)
    return caught.value.code


def changed(data, part, change):
    """Return a zip with one of its parts passed through change(bytes)."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return archive(
            *((name, change(book.read(name)) if name == part else book.read(name)) for name in book.namelist())
        )


@pytest.mark.parametrize("kind", sorted(EVERY.keys() - {"xls"}))  # an .xls cannot have that many
def test_more_columns_than_the_cap_are_refused(kind, monkeypatch):
    monkeypatch.setattr(limits, "MAX_COLUMNS", 28)

    assert refused(EVERY[kind]) == "too_many_columns"


@pytest.mark.parametrize("kind", EVERY)
def test_more_cells_than_the_cap_are_refused(kind, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 25)

    assert refused(EVERY[kind]) in ("too_many_cells", "zip_bomb")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "spreadsheetml"])
def test_more_sheets_than_the_cap_are_refused(kind, monkeypatch):
    monkeypatch.setattr(limits, "MAX_SHEETS", 0)

    assert refused(EVERY[kind]) == "too_many_sheets"


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
def test_more_than_the_cap_when_unpacked_is_refused(kind, monkeypatch):
    monkeypatch.setattr(limits, "MAX_INFLATED", 1_000)

    assert refused(EVERY[kind]) == "zip_bomb"


def test_more_strings_than_there_may_be_cells_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 1_000)
    data = changed(
        xlsx(), "xl/sharedStrings.xml", lambda part: part.replace(b"</sst>", b"<si><t/></si>" * 1_000 + b"</sst>")
    )

    assert refused(data) == "zip_bomb"


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>"),
        ("xl/sharedStrings.xml", b"</sst>"),
        ("xl/styles.xml", b"</styleSheet>"),
        ("xl/workbook.xml", b"</workbook>"),
    ],
)
def test_parts_nested_a_hundred_thousand_deep_bring_nothing_down(part, place):
    deep = b"<b>" * 100_000 + b"</b>" * 100_000

    assert outcome(changed(xlsx(), part, lambda data: data.replace(place, deep + place))) in (
        "read",
        "damaged_file",
        "zip_bomb",
    )


def test_an_open_document_nested_deep_brings_nothing_down():
    deep = b"<b>" * 100_000 + b"</b>" * 100_000

    assert outcome(
        changed(ods(), "content.xml", lambda data: data.replace(b"</table:table>", deep + b"</table:table>"))
    )


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("padding", [0, 5_000], ids=["at once", "far down"])
def test_what_stands_outside_a_workbook_is_never_fetched(part, padding, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("topgeheim")
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "' + secret.as_uri().encode() + b'">]>'
    data = changed(
        xlsx(), part, lambda text: text.replace(b"?>", b"?>" + b" " * padding + entity, 1).replace(b"Klant", b"&a;")
    )
    try:
        found = read_file("x.xlsx", data)
    except UnreadableFile as error:
        told = repr(error)
    else:
        told = "".join(table.frame.to_csv() for table in found.tables)

    assert "topgeheim" not in told


def test_formulas_links_and_macros_are_text_and_nothing_more(tmp_path):
    trap = tmp_path / "trap"
    rows = f"naam;omzet\n=cmd|' /C touch {trap}'!A0;1\n=WEBSERVICE(\"file://{trap}\");2\n"

    assert read_file("x.csv", rows.encode()).tables[0].frame["naam"].tolist()[0].startswith("=cmd")
    assert not trap.exists()


def test_a_locked_workbook_that_unpacks_to_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_INFLATED", 1_000)

    with pytest.raises(UnreadableFile, match="zip_bomb"):
        read_file("x.xlsx", locked_xlsx("a"), password="a")


def test_a_gzip_in_many_parts_is_one_file():
    data = gzip.compress(b"klant;omzet\n") + gzip.compress(b"a;1\n") + gzip.compress(b"b;2\n")

    assert read_file("x.csv.gz", data).tables[0].receipt.sums[0].sum == 3
