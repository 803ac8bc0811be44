"""Archives and compressed files: what is inside is read, what is no table is named, and nothing goes off."""

from __future__ import annotations

import gzip

import pytest

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits, read_file, unpack
from kpi_core.texts import LANGS, say
from tests.containers import archive, xlsx

JAN, FEB = b"klant;omzet\na;1,5\nb;2,5\n", b"klant;omzet\na;10\nb;20\nc;30\n"


def refused(data):
    """Return the code of the refusal, after seeing that it has a sentence in both languages."""
    with pytest.raises(UnreadableFile) as caught:
        read_file("export.zip", data)
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)
    return caught.value.code


def names_in(data, name="export.zip"):
    return [piece.name for piece in unpack(name, data)]


def told(found):
    """Return the codes of the file's issues, after seeing that each has a sentence in both languages."""
    for issue in found.issues:
        for lang in LANGS:
            assert say(f"issue.{issue.code}", lang, **issue.fields)
    return [issue.code for issue in found.issues]


def test_a_plain_file_and_a_workbook_give_themselves():
    assert unpack("x.csv", JAN)[0].data == JAN
    assert [piece.data for piece in unpack("x.xlsx", xlsx())] == [xlsx()]


@pytest.mark.parametrize(("name", "inner"), [("jan.csv.gz", "jan.csv"), ("JAN.CSV.GZ", "JAN.CSV"), ("jan", "jan")])
def test_a_gzip_gives_its_content_without_the_ending(name, inner):
    (piece,) = unpack(name, gzip.compress(JAN))

    assert (piece.name, piece.data) == (inner, JAN)
    assert read_file(name, gzip.compress(JAN)).tables[0].receipt.sums[0].sum == 4


def test_one_file_in_an_archive_is_read_as_that_file():
    found = read_file("export.zip", archive(("map/jan.csv", JAN)))

    assert [(table.sheet, table.receipt.rows_read) for table in found.tables] == [("jan", 2)]
    assert (found.file, found.issues) == ("export.zip", ())


def test_several_files_become_one_with_their_sheets_called_after_them():
    data = archive(("jan.csv", JAN), ("feb.csv", FEB), ("x.xlsx", xlsx(Meer=[["a", "b"], [1, 2], [3, 4]])))
    found = read_file("export.zip", data)

    assert [table.name for table in found.tables] == ["jan", "feb", "x: Blad1", "x: Meer"]
    assert [table.receipt.sums[-1].sum for table in found.tables[:2]] == [4, 60]


def test_files_of_one_name_in_several_folders_stay_apart():
    found = read_file("export.zip", archive(("2025/omzet.csv", JAN), ("2026/omzet.csv", FEB), ("Omzet.txt", JAN)))

    assert [table.name for table in found.tables] == ["omzet", "omzet (2)", "Omzet (3)"]


def test_what_an_operating_system_leaves_behind_is_not_there():
    data = archive(("map/", b""), ("__MACOSX/._jan.csv", b"x"), (".DS_Store", b"x"), ("map/jan.csv", JAN))

    assert names_in(data) == ["jan.csv"]


def test_what_is_no_table_is_named_and_the_rest_is_read():
    inner = archive(("a.csv", JAN))
    data = archive(
        ("jan.csv", JAN),
        ("leesmij.pdf", b"%PDF-1.7"),
        ("start.exe", b"MZ\x90"),
        ("start.csv", b"MZ\x90"),
        ("page.js", b"alert(1)"),
        ("meer.zip", inner),
        ("meer.csv.gz", gzip.compress(FEB)),
        ("kapot.xlsx", xlsx()[:-100]),
        ("leeg.csv", b"klant;omzet\n"),
    )
    found = read_file("export.zip", data)

    assert [table.name for table in found.tables] == ["jan"]
    assert told(found) == [*["member_other"] * 4, *["member_archive"] * 2, "member_unread", "sheet_without_rows"]


def test_a_path_is_a_label_and_leads_nowhere():
    data = archive(("../../etc/passwd.csv", JAN), ("C:\\tmp\\feb\u202e.csv", FEB), ("x" * 300 + ".csv", JAN))

    assert names_in(data)[:2] == ["passwd.csv", "feb.csv"]
    assert len(names_in(data)[2]) == 80


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(("a.pdf", b"%PDF-1.7")), "archive_without_tables"),
        (archive(("map/", b"")), "archive_without_tables"),
        (archive(("a.txt", b"zomaar een zin"), ("b.txt", b"en nog een")), "archive_without_tables"),
        (archive(*((f"{n}.csv", JAN) for n in range(101))), "archive_too_many"),
        (gzip.compress(gzip.compress(JAN)), "archive_nested"),
        (gzip.compress(archive(("a.csv", JAN))), "archive_nested"),
        (gzip.compress(JAN)[:-9], "damaged_file"),
        (gzip.compress(JAN) + b"rest", "damaged_file"),
        (gzip.compress(b""), "empty_file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_that_cannot_be_read_is_refused_with_a_sentence(data, code):
    assert refused(data) == code


def test_a_bomb_does_not_go_off(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_COUNTS_FROM", 2**20)
    zeros = bytes(4 * 2**20)

    assert refused(gzip.compress(zeros)) == "zip_bomb"
    assert refused(archive(("a.csv", zeros))) == "zip_bomb"


def test_many_files_together_may_not_outgrow_the_cap(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 60)

    assert refused(archive(("a.csv", JAN), ("b.csv", FEB), ("c.csv", FEB))) == "zip_bomb"


def test_a_locked_archive_is_refused():
    data = bytearray(archive(("a.csv", JAN)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(data)) == "archive_protected"


def test_a_damaged_member_ends_the_reading():
    data = bytearray(archive(("a.csv", JAN * 50)))
    data[60] ^= 0xFF

    with pytest.raises(UnreadableFile, match="damaged_file"):
        unpack("x.zip", bytes(data))
