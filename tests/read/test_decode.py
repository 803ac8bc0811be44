"""Text files of every code page and separator: read when it is certain, asked when it is not."""

from __future__ import annotations

import gzip

import pytest

from kpi_core.read import read_file
from kpi_core.read.decode import decode
from kpi_core.read.delimited import find_delimiter
from kpi_core.texts import LANGS, say

WORDS = {
    "cp1250": "Příliš žluťoučký kůň;łódź;żółty",
    "iso8859_7": "Αλέξανδρος;Θεσσαλονίκη;πελάτης",
    "cp1251": "Москва;Покупатель;товар",
    "gb18030": "客户名称;上海公司;产品数量",
    "big5": "客戶名稱;臺北公司;產品數量",
    "cp1254": "İstanbul;müşteri;alış tutarı",  # noqa: RUF001
}


def table_in(words):
    return "naam;omzet\n" + "\n".join(f"{word};{n}" for n, word in enumerate(words.split(";"), 1)) + "\n"


@pytest.mark.parametrize("page", WORDS)
def test_letters_of_another_code_page_are_asked_for_and_then_read(page):
    data = table_in(WORDS[page]).encode(page)
    found = read_file("klanten.csv", data)
    (question,) = found.questions
    readings = {reading.choice: reading.example for reading in question.readings}

    assert (question.id, question.kind) == ("klanten!encoding", "encoding")
    assert readings[page] in WORDS[page].split(";")
    assert 2 <= len(set(readings.values())) == len(readings) <= 5
    for lang in LANGS:
        assert say("question.encoding", lang, **question.fields)
        assert all(say(f"question.encoding.{choice}", lang) for choice in readings)

    answered = read_file("klanten.csv", data, {question.id: page})

    assert answered.tables[0].frame["naam"].tolist() == WORDS[page].split(";")
    assert not answered.questions
    assert not answered.issues


def test_the_sums_are_there_before_the_letters_are_known():
    found = read_file("klanten.csv", table_in(WORDS["cp1250"]).encode("cp1250"))

    assert found.tables[0].receipt.sums[0].sum == 6


def test_an_answer_for_an_old_file_does_not_spoil_a_new_one():
    data = table_in(WORDS["cp1250"]).encode()

    assert read_file("klanten.csv", data, {"klanten!encoding": "cp1251"}).tables[0].frame["naam"][4] == "żółty"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [2, 2000])
def test_two_byte_letters_are_seen_with_and_without_a_mark(encoding, length):
    text = "naam;omzet\n" + "Renée €;1,5\n" * length

    assert decode(text.encode(encoding)).text.lstrip("\ufeff") == text


def test_a_few_broken_letters_do_not_make_another_code_page_of_the_whole():
    read = decode(("Renée;" * 100).encode() + b"\xff;x")

    assert (read.doubtful, read.pages) == (True, ())
    assert read.text.startswith("Renée;Renée")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("klant^omzet^dag\na^1,5^x\nb^2,5^y", "^"),
        ("klant~omzet\na~1,5\nb~2,5", "~"),
        ("klant¦omzet\na¦1,5\nb¦2,5", "¦"),
        ("klant,omzet,rest\na~b,1,5\nc~d,2,6\ne~f,3,7", ","),
        ("klant;cijfer\na;~5\nb;~6\nc;~7", ";"),
        ("klant    omzet  dag\na          1,5  x\nbb  2,5   y", "  "),
        ("zomaar een zin\nen  nog een\nen  nog  een", ","),
    ],
)
def test_any_separator_is_found_but_never_guessed(text, delimiter):
    assert find_delimiter(text) == delimiter


@pytest.mark.parametrize("mark", ["^", "~", "|", "\t", ";", "¦", "  "])
def test_any_separator_gives_the_same_table(mark):
    text = "\n".join(mark.join(row) for row in (("klant", "omzet"), ("a", "1,5"), ("b", "2,5"), ("c", "3,5")))
    table = read_file("x.txt", text.encode()).tables[0]

    assert [column.name for column in table.columns] == ["klant", "omzet"]
    assert table.receipt.sums[0].sum == 7.5


@pytest.mark.parametrize("said", ["sep=^", "SEP=^", '"sep=^"'])
def test_what_a_sep_line_says_is_done(said):
    assert read_file("x.csv", f"{said}\na^b;c\nx^1\ny^2\n".encode()).tables[0].receipt.sums[0].sum == 3


def test_a_gzipped_text_file_asks_under_its_own_name():
    data = gzip.compress(table_in(WORDS["cp1250"]).encode("cp1250"))

    assert read_file("klanten.csv.gz", data).questions[0].id == "klanten!encoding"
