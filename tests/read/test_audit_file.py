"""An audit file becomes profit and loss and balances that equal the sums anyone can make of its lines by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from kpi_core import dataset
from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.errors import UnreadableFile
from kpi_core.mapping import propose
from kpi_core.periods import Grain
from kpi_core.read import read_file
from kpi_core.read.audit import is_audit_file
from kpi_core.read.audit.books import Account
from kpi_core.read.audit.sorting import sort_account

SPACE_32 = "http://www.auditfiles.nl/XAF/3.2"
SPACE_40 = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
LEDGER = (
    ("0500", "Aandelenkapitaal", "B", "BEivGok"),
    ("1100", "Rabobank", "B", "BLimBan"),
    ("1300", "Debiteuren", "B", "BVorDeb"),
    ("1500", "Btw te betalen", "B", "BSchBep"),
    ("4000", "Lonen en salarissen", "P", "WPerLes"),
    ("7000", "Inkoop fietsen", "P", "WKprKvg"),
    ("8000", "Omzet winkel", "P", "WOmzNop"),
)
OPENING = (("1100", 5000.00), ("0500", -5000.00))
ENTRIES = (
    ("2025-01-15", 1, (("1300", 1210.00), ("8000", -1000.00), ("1500", -210.00))),
    ("2025-01-31", 1, (("4000", 300.00), ("1100", -300.00))),
    ("2025-02-10", 2, (("1300", 605.00), ("8000", -500.00), ("1500", -105.00))),
    ("2025-02-12", 2, (("7000", 400.00), ("1100", -400.00))),
    ("2025-02-20", 2, (("8000", 50.00), ("1500", 10.50), ("1300", -60.50))),
)


def amount(value):
    return f"<amnt>{abs(value):.2f}</amnt><amntTp>{'D' if value > 0 else 'C'}</amntTp>"


def account(number, name, side, rgs, version):
    link = f"<RGScode>{rgs}</RGScode>" if version == "4.0" else ""
    link = f"<taxonomy><entryPoint><conceptRef>{rgs}</conceptRef></entryPoint></taxonomy>" if version == "3.2" else link
    kind = f"<accTp>{side}</accTp>" if side else ""
    return f"<ledgerAccount><accID>{number}</accID><accDesc>{name}</accDesc>{kind}{link if rgs else ''}</ledgerAccount>"


def audit_file(
    *,
    version="3.2",
    space=None,
    ledger=LEDGER,
    opening=OPENING,
    entries=ENTRIES,
    periods="",
    created="2025-02-28",
    end="2025-12-31",
    stated=None,
    before="",
):
    """Return an audit file; stated: the total debit it gives of itself, None = the right one."""
    lines = [value for _, _, rows in entries for _, value in rows]
    debit = sum(value for value in lines if value > 0) if stated is None else stated
    books = "".join(
        f"<transaction><nr>{nr}</nr><periodNumber>{period}</periodNumber><trDt>{day}</trDt>"
        + "".join(f"<trLine><nr>{n}</nr><accID>{acc}</accID>{amount(v)}</trLine>" for n, (acc, v) in enumerate(rows, 1))
        + "</transaction>"
        for nr, (day, period, rows) in enumerate(entries, 1)
    )
    balance = "".join(f"<obLine><nr>1</nr><accID>{acc}</accID>{amount(v)}</obLine>" for acc, v in opening or ())
    balance = f"<openingBalance><linesCount>2</linesCount>{balance}</openingBalance>" if opening is not None else ""
    space = (SPACE_40 if version == "4.0" else SPACE_32) if space is None else space
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<auditfile{f" xmlns={chr(34)}{space}{chr(34)}" if space else ""}>'
        f"<header><fiscalYear>2025</fiscalYear><startDate>2025-01-01</startDate><endDate>{end}</endDate>"
        f"<curCode>EUR</curCode><dateCreated>{created}</dateCreated></header>"
        f"<company><companyName>Fietshuis De Spaak</companyName><generalLedger>"
        f"{''.join(account(*entry, version) for entry in ledger)}</generalLedger><periods>{periods}</periods>{balance}"
        f"<transactions><linesCount>{len(lines)}</linesCount><totalDebit>{debit:.2f}</totalDebit>"
        f"<totalCredit>{-sum(v for v in lines if v < 0):.2f}</totalCredit>"
        f"<journal><jrnID>VRK</jrnID>{books}</journal></transactions></company></auditfile>"
    ).encode()


def read(**given):
    return read_file("boekhouding.xaf", audit_file(**given))


def table(found, kind):
    return next(entry for entry in found.tables if entry.meaning.kind == kind)


def by(found, kind, column="Soort"):
    entry = table(found, kind)
    frame = entry.frame[entry.frame["Datum"] == entry.frame["Datum"].max()] if kind == "balance" else entry.frame
    return frame.groupby(column)["Bedrag"].sum().round(2).to_dict()


def codes(found):
    return {issue.code for issue in (*found.issues, *(issue for entry in found.tables for issue in entry.issues))}


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_profit_and_loss_is_the_sum_of_its_lines_with_revenue_and_costs_positive(version):
    found = read(version=version)

    assert by(found, "pnl") == {"revenue": 1450.00, "personnel": 300.00, "cogs": 400.00}
    assert "audit_by_name" not in codes(found)


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_the_balance_closes_with_the_result_so_far(version):
    assert by(read(version=version), "balance") == {
        "cash": 4300.00,
        "receivables": 1754.50,
        "other_current_liabilities": 304.50,
        "equity": 5750.00,
    }


def test_there_is_a_balance_at_the_start_and_at_every_months_end():
    days = table(read(), "balance").frame["Datum"].dt.date.unique()

    assert list(days) == [date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28)]


def test_the_sums_are_held_against_the_totals_of_the_file():
    checks = table(read(), "pnl").receipt.sums

    assert [(check.column, check.sum, check.matches) for check in checks] == [
        ("Debet", 2575.5, True),
        ("Credit", 2575.5, True),
    ]
    assert table(read(stated=1.0), "pnl").receipt.sums[0].matches is False


def test_a_mapping_needs_no_person():
    for entry in read().tables:
        mapping = propose(entry)

        assert (mapping.kind, mapping.confidence, mapping.questions) == (entry.meaning.kind, "sure", ())
        assert {"date", "account", "account_category", "amount"} <= mapping.roles.keys()


def test_kpis_follow_from_an_audit_file_alone():
    found = read()
    data = dataset.prepare([(entry, propose(entry)) for entry in found.tables])
    results = compute(
        [CATALOGUE["revenue"]], data, Grain.MONTH, variants={"revenue": "ledger"}, today=date(2026, 11, 1)
    )

    assert results.frame["value"].tolist() == [1000.00, 450.00]


@pytest.mark.parametrize(
    "space", [SPACE_32, SPACE_40, "http://www.auditfiles.nl/XAF/4.0", ""], ids=["3.2", "4.0", "invented", "none"]
)
def test_the_namespace_does_not_matter(space):
    assert by(read(space=space), "pnl")["revenue"] == 1450.00


def test_lines_inside_a_container_and_negative_amounts_are_read():
    data = (
        audit_file(version="4.0")
        .replace(b"<trLine>", b"<trLines><trLine>")
        .replace(b"</trLine>", b"</trLine></trLines>")
    )
    data = data.replace(b"<amnt>300.00</amnt><amntTp>D", b"<amnt>-300.00</amnt><amntTp>C")

    assert by(read_file("a.xaf", data), "pnl")["personnel"] == 300.00


def test_without_an_opening_balance_there_is_no_balance_and_that_is_said():
    found = read(opening=None)

    assert [entry.meaning.kind for entry in found.tables] == ["pnl"]
    assert "audit_no_opening" in codes(found)


def test_an_opening_balance_written_as_entries_of_period_zero_is_one():
    found = read(opening=None, entries=(("2025-01-01", 0, OPENING), *ENTRIES))

    assert by(found, "balance")["equity"] == 5750.00


def test_an_entry_counts_in_its_own_period():
    span = "<period><periodNumber>{0}</periodNumber><startDatePeriod>2025-0{0}-01</startDatePeriod><endDatePeriod>{1}</endDatePeriod></period>"
    periods = span.format(1, "2025-01-31") + span.format(2, "2025-02-28")
    late = (("2025-02-20", 1, (("4000", 100.00), ("1100", -100.00))),)
    found = read(entries=(*ENTRIES, *late), periods=periods)
    frame = table(found, "pnl").frame

    assert frame[frame["Datum"] < "2025-02-01"].groupby("Soort")["Bedrag"].sum()["personnel"] == 400.00
    assert "audit_periods" in codes(found)


def test_a_closing_entry_does_not_wipe_out_the_year():
    closing = ("2025-12-31", 12, (("8000", 1450.00), ("4000", -300.00), ("7000", -400.00), ("0500", -750.00)))
    found = read(entries=(*ENTRIES, closing), created="2026-01-10")

    assert by(found, "pnl") == {"revenue": 1450.00, "personnel": 300.00, "cogs": 400.00}
    assert by(found, "balance")["equity"] == 5750.00
    assert "audit_closing" in codes(found)


@pytest.mark.parametrize(
    ("account", "sorted_as"),
    [
        (Account("8000", "Iets", "P", "WOmzNohOlh"), ("revenue", "rgs")),
        (Account("4500", "Google Ads", "P", "WBedVkkRek"), ("marketing_cost", "rgs")),
        (Account("4510", "Beurskosten", "P", "WBedVkkBeu"), ("sales_cost", "rgs")),
        (Account("4100", "Huur pand", "P", "WBedHui"), ("other_opex", "rgs")),
        (Account("1300", "Debiteuren", "B", ""), ("receivables", "name")),
        (Account("4800", "Afschrijving inventaris", "P", ""), ("depreciation", "name")),
        (Account("0220", "Afschrijving inventaris", "B", ""), ("fixed_assets", "name")),
        (Account("1110", "ING Zakelijk", "B", ""), ("cash", "name")),
        (Account("1999", "Kringloop", "B", ""), ("", "")),
        (Account("8900", "Overig", "P", ""), ("revenue", "number")),
        (Account("9999", "Diversen", "P", ""), ("", "")),
    ],
)
def test_an_account_is_known_by_its_code_its_name_or_its_number(account, sorted_as):
    found = sort_account(account)

    assert (found.category, found.how) == sorted_as


def test_accounts_nobody_can_sort_are_named():
    ledger = (*(row for row in LEDGER if row[0] != "7000"), ("7000", "Xyz", "P", ""), ("9999", "Qrs", "P", ""))
    found = read(ledger=ledger, entries=(*ENTRIES, ("2025-02-25", 2, (("9999", 10.00), ("1100", -10.00)))))

    issue = next(issue for issue in table(found, "pnl").issues if issue.code == "audit_unsorted")
    assert (issue.fields["accounts"], issue.fields["amount"]) == ("9999 Qrs", 10.0)
    assert pd.isna(table(found, "pnl").frame["Soort"]).sum() == 1


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "damaged_file"),
        ("<!-- Vervolgbestand 1 van 2 -->", None),
    ],
    ids=["an entity is refused", "a comment is not"],
)
def test_what_stands_before_the_books(before, code):
    if code is None:
        assert by(read(before=before), "pnl")["revenue"] == 1450.00
        return
    with pytest.raises(UnreadableFile) as raised:
        read(before=before)
    assert raised.value.code == code


@pytest.mark.parametrize(
    "data",
    [audit_file()[:-200], audit_file(entries=()), b"<auditfile>" + b"<a>" * 60 + b"</a>" * 60 + b"</auditfile>"],
    ids=["cut off", "no entries", "too deep"],
)
def test_a_broken_or_empty_audit_file_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableFile):
        read_file("boekhouding.xaf", data)


def test_lines_that_cannot_be_read_are_told_and_counted():
    found = read_file("a.xaf", audit_file().replace(b"<amnt>400.00</amnt>", b"<amnt>veel</amnt>", 1))

    issue = next(issue for issue in found.issues if issue.code == "audit_unread")
    assert (issue.fields["n"], issue.fields["places"]) == (1, "VRK 4")
    assert "audit_unbalanced" in codes(found)


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (audit_file(), True),
        (b"\xef\xbb\xbf" + audit_file(), True),
        (b"<xaf:auditfile xmlns:xaf='x'/>", True),
        (b"<html><auditfile/></html>", False),
        (b"auditfile;1;2", False),
        (b"<?xml", False),
        (b"", False),
    ],
)
def test_an_audit_file_is_known_by_its_first_element(data, is_one):
    assert is_audit_file(data) is is_one
