"""Small files of every container, made in code: what the tests of the reader and its fuzzing start from."""

from __future__ import annotations

import io
import struct
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


class Record:
    """The kinds of records of an .xlsb that the tests write ([MS-XLSB] 2.3.2)."""

    ROW, BLANK, RK, ERROR, BOOL, REAL, STRING = 0, 1, 2, 3, 4, 5, 6
    FORMULA_STRING, FORMULA_NUMBER, FORMULA_ERROR = 8, 9, 11
    FORMAT, STYLE = 44, 47
    BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, END_SHEETS = 129, 130, 131, 132, 143, 144
    BEGIN_DATA, END_DATA, DIMENSION, BUNDLE_SHEET = 145, 146, 148, 156
    BEGIN_STYLES, END_STYLES, BEGIN_FORMATS, END_FORMATS, BEGIN_XFS, END_XFS = 278, 279, 615, 616, 617, 618


def record(kind, content=b""):
    """Return one record: its kind in one or two bytes, its length seven bits at a time, its content."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = bytearray(), len(content)
    while rest > 0x7F:
        length.append(rest & 0x7F | 0x80)
        rest >>= 7
    return head + bytes(length) + bytes([rest]) + content


def wide(text):
    """Return a string as an .xlsb writes it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_cell(column, value, style=0):
    """Return the record of a cell: text, number, truth, or what is given as (kind, content after column and style)."""
    place = struct.pack("<II", column, style)
    if isinstance(value, tuple):
        return record(value[0], place + value[1])
    if isinstance(value, bool):
        return record(Record.BOOL, place + bytes([value]))
    if isinstance(value, str):
        return record(Record.STRING, place + wide(value))
    return record(Record.REAL, place + struct.pack("<d", value))


def binary_sheet(rows, styles=(), tail=b""):
    """Return the part of a worksheet; styles: the style of each column; tail: records after the last cell."""
    body = b""
    for number, row in enumerate(rows):
        body += record(Record.ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            style = styles[column] if styles and number else 0
            body += binary_cell(column, value, style) if value is not None else b""
    size = struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(map(len, rows), default=1) - 1)
    return (
        record(Record.BEGIN_SHEET)
        + record(Record.DIMENSION, size)
        + record(Record.BEGIN_DATA)
        + body
        + tail
        + record(Record.END_DATA)
        + record(Record.END_SHEET)
    )


def xlsb(rows=ROWS, styles=(), hidden=None, tail=b""):
    """Return a binary workbook with these rows on Blad1; style 1 is a percentage, 2 a day. hidden: rows on Geheim."""
    sheets = [("Blad1", 0, rows, styles)] + ([("Geheim", 1, hidden, ())] if hidden else [])
    bundle = b"".join(
        record(Record.BUNDLE_SHEET, struct.pack("<II", state, n) + wide(f"rId{n}") + wide(name))
        for n, (name, state, _, _) in enumerate(sheets, 1)
    )
    book = (
        record(Record.BEGIN_BOOK)
        + record(Record.BEGIN_SHEETS)
        + bundle
        + record(Record.END_SHEETS)
        + record(Record.END_BOOK)
    )
    xfs = b"".join(record(Record.STYLE, struct.pack("<HHHHHBBI", 0, code, 0, 0, 0, 0, 0, 0)) for code in (0, 9, 164))
    looks = (
        record(Record.BEGIN_STYLES)
        + record(Record.BEGIN_FORMATS, struct.pack("<I", 1))
        + record(Record.FORMAT, struct.pack("<H", 164) + wide("dd\\-mm\\-yyyy"))
        + record(Record.END_FORMATS)
        + record(Record.BEGIN_XFS, struct.pack("<I", 3))
        + xfs
        + record(Record.END_XFS)
        + record(Record.END_STYLES)
    )
    office = "http://schemas.openxmlformats.org"
    relations = f"{office}/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="rId9" Type="{relations}/styles" Target="styles.bin"/>'
    kinds = "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in (
            ("workbook.bin", "sheet.binary.macroEnabled.main"),
            ("styles.bin", "styles"),
            *((f"worksheets/sheet{n}.bin", "worksheet") for n in range(1, len(sheets) + 1)),
        )
    )
    package = f"{office}/package/2006"
    return archive(
        (
            "[Content_Types].xml",
            (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
                f'"application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>'
            ),
        ),
        (
            "_rels/.rels",
            (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{relations}/officeDocument" Target="xl/workbook.bin"/></Relationships>'
            ),
        ),
        ("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'),
        ("xl/workbook.bin", book),
        ("xl/styles.bin", looks),
        *(
            (f"xl/worksheets/sheet{n}.bin", binary_sheet(rows_of, styles_of, tail))
            for n, (_, _, rows_of, styles_of) in enumerate(sheets, 1)
        ),
    )


def locked_xlsx(password, data=None, *, as_is=False):
    """Return a workbook behind a password, as Excel 2010 and later lock it; as_is: of whatever kind it is."""
    from msoffcrypto.format.ooxml import OOXMLFile
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    if as_is:
        return ECMA376Agile.encrypt(password, io.BytesIO(data))
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data or xlsx())).encrypt(password, out)
    return out.getvalue()


def locked_xls(password, salt=b"0123456789abcdef"):
    """Return an .xls behind a password, with RC4 as Excel 97 did ([MS-OFFCRYPTO] 2.3.6, [MS-XLS] 2.2.10).

    Everything but the heads of records, the first records and the places of the sheets is scrambled; a block is 1024 bytes.
    """
    from hashlib import md5

    from msoffcrypto.method.rc4 import DocumentRC4

    from kpi_core.read.compound import compound_of, stream_named

    def scrambled(data):
        return DocumentRC4.decrypt(password, salt, io.BytesIO(data), blocksize=1024).read()

    verifier = b"fedcba9876543210"
    proof = scrambled(verifier + md5(verifier).digest())
    lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + proof
    stream = stream_named(xls(), ("workbook",))
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream = stream[:first] + lock + stream[first:]
    plain, at = bytearray(stream), 0
    keep = bytearray(len(stream))
    while at + 4 <= len(stream) and stream[at : at + 4] != bytes(4):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0x85:
            struct.pack_into("<I", plain, at + 4, struct.unpack_from("<I", plain, at + 4)[0] + len(lock))
        clear = length if kind in (0x809, 0x2F) else 4 if kind == 0x85 else 0
        keep[at : at + 4 + clear] = b"\1" * (4 + clear)
        at += 4 + length
    secret = scrambled(bytes(plain))
    mixed = bytes(old if kept else new for old, new, kept in zip(plain, secret, keep, strict=True))
    return compound_of(mixed)


def ods(rows=ROWS):
    """Return an OpenDocument spreadsheet with these rows on Blad1."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    lines = "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return archive(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", content),
    )


def _open_cell(value):
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
        "</table:table-cell>"
    )
