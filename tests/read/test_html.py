"""Web pages and XML workbooks under the name of an Excel file."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.model import CellError
from kpi_core.read import limits, read_file
from kpi_core.read.html import read_html
from kpi_core.read.markup import markup_kind
from kpi_core.read.spreadsheetml import read_spreadsheetml
from kpi_core.texts import LANGS, say
from tests.containers import page, spreadsheetml


def refused(data):
    with pytest.raises(UnreadableFile) as caught:
        read_file("export.xls", data)
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)
    return caught.value.code


def cells(html):
    return [[list(row) for row in sheet.cells] for sheet in read_html("export.xls", html.encode())[0]]


def test_a_page_saved_as_xls_is_read_as_the_table_in_it():
    found = read_file("export.xls", page())

    assert [(table.name, table.receipt.sums[0].sum) for table in found.tables] == [("export", 4)]


def test_every_table_is_a_sheet():
    found = read_file("export.xls", page() + page((("Dag", "Kosten"), ("ma", 5), ("di", 6))))

    assert [(table.name, table.receipt.sums[0].sum) for table in found.tables] == [("export 1", 4), ("export 2", 11)]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta charset=windows-1250>", "cp1250"),
        ("<meta charset=bestaat-niet>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-16">', "utf-16"),
        ("", "cp1252"),
    ],
)
def test_the_letters_are_those_the_page_declares(declared, encoding):
    html = f"<html><head>{declared}</head><table><tr><td>Zoë<td>ö</table>".encode(encoding)

    assert read_html("x.xls", html)[0][0].cells == (("Zoë", "ö"),)


def test_spanned_cells_keep_their_place_and_are_told():
    html = "<table><tr><th rowspan=2>Klant<th colspan=2>Omzet<tr><th>Web<th>Winkel<tr><td>a<td>1<td>2</table>"
    (sheet,) = read_html("x.xls", html.encode())[0]

    assert sheet.cells == (("Klant", "Omzet", ""), ("", "Web", "Winkel"), ("a", "1", "2"))
    assert sheet.merged == ((1, 0, 2, 0), (1, 1, 1, 2))


def test_a_cell_that_spans_down_pushes_the_ones_below_it_aside():
    assert cells("<table><tr><td>a<td rowspan=3>b<td>c<tr><td>d<td>e<tr><td>f<td>g<tr><td>h<td>i</table>") == [
        [["a", "b", "c"], ["d", "", "e"], ["f", "", "g"], ["h", "i"]]
    ]


def test_a_table_inside_a_cell_is_read_once():
    html = "<table><tr><td>buiten<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>"

    assert cells(html) == [[["buiten", ""]], [["1", "2"], ["3", "4"]]]


def test_what_nobody_sees_is_no_value():
    html = (
        "<style>td{}</style><table><tr><td>5<script>alert(1)</script><style>x</style>"
        "<span style='display: none'>00005</span><span hidden>x</span><!-- 6 -->&nbsp;stuks<td>a<br>b\n  c</table>"
    )

    assert cells(html) == [[["5\u00a0stuks", "a b c"]]]


def test_a_hidden_table_is_a_hidden_sheet_and_a_hidden_row_is_named():
    html = (
        "<div style='display:none'><table><tr><td>x<td>y<tr><td>1<td>2</table></div>"
        "<table><tr><td>klant<td>omzet<tr><td>a<td>1<tr style='display:none'><td>b<td>2</table>"
    )
    found = read_file("x.xls", html.encode())

    assert [table.receipt.sums[0].sum for table in found.tables] == [3]
    assert [issue.code for issue in found.issues] == ["hidden_rows_read", "hidden_sheet"]
    assert all(say(f"issue.{issue.code}", lang, **issue.fields) for issue in found.issues for lang in LANGS)


def test_nothing_outside_the_page_is_read():
    html = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><table><tr><td>a&x;<td>b</table>'

    assert "root" not in str(cells(html))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><p>Je sessie is verlopen</p>", "html_not_excel"),
        (b"<html><table></table></html>", "html_not_excel"),
        (b"<?xml version='1.0'?><bestelling><regel/></bestelling>", "xml_not_table"),
        (b"<table><tr><td>" + b"<div>" * 5000 + b"x</table>", "damaged_file"),
        (b"<table><tr>" + b"<td>x" * 1001 + b"</table>", "too_many_columns"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhallo", "html_not_excel"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_without_a_table_is_refused_with_a_sentence(data, code):
    assert refused(data) == code


def test_a_page_larger_than_the_cap_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_MARKUP", 100)

    assert refused(page()) == "file_too_large"
    assert refused(spreadsheetml()) == "file_too_large"


def test_column_names_between_angle_brackets_are_text():
    found = read_file("koersen.txt", b"<TICKER>,<CLOSE>\nASML,1.5\nPHIA,2.5\n")

    assert [column.name for column in found.tables[0].columns] == ["<TICKER>", "<CLOSE>"]


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_a_page_saved_as_a_single_file_is_read(transfer):
    import base64
    import quopri

    body = page((("Klant", "Omzet"), ("Zoë", 1), ("b", 3)))
    packed = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[transfer](body)
    data = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_x"\n\n--=_x\nContent-Type: text/html;'
        b" charset=utf-8\nContent-Transfer-Encoding: " + transfer.encode() + b"\n\n" + packed + b"\n--=_x--\n"
    )
    (table,) = read_file("x.xls", data).tables

    assert table.frame["Klant"].tolist() == ["Zoë", "b"]
    assert table.receipt.sums[0].sum == 4


def test_an_xml_workbook_keeps_its_types():
    data = spreadsheetml(
        '<Row><Cell><Data ss:Type="String">Dag</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell><Data ss:Type="DateTime">2026-01-31T00:00:00.000</Data></Cell>'
        '<Cell ss:StyleID="pct"><Data ss:Type="Number">0.05</Data></Cell>'
        '<Cell ss:Index="5"><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell ss:StyleID="day"><Data ss:Type="Number">46053</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell></Row>'
        '<Row ss:Span="2"/><Row><Cell ss:MergeAcross="2"><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell ss:Formula="=1+1"/></Row>',
    )
    (sheet, hidden), (errors, no_value) = read_spreadsheetml(data)

    assert sheet.cells[2] == (datetime(2026, 1, 31), 0.05, "", "", True, datetime(2026, 1, 31), time(8, 30))
    assert sheet.cells[6] == (CellError("#N/A"),)
    assert sheet.formats == {(3, 1): "0.00%", (3, 5): "dd-mm-yyyy"}
    assert sheet.merged == ((7, 0, 7, 2),)
    assert (errors.code, errors.cells, no_value.code, no_value.cells) == (
        "error_cells",
        ("A7",),
        "formula_without_value",
        ("D7",),
    )
    assert (hidden.name, hidden.hidden) == ("Geheim", True)


def test_an_xml_workbook_is_read_to_the_cent():
    rows = "".join(
        f'<Row><Cell><Data ss:Type="String">{name}</Data></Cell><Cell><Data ss:Type="{kind}">{value}</Data></Cell></Row>'
        for name, kind, value in (("Klant", "String", "Omzet"), ("a", "Number", "1.25"), ("b", "Number", "2.5"))
    )
    found = read_file("x.xls", spreadsheetml(rows))

    assert [(table.sheet, table.receipt.sums[0].sum) for table in found.tables] == [("Blad1", 3.75)]
    assert [issue.code for issue in found.issues] == ["hidden_sheet"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1), "damaged_file"),
        (lambda data: data[:-30], "damaged_file"),
        (lambda data: data.replace(b"<Row>", b"<b>" * 300 + b"<Row>", 1), "damaged_file"),
        (lambda data: data.replace(b"<Cell>", b'<Cell ss:Index="16385">', 1), "too_many_columns"),
        (lambda data: data.replace(b"<Row>", b'<Row ss:Index="9999999">', 1), "too_many_cells"),
    ],
    ids=["doctype", "cut off", "deep", "wide", "far"],
)
def test_an_xml_workbook_that_would_do_harm_is_refused(change, code):
    rows = '<Row><Cell><Data ss:Type="String">Klant</Data></Cell></Row>'

    assert refused(change(spreadsheetml(rows))) == code


def test_more_sheets_than_the_cap_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SHEETS", 1)

    assert refused(spreadsheetml()) == "too_many_sheets"


def test_plain_text_is_no_markup():
    assert markup_kind(b"klant;omzet\n<5;1\n") is None
    assert markup_kind(b"< 5;omzet\n1;2\n") is None
