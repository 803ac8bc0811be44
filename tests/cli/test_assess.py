"""The verdict on a target from the command line: worked out by hand, and what is refused."""

import json
from datetime import date, timedelta

import pytest

from kpi_core.cli.main import run

HEADER = "Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw;Regio"
MONTHS = [100, 110, 95, 105, 90, 100, 108, 97, 103, 92, 101, 99]  # 1,200 in all, half of it in Zuid
TARGET = {"kpi": "revenue", "value": 1200, "start": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def sales(tmp_path):
    """Two years and six months: each month two orders on its 10th and its last day."""
    lines = [HEADER]
    for place in range(30):
        year, month = 2024 + place // 12, place % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        half = MONTHS[place % 12] / 2
        for day, region in ((10, "Zuid"), (last, "Noord")):
            amount = f"{half:.2f}".replace(".", ",")
            lines.append(f"{day:02d}-{month:02d}-{year};{place}{region};K{place % 7};{amount};{region}")
    path = tmp_path / "verkoop.csv"
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


@pytest.fixture
def judged(sales, tmp_path, capsys):
    """Judge a target and return the exit code and what was printed."""

    def judge(target, *more, raw=None):
        path = tmp_path / "doel.json"
        path.write_text(json.dumps(target) if raw is None else raw, "utf-8")
        code = run(["assess", sales, "--target", str(path), "--today", "2026-07-05", *more])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return judge


@pytest.mark.parametrize(
    ("change", "verdict", "now", "expected"),
    [
        ({"value": 1100}, "on_course", 600, 550),
        ({"value": 1500}, "off_course", 600, 750),
        ({"value": 500}, "reached", 600, 250),
        ({"value": 750, "segment": {"region": "Zuid"}}, "off_course", 300, 375),
        ({"value": 550, "where": {"region": ["Zuid"]}}, "on_course", 300, 275),
        ({"value": 80, "form": "floor"}, "on_course", 100, 80),
        ({"value": None, "low": 1000, "high": 1400}, "on_course", 600, 600),
        ({"value": 0.25, "form": "relative", "against": "year"}, "off_course", 600, 750),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_target_is_judged_on_the_file(judged, change, verdict, now, expected):
    code, out, _ = judged(TARGET | change, "--json")
    found = json.loads(out)

    assert (code, found["verdict"], found["now"]) == (0, verdict, pytest.approx(now))
    assert found["expected"] == pytest.approx(expected, rel=0.04)
    assert found["gap"] == pytest.approx(found["now"] - found["expected"])
    assert found["reach"] == "2026-06-30"
    if found["chance"] is not None:
        assert found["heading"]["low"] <= found["heading"]["middle"] <= found["heading"]["high"]


def test_what_is_heading_where_is_said_in_words(judged):
    code, out, _ = judged(TARGET | {"value": 1500}, "--lang", "en")

    assert code == 0
    assert out.splitlines()[0] == "Off course"
    assert "is heading for about €\u00a01.2k" in out
    assert "less than 1 time in 20" in out


def test_a_target_that_has_not_begun_says_so(judged):
    code, out, _ = judged(TARGET | {"start": "2027", "until": "2027"}, "--json")
    found = json.loads(out)

    assert (code, found["verdict"], found["code"]) == (0, "cannot_tell", "not_started")
    assert (found["expected"], found["chance"], found["heading"]) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"doel": 5}, "doel is geen onderdeel van een doel"),
        ({"untill": "2026"}, "until"),  # what was meant
        ({"kpi": "omzett"}, "omzett"),
        ({"kpi": None}, "ontbreekt kpi"),
        ({"until": None}, "ontbreekt until"),
        ({"until": "straks"}, "straks"),
        ({"until": "2025-12-31"}, "niet na het begin"),
        ({"value": None}, "vraagt nog niets"),
        ({"value": "1.200"}, "1.200"),
        ({"value": True}, "True"),
        ({"value": 1e300}, "1e+300"),
        ({"value": float("nan")}, "nan"),
        ({"value": None, "low": 5, "high": 4}, "boven de bovengrens"),
        ({"form": "raden"}, "raden"),
        ({"per": "eeuw"}, "eeuw"),
        ({"variant": "eigen"}, "eigen"),
        ({"variant": 3}, "variant"),
        ({"segment": ["region", "Zuid"]}, "segment"),
        ({"where": {"region": [1]}}, "where"),
        ({"where": {"regio": ["Zuid"]}}, "regio"),
        ({"form": "at_age", "age": 2.5}, "2.5"),
    ],
    ids=str,
)
def test_what_is_no_target_is_refused_with_what_was_meant(judged, change, said):
    code, out, err = judged(TARGET | change)

    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("raw", ["", "[]", "{", "[" * 100_000, "12"])
def test_a_file_without_a_target_cannot_be_read(judged, raw):
    code, out, err = judged(None, raw=raw)

    assert (code, out) == (3, "")
    assert "JSON" in err


def test_a_file_that_is_not_there_says_so(sales, tmp_path, capsys):
    assert run(["assess", sales, "--target", str(tmp_path / "weg.json")]) == 3
    assert "weg.json" in capsys.readouterr().err
