"""Text files, workbooks and hostile files, from bytes to tables."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from kpi_core.errors import UnreadableFile
from kpi_core.read import read_file
from kpi_core.read.delimited import find_delimiter
from kpi_core.texts import LANGS, say, texts

ROWS = [["Datum", "Klant", "Omzet"], [date(2026, 1, 31), "0012", 5.5], [date(2026, 2, 1), "0013", 6.5]]


def workbook(rows=ROWS, build=None, **more_sheets):
    """Return the bytes of an .xlsx with these rows on sheet Blad1; build(book, sheet) adds what a test is about."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet("Blad1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    for name, extra in more_sheets.items():
        other = book.add_worksheet(name)
        for number, row in enumerate(extra):
            other.write_row(number, 0, row)
    if build:
        build(book, sheet)
    book.close()
    return out.getvalue()


def rezip(data, change):
    """Return a zip with its parts passed through change(name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def refused(data, name="bestand.xlsx"):
    with pytest.raises(UnreadableFile) as caught:
        read_file(name, data)
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)
    return caught.value.code


def codes(found):
    return {issue.code for issue in (*found.issues, *(issue for table in found.tables for issue in table.issues))}


def test_a_workbook_gives_dates_text_and_numbers():
    table = read_file("x.xlsx", workbook()).tables[0]

    assert [column.type for column in table.columns] == ["date", "id", "number"]
    assert table.frame["Klant"].tolist() == ["0012", "0013"]
    assert table.frame["Datum"].iloc[0] == datetime(2026, 1, 31)
    assert table.receipt.sums[0].sum == 12


def test_what_a_file_is_depends_on_its_bytes_and_not_on_its_name():
    assert read_file("x.csv", workbook()).tables[0].sheet == "Blad1"
    assert read_file("omzet 2026.xls", b"a;b\n1;2\n3;4\n").tables[0].sheet == "omzet 2026"


def test_a_percent_format_makes_a_percent_column():
    def build(book, sheet):
        percent = book.add_format({"num_format": "0%"})
        euro = book.add_format({"num_format": "€ #,##0.00"})
        sheet.write_row(0, 3, ["Marge", "Prijs"])
        for row in (1, 2):
            sheet.write_number(row, 3, 0.05, percent)
            sheet.write_number(row, 4, 12.5, euro)

    table = read_file("x.xlsx", workbook(build=build)).tables[0]

    assert [column.type for column in table.columns[3:]] == ["percent", "money"]
    assert table.frame["Marge"].tolist() == [0.05, 0.05]


def test_a_format_of_zeros_keeps_the_leading_zeros():
    def build(book, sheet):
        sheet.write(0, 3, "Artikel")
        for row, number in ((1, 7), (2, 123)):
            sheet.write_number(row, 3, number, book.add_format({"num_format": "00000"}))

    table = read_file("x.xlsx", workbook(build=build)).tables[0]

    assert table.frame["Artikel"].tolist() == ["00007", "00123"]


def test_error_cells_are_missing_and_all_of_them_are_named():
    def build(_, sheet):
        for row in range(3, 300):
            sheet.write_row(row, 1, [f"k{row}", 1])
        sheet.write_formula("C250", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C3", "=NA()", None, "#N/A")

    found = read_file("x.xlsx", workbook(build=build))
    (issue,) = [issue for issue in found.issues if issue.code == "error_cells"]

    assert issue.cells == ("C3", "C250")
    assert issue.fields["kinds"] == "#DIV/0!, #N/A"
    assert found.tables[0].columns[2].unread == ("C3", "C250")
    assert found.tables[0].receipt.sums[0].sum == 5.5 + 296


def test_a_formula_saved_without_its_outcome_is_named():
    plain = workbook()
    broken = rezip(
        plain,
        lambda name, data: data.replace(b"<v>6.5</v>", b"<f>1+5.5</f>") if name.endswith("sheet1.xml") else data,
    )
    found = read_file("x.xlsx", broken)
    (issue,) = [issue for issue in found.issues if issue.code == "formula_without_value"]

    assert issue.cells == ("C3",)


def test_hidden_sheets_are_left_out_unless_asked():
    def build(book, _):
        book.get_worksheet_by_name("Geheim").hide()

    data = workbook(build=build, Geheim=[["a", "b"], [1, 2], [3, 4]])

    assert [table.sheet for table in read_file("x.xlsx", data).tables] == ["Blad1"]
    assert "hidden_sheet" in codes(read_file("x.xlsx", data))
    assert [(t.sheet, t.hidden) for t in read_file("x.xlsx", data, include_hidden=True).tables] == [
        ("Blad1", False),
        ("Geheim", True),
    ]


def test_merged_group_headers_are_joined():
    def build(book, sheet):
        sheet.merge_range("B1:C1", "Omzet", book.add_format())
        sheet.write_row("A2", ["Maand", "Web", "Winkel"])
        sheet.write_row("A3", ["jan", 1, 2])
        sheet.write_row("A4", ["feb", 3, 4])

    table = read_file("x.xlsx", workbook([], build=build)).tables[0]

    assert [column.name for column in table.columns][:3] == ["Maand", "Omzet Web", "Omzet Winkel"]


def test_empty_sheets_are_named_beside_a_good_one():
    found = read_file("x.xlsx", workbook(Leeg=[], Kop=[["a", "b"]]))

    assert {"sheet_empty", "sheet_without_rows"} <= codes(found)
    assert len(found.tables) == 1


def test_the_digest_is_that_of_the_bytes():
    data = b"a;b\n1;2\n3;4\n"

    assert read_file("t.csv", data).digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_decoded_whatever_saved_it(encoding):
    data = "Café;Prijs €\nRenée;1,5\nZoë;2,5\n".encode(encoding)
    table = read_file("t.csv", data).tables[0]

    assert [column.name for column in table.columns] == ["Café", "Prijs €"]
    assert table.frame["Café"].tolist() == ["Renée", "Zoë"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_is_a_line_end(end):
    table = read_file("t.csv", end.join(["a;b", "1;2", "3;4", ""]).encode()).tables[0]

    assert table.receipt.rows_read == 2


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5", ";"),
        ("a,b\n1,2\n3,4", ","),
        ("a\tb\n1,5\t2;3", "\t"),
        ("a|b|c\n1|2|3", "|"),
        ('Titel boven\n\n"a","b, c","d"\n1,2,3\n4,5,6', ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_steadily(text, delimiter):
    assert find_delimiter(text) == delimiter


def test_a_sep_line_is_obeyed_and_counted_as_a_row():
    table = read_file("t.csv", b"sep=|\na;x|b;x\n1|2\n3|4\n").tables[0]

    assert [column.name for column in table.columns] == ["a;x", "b;x"]
    assert list(table.frame.index) == [3, 4]


def test_a_half_quoted_cell_is_mended_and_named():
    found = read_file("t.csv", b'"a","b"\n"x1","1"\nx2","2"\n"x3","3"\n')

    assert found.tables[0].frame["a"].tolist() == ["x1", "x2", "x3"]
    assert "stray_quotes" in codes(found)


def test_a_quote_that_never_closes_swallows_no_rows():
    lines = ["naam;getal", '"open;1', *(f"n{n};{n}" for n in range(200))]
    found = read_file("t.csv", "\n".join(lines).encode())

    assert found.tables[0].receipt.rows_read == 201
    assert "quotes_ignored" in codes(found)


def test_a_backslash_can_escape_the_delimiter():
    table = read_file("t.csv", b"id,titel,jaar\n1,a\\, b,1999\n2,c,2001\n3,d,2002\n").tables[0]

    assert table.frame["titel"].tolist() == ["a, b", "c", "d"]


def test_letters_of_another_alphabet_are_told():
    assert "encoding_doubtful" in codes(read_file("t.csv", b"naam;n\n\xcb\xe5\xf9\xed;1\n\xcc\xf5\xf1\xf9\xed;2\n"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (b"MZ\x90\x00" + b"\0" * 100, "executable"),
        (b"\x7fELF" + b"\0" * 100, "executable"),
        (b"<html><p>Log in</p></html>", "html_not_excel"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "html_not_excel"),
        (b"%PDF-1.7 " + b"x" * 50, "unknown_format"),
        (b"abc\0\0\0def\0\0\x01" * 40, "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600, "damaged_file"),
        (b"PK\x03\x04 this is no zip at all", "damaged_file"),
        (workbook()[:-200], "damaged_file"),
        (b"naam;prijs\n", "no_rows"),
        (b"zomaar een zin zonder tabel\n", "no_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, code):
    assert refused(data) == code


def zip_of(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_a_zip_of_something_else_is_refused():
    assert refused(zip_of(verslag="%PDF-1.7")) == "archive_without_tables"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_of(xl__workbook_xml="<workbook/>", xl__worksheets__sheet1_xml=b"0" * (60 << 20))

    assert len(bomb) < 100_000
    assert refused(bomb) == "zip_bomb"


def test_a_workbook_with_entities_is_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

    assert (
        refused(rezip(workbook(), lambda name, data: evil if name == "xl/sharedStrings.xml" else data))
        == "damaged_file"
    )


def test_too_many_columns_are_refused():
    assert refused(workbook([[f"k{n}" for n in range(5000)], list(range(5000))])) == "too_many_columns"
    assert refused((";".join("abcde" * 1000) + "\n" + ";".join("12345" * 1000)).encode()) == "too_many_columns"


def test_a_cell_in_the_far_corner_does_not_take_the_memory():
    def build(_, sheet):
        sheet.write(1048575, 900, 1)

    assert refused(workbook(build=build)) == "too_many_cells"


def test_a_sheet_whose_last_row_is_only_formatted_is_read():
    def build(book, sheet):
        sheet.set_row(1048575, 20, book.add_format({"bold": True}))
        sheet.write_blank(1048575, 0, None, book.add_format({"bold": True}))

    assert read_file("x.xlsx", workbook(build=build)).tables[0].receipt.rows_read == 2


def test_a_part_that_stands_twice_is_refused():
    data = io.BytesIO(workbook())
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<x/>")

    assert refused(data.getvalue()) == "damaged_file"


@pytest.mark.parametrize("prefix", ["issue.", "question.", "error.", "skipped."])
def test_every_sentence_of_the_reader_is_there_in_both_languages(prefix):
    keys = {lang: {key for key in texts(lang) if key.startswith(prefix)} for lang in LANGS}

    assert keys["nl"] == keys["en"]
    assert keys["nl"]


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def cell(value=None, kind=None, repeat=1):
    attributes = f' table:number-columns-repeated="{repeat}"' if repeat > 1 else ""
    if kind == "string":
        return f'<table:table-cell office:value-type="string"{attributes}><text:p>{value}</text:p></table:table-cell>'
    if kind:
        name = "date-value" if kind == "date" else "value"
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"{attributes}/>'
    return f"<table:table-cell{attributes}/>"


def ods(*rows, manifest="", body=None):
    """Return a small OpenDocument spreadsheet; a row is a list of (value, kind)."""
    lines = "".join(f"<table:table-row>{''.join(cell(*part) for part in row)}</table:table-row>" for row in rows)
    content = body or (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", content)
    return out.getvalue()


HEADER = [("Datum", "string"), ("Marge", "string"), ("Bedrag", "string")]


def test_an_open_document_sheet_keeps_its_dates_and_percentages():
    table = read_file(
        "x.ods",
        ods(
            HEADER,
            [("2026-01-31", "date"), (0.05, "percentage"), (5.5, "currency")],
            [("2026-02-01", "date"), (0.25, "percentage"), (6.5, "currency")],
        ),
    ).tables[0]

    assert [column.type for column in table.columns] == ["date", "percent", "money"]
    assert table.frame["Marge"].tolist() == [0.05, 0.25]


def test_an_open_document_sheet_with_a_password_is_refused():
    assert refused(ods(HEADER, manifest="<encryption-data/>")) == "password_unsupported"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([(1, "float", 16384)], "too_many_columns"),
        ([(None, None, 5), (1, "float", 16384)], "too_many_columns"),
    ],
)
def test_a_cell_repeated_across_the_sheet_is_refused(row, code):
    assert refused(ods(HEADER, row)) == code


def test_rows_repeated_to_the_end_of_the_world_are_refused():
    rows = '<table:table-row table:number-rows-repeated="9999999">' + cell(1, "float", 10) + "</table:table-row>"
    content = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='B'>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )

    assert refused(ods(body=content)) == "too_many_cells"


def test_broken_xml_in_an_open_document_is_a_damaged_file():
    assert refused(ods(body="<office:document-content><a></b>")) == "damaged_file"


def test_an_old_workbook_is_read():
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Oud")
    for row, cells in enumerate([["Klant", "Omzet"], ["a", 1.5], ["b", 2.5]]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    table = read_file("x.xls", out.getvalue()).tables[0]

    assert (table.sheet, table.receipt.sums[0].sum) == ("Oud", 4)


def old_workbook(rows=2):
    """Return an .xls with a percentage, padded numbers, a formula that ends as an error, and an error of its own."""
    import xlwt

    book = xlwt.Workbook()
    other, sheet = book.add_sheet("Leeg"), book.add_sheet("Oud")
    other.write(0, 0, "niets")
    sheet.write_merge(0, 0, 0, 0, "Artikel")
    for column, name in enumerate(["Marge", "Omzet", "Kosten"], 1):
        sheet.write(0, column, name)
    percent, padded = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str="00000")
    for row in range(1, rows + 1):
        sheet.write(row, 0, row, padded)
        sheet.write(row, 1, 0.125 * row, percent)
        sheet.write(row, 3, row)
        if row == 2:
            sheet.row(row).set_cell_error(2, 0x2A)
        else:
            sheet.write(row, 2, row + 0.25)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("rows", [2, 400], ids=["stored in small sectors", "stored in large sectors"])
def test_an_old_workbook_keeps_its_percentages_zeros_and_errors(rows):
    found = read_file("x.xls", old_workbook(rows))
    (table,) = found.tables
    (errors,) = [issue for issue in found.issues if issue.code == "error_cells"]

    assert [column.type for column in table.columns] == ["id", "percent", "number", "number"]
    assert table.frame["Marge"].tolist() == [0.125 * row for row in range(1, rows + 1)]
    assert table.frame["Artikel"].iloc[0] == "00001"
    assert (errors.cells, errors.fields["kinds"]) == (("C3",), "#N/A")
    assert table.columns[2].unread == ("C3",)


@pytest.mark.parametrize("length", [10, 100, 600, 1200, 3000])
def test_an_old_workbook_cut_short_tells_less_and_never_breaks(length):
    from kpi_core.read.biff import scan_records

    found = scan_records(old_workbook()[:length])

    assert {name: scan.errors for name, scan in found.items()}.items() <= {"Leeg": (), "Oud": ()}.items()


def test_errors_in_an_open_document_are_named_even_where_a_zero_is_stored():
    def formula(kind, value, text):
        return (
            f'<table:table-cell table:formula="of:=1/0" office:value-type="{kind}" office:value="{value}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )

    rows = [("Klant", "Omzet"), *((f"k{n}", n) for n in range(1, 5))]
    lines = "".join(
        f"<table:table-row>{cell(a, 'string')}{cell(b, 'string') if n == 0 else formula('float', b, b)}</table:table-row>"
        for n, (a, b) in enumerate(rows)
    )
    lines += f"<table:table-row>{cell('k5', 'string')}{formula('float', 0, 'Err:502')}</table:table-row>"
    content = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='B'>{lines}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    found = read_file("x.ods", ods(body=content))
    (errors,) = [issue for issue in found.issues if issue.code == "error_cells"]

    assert (errors.cells, errors.fields["kinds"]) == (("B6",), "Err:502")
    assert found.tables[0].columns[1].unread == ("B6",)
    assert found.tables[0].frame["Omzet"].dropna().tolist() == [1, 2, 3, 4]


def test_the_percent_sign_of_the_first_row_of_an_open_document_counts():
    table = read_file(
        "x.ods", ods(HEADER[:2], [("2026-01-31", "date"), (0.05, "percentage")], [("2026-02-01", "date"), (None, None)])
    ).tables[0]

    assert table.columns[1].type == "percent"


@pytest.mark.parametrize("error", ["#DIV/0!", "#WAARDE!", "#REF!"])
def test_the_name_of_an_error_in_a_text_file_is_no_text(error):
    (table,) = read_file("t.csv", f"klant;omzet\na;{error}\nb;5,50\nc;{error}\n".encode()).tables

    assert table.columns[1].type == "number"
    assert table.columns[1].unread == ("B2", "B4")
    assert table.receipt.sums[0].sum == 5.5


@pytest.mark.parametrize("outcome", [0, 4.5], ids=["left at zero", "calculated"])
def test_zeros_that_nothing_has_calculated_are_named_and_no_values(outcome):
    def build(_, sheet):
        sheet.write(0, 3, "Dubbel")
        sheet.write_formula("D2", "=2*C2", None, 0)
        sheet.write_formula("D3", "=2*C3", None, outcome)

    found = read_file("x.xlsx", workbook(build=build))
    named = [issue.cells for issue in found.issues if issue.code == "formula_without_value"]

    assert named == ([] if outcome else [("D2", "D3")])
    assert found.tables[0].frame["Dubbel"].dropna().tolist() == ([0, 4.5] if outcome else [])


@pytest.mark.parametrize("word", ["Dìkuji za pøevod", "ryba z³ota"], ids=["Czech", "Polish"])
def test_letters_of_another_european_code_page_are_told(word):
    assert "encoding_doubtful" in codes(read_file("t.csv", f"naam;n\n{word};1\nx;2\n".encode("cp1252")))


def test_the_letters_of_western_europe_raise_no_doubt():
    words = ["café", "coöperatie", "Ærø", "España", "Größe", "12 m³", "5 m² à 3½", "€ 5"]
    lines = "\n".join(f"{word};{n}" for n, word in enumerate(words))

    assert "encoding_doubtful" not in codes(read_file("t.csv", f"naam;n\n{lines}\n".encode("cp1252")))


def test_more_bytes_parts_or_cells_than_the_limits_are_refused(monkeypatch):
    from kpi_core.read import limits

    data, text = workbook(), b"a;b\n1;2\n3;4\n"
    monkeypatch.setattr(limits, "MAX_CELLS", 5)
    assert refused(text) == "too_many_cells"
    monkeypatch.setattr(limits, "MAX_PARTS", 2)
    assert refused(data) == "zip_bomb"
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert refused(text) == "file_too_large"


def test_durations_are_times_and_no_amounts():
    def build(book, sheet):
        sheet.write(0, 3, "Duur")
        for row in (1, 2):
            sheet.write_number(row, 3, 0.25 * row, book.add_format({"num_format": "[h]:mm:ss"}))

    table = read_file("x.xlsx", workbook(build=build)).tables[0]

    assert table.columns[3].type == "time"
    assert [check.column for check in table.receipt.sums] == ["Omzet"]


def test_a_workbook_of_hidden_sheets_alone_is_refused_unless_they_are_asked_for():
    data = rezip(
        workbook(),
        lambda name, part: (
            part.replace(b'name="Blad1"', b'name="Blad1" state="hidden"') if "workbook.xml" in name else part
        ),
    )

    assert refused(data) == "only_hidden_sheets"
    assert read_file("x.xlsx", data, include_hidden=True).tables[0].hidden


def test_text_with_only_white_space_after_its_mark_is_empty():
    assert refused("\ufeff \n \n".encode()) == "empty_file"


def test_a_cell_larger_than_a_reader_takes_is_refused():
    assert refused(b"a;b\n" + b"x" * 200_000 + b";1\ny;2\n") == "damaged_file"


def test_a_workbook_without_styles_is_read():
    def without_styles(name, part):
        return part.replace(b' s="1"', b"") if name.endswith("sheet1.xml") else part

    out, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(rezip(workbook(), without_styles)))
    with old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != "xl/styles.xml":
                new.writestr(part, old.read(part))

    assert read_file("x.xlsx", out.getvalue()).tables[0].frame["Omzet"].tolist() == [5.5, 6.5]
