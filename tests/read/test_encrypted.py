"""Workbooks behind a password: opened with it, refused without it, and the password is nowhere afterwards."""

from __future__ import annotations

import struct
import traceback

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.read import decrypt, is_encrypted, limits, read_file
from kpi_core.read.compound import compound_of, stream_named
from kpi_core.texts import LANGS, say
from tests.containers import archive, locked_xls, locked_xlsx, xls, xlsb, xlsx

PASSWORD = "Zomer-2026 é"
NAMES = tuple((f"klant {n} {n * 7919 % 4093:b}", float(n)) for n in range(500))  # large enough to fill some sectors
BINARY = (("Klant", "Omzet"), *NAMES, ("slot", 4 - sum(range(500))))
LOCKED = {
    "xlsx": locked_xlsx(PASSWORD),
    "xlsb": locked_xlsx(PASSWORD, xlsb(BINARY), as_is=True),
    "xls": locked_xls(PASSWORD),
}


def refused(data, password=None):
    with pytest.raises(UnreadableFile) as caught:
        read_file("geheim.xlsx", data, password=password)
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)
    return caught.value


@pytest.mark.parametrize("kind", LOCKED)
def test_the_right_password_opens_a_workbook(kind):
    (table,) = read_file(f"x.{kind}", LOCKED[kind], password=PASSWORD).tables

    assert table.receipt.sums[0].sum == 4


@pytest.mark.parametrize("kind", LOCKED)
def test_without_a_password_it_is_asked_for(kind):
    assert is_encrypted(LOCKED[kind])
    assert refused(LOCKED[kind]).code == "password_protected"


@pytest.mark.parametrize("kind", LOCKED)
@pytest.mark.parametrize("password", ["zomer-2026 é", "", "x" * 300])
def test_a_wrong_password_is_told_and_repeated_nowhere(kind, password):
    error = refused(LOCKED[kind], password)

    assert error.code == "wrong_password"
    assert (error.__cause__, error.__context__) == (None, None)
    assert not password or password not in "".join(traceback.format_exception(error))


def test_decrypting_gives_the_bytes_as_they_were_before():
    data = xlsx()

    assert decrypt(locked_xlsx(PASSWORD, data), PASSWORD) == data
    assert not is_encrypted(decrypt(LOCKED["xls"], PASSWORD))


@pytest.mark.parametrize("data", [xlsx(), xls(), xlsb(), b"a;b\n1;2\n"])
def test_what_is_not_locked_is_left_as_it_is(data):
    assert not is_encrypted(data)
    assert decrypt(data, PASSWORD) == data


def test_a_workbook_excel_opens_by_itself_opens_with_an_empty_password():
    assert read_file("x.xlsx", locked_xlsx("VelvetSweatshop"), password="").tables[0].receipt.sums[0].sum == 4


def test_a_locked_file_in_an_archive_is_named_and_the_rest_read():
    data = archive(("a.csv", b"klant;omzet\na;1\nb;2\n"), ("b.xlsx", LOCKED["xlsx"]))

    assert [issue.code for issue in read_file("x.zip", data).issues] == ["member_protected"]
    assert [table.name for table in read_file("x.zip", data, password=PASSWORD).tables] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'spinCount="100000"', b'spinCount="9999999"'[:18] + b'"'), (b"<keyData", b"<!-- -->")],
    ids=["years of work", "odd description"],
)
def test_a_lock_that_would_cost_minutes_is_refused_untried(old, new, monkeypatch):
    monkeypatch.setattr(limits, "MAX_SPINS", 99_999)
    data = LOCKED["xlsx"]

    assert old in data
    assert refused(data.replace(old, new) if old == b"<keyData" else data, PASSWORD).code == "password_unsupported"


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 5_000_000])
def test_a_stream_comes_out_of_a_compound_file_as_it_went_in(size):
    stream = bytes(range(256)) * (size // 256 + 1)
    found = stream_named(compound_of(stream[:size]), ("workbook",))

    assert found[:size] == stream[:size]
    assert not found[size:].strip(b"\0")


@pytest.mark.parametrize("at", range(24, 80, 4))
def test_a_damaged_header_ends_the_search(at):
    data = bytearray(xls())
    for value in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        struct.pack_into("<I", data, at, value)
        assert isinstance(stream_named(bytes(data), ("workbook",)), bytes)


def test_sectors_in_a_circle_are_no_endless_road():
    data = bytearray(xls())
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for sector in range(128):
        struct.pack_into("<I", data, table + 4 * sector, sector)

    assert refused(bytes(data)).code == "damaged_file"


def test_an_old_workbook_that_claims_more_than_a_sheet_can_hold_is_refused():
    stream = stream_named(xls(), ("workbook",))
    at = stream.index(struct.pack("<HH", 0x200, 14))
    claimed = stream[: at + 8] + struct.pack("<I", 0xFFFFFFFF) + stream[at + 12 :]

    assert refused(compound_of(claimed)).code == "damaged_file"
    assert read_file("x.xls", compound_of(stream)).tables[0].receipt.sums[0].sum == 4


def test_an_old_workbook_whose_sheet_ends_before_it_begins_is_refused():
    stream = stream_named(xls(), ("workbook",))
    at = stream.index(struct.pack("<HH", 0x200, 14))
    turned = stream[: at + 4] + struct.pack("<II", 0x01000000, 3) + stream[at + 12 :]

    assert refused(compound_of(turned)).code == "damaged_file"
