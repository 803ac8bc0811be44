"""`cohorts`: the triangle for scripts and for people."""

import json

import pytest

from kpi_core.cli import run

HEADER = "Orderdatum;Ordernummer;Klantnr;Netto bedrag;Kanaal"
ROWS = (
    "2026-01-01;A0;K0;1,00;web",
    "2026-01-05;A1;K1;121,50;web",
    "2026-01-20;A2;K2;60,25;winkel",
    "2026-02-03;A3;K1;242,00;web",
    "2026-02-14;A5;K3;10,00;web",
    "2026-02-28;A6;K0;8,00;web",
    "2026-03-15;A7;;5,00;web",
    "2026-03-31;A8;K3;100,00;winkel",
)
FIELDS = ["cohort", "age", "size", "active", "retention", "lo", "hi", "revenue"]


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text("\n".join([HEADER, *ROWS]), "utf-8")
    return str(path)


@pytest.fixture
def call(capsys):
    def run_it(*arguments):
        code = run(["cohorts", *map(str, arguments), "--today", "2026-04-05"])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


def test_json_has_a_row_per_group_and_age_that_is_complete(sales, call):
    code, out, _ = call(sales, "--json", "--grain", "month")
    told = json.loads(out)

    assert code == 0
    assert [list(row) for row in told["cohorts"]] == [FIELDS] * 5
    assert [tuple(row[name] for name in ("cohort", "age", "size", "active", "revenue")) for row in told["cohorts"]] == [
        ("2026-01", 0, 3, 3, 182.75),
        ("2026-01", 1, 3, 2, 250.0),
        ("2026-01", 2, 3, 0, 0.0),
        ("2026-02", 0, 1, 1, 10.0),
        ("2026-02", 1, 1, 1, 100.0),
    ]
    assert [issue["code"] for issue in told["issues"]].count("cohorts_unknown") == 1
    for row in told["cohorts"]:
        assert row["lo"] <= row["retention"] == row["active"] / row["size"] <= row["hi"]


def test_people_get_a_line_per_group(sales, call):
    code, out, _ = call(sales, "--lang", "en")

    assert code == 0
    assert out.splitlines()[:2] == ["2026-01  3  100%  67%  0%", "2026-02  1  100%  100%"]
    assert "1 row names no customer" in out


def test_a_filter_looks_at_the_first_order(sales, call):
    _, out, _ = call(sales, "--json", "--where", "channel=winkel")

    assert [(row["cohort"], row["active"]) for row in json.loads(out)["cohorts"]] == [
        ("2026-01", 1),
        ("2026-01", 0),
        ("2026-01", 0),
    ]


def test_a_file_without_customers_says_so(tmp_path, call):
    path = tmp_path / "kassa.csv"
    path.write_text("Orderdatum;Ordernummer;Netto bedrag\n2026-01-05;A1;10,00\n2026-02-05;A2;10,00\n", "utf-8")
    code, out, _ = call(path, "--json")
    told = json.loads(out)

    assert (code, told["cohorts"]) == (0, [])
    assert "cohorts_not_possible" in [issue["code"] for issue in told["issues"]]


def test_a_doubt_about_the_amounts_is_asked_first(tmp_path, call):
    """Without a word about VAT the revenue can be two things."""
    path = tmp_path / "verkoop.csv"
    path.write_text("\n".join([HEADER.replace("Netto bedrag", "Bedrag"), *ROWS]), "utf-8")
    code, _, err = call(path)

    assert code == 4
    assert err


def test_subscriptions_are_counted_on_the_last_day(tmp_path, call):
    path = tmp_path / "abonnementen.csv"
    path.write_text(
        "Klantnummer;Startdatum;Einddatum;MRR\nK1;2026-01-05;;10,00\nK2;2026-01-31;2026-03-15;20,00\nK3;2026-03-31;;5,00\n",
        "utf-8",
    )
    code, out, _ = call(path, "--json", "--of", "subscriptions")

    assert code == 0
    assert [(row["cohort"], row["active"], row["revenue"]) for row in json.loads(out)["cohorts"]] == [
        ("2026-01", 2, 30.0),
        ("2026-01", 2, 30.0),
        ("2026-01", 1, 10.0),
        ("2026-03", 1, 5.0),
    ]


def test_what_does_not_exist_is_refused(sales, call):
    assert call(sales, "--grain", "week")[0] == 2
    assert call(sales, "--where", "chanel=web")[0] == 2
    assert call("nergens.csv")[0] == 3
