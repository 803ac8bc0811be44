"""Own KPIs on the command line: a formula over files, and the own KPIs of a workspace as YAML."""

import json

import pytest
import yaml

from kpi_core.cli import run
from kpi_core.store import open_store

LINES = """Orderdatum;Ordernummer;Klantnr;Netto bedrag;Kanaal
2026-01-05;A1;K1;121,50;web
2026-01-20;A2;K2;60,25;winkel
2026-01-31;A3;K1;8,25;web
"""


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KPI_KOMPAS_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KPI_KOMPAS_DATABASE_URL", raising=False)

    def run_it(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text(LINES, "utf-8")
    return path


@pytest.fixture
def spaak(call):
    store = open_store()
    store.create_workspace("Spaak", "nl")
    store.close()
    return call


@pytest.mark.parametrize(
    ("formula", "lang", "value"),
    [
        ("som(omzet) / aantal(orders)", "nl", 190 / 3),
        ("som([Netto bedrag] waar kanaal = web) × 0,5", "nl", 129.75 / 2),
        ("sum(sales.net_amount) / orders", "en", 190 / 3),
    ],
)
def test_a_formula_is_computed_over_files(call, sales, formula, lang, value):
    code, out, err = call("compute", sales, "--formula", formula, "--lang", lang, "--today", "2026-04-10", "--json")

    assert (code, err) == (0, "")
    (row,) = json.loads(out)["results"]
    assert (row["kpi"], row["value"]) == ("own.formula", pytest.approx(value))


def test_formulas_and_kpis_go_together_and_are_shown_as_typed(call, sales):
    code, out, _ = call(
        "compute", sales, "--kpi", "revenue", "--formula", "omzet / 2", "--formula", "orders", "--today", "2026-04-10"
    )

    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines() if not line.startswith("[")] == [
        "Omzet",
        "omzet / 2",
        "orders",
    ]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("som(omzt)", "Een kolom ‘omzt’ is er niet. Bedoel je Omzet?"),
        ("1.234 * omzet", "‘1.234’ is op twee manieren te lezen. Welke bedoel je? Bedoel je 1234, 1.2340?"),
        ("=__import__('os')", "Een functie ‘__import__’ is er niet."),
    ],
)
def test_a_formula_that_cannot_be_used_is_told_in_one_sentence(call, sales, formula, said):
    code, out, err = call("compute", sales, "--formula", formula)

    assert (code, out) == (2, "")
    assert err.strip() == said


def test_neither_a_kpi_nor_a_formula_is_nothing_to_compute(call, sales):
    assert call("compute", sales)[0] == 2


def test_an_own_kpi_is_added_and_listed(spaak):
    assert spaak("own", "add", "Bon", "omzet / aantal(orders)", "--meaning", "Per bon")[:2] == (
        0,
        "own.bon: revenue / orders\n",
    )
    (kept,) = json.loads(spaak("own", "list", "--json")[1])["kpis"]

    assert kept == {
        "id": "own.bon",
        "name": "Bon",
        "formula": "revenue / orders",
        "unit": "currency",
        "direction": "higher",
        "grain": "month",
        "meaning": "Per bon",
        "problem": None,
    }
    assert spaak("own", "list", "--workspace", "Spaak")[1] == "own.bon: Bon\n  revenue / orders\n"


def test_own_kpis_go_out_and_come_in_as_yaml(spaak, tmp_path):
    spaak("own", "add", "Bon", "omzet / aantal(orders)")
    file = tmp_path / "eigen.yaml"

    assert spaak("own", "export", file)[0] == 0
    assert spaak("own", "export")[1] == file.read_text("utf-8")
    assert list(yaml.safe_load(file.read_text("utf-8"))) == ["own.bon"]
    assert spaak("own", "import", file)[:2] == (0, "0 nieuw, 0 aangepast, 1 hetzelfde.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Omzet", "orders"), "Er is al een KPI of getal met de naam ‘Omzet’."),
        (("add", "Bon", "oders"), "‘oders’ is geen bekend getal. Bedoel je orders"),
        (("list", "--workspace", "Spak"), "Een werkruimte ‘Spak’ is er niet. Bedoel je Spaak?"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(spaak, arguments, said):
    code, out, err = spaak("own", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_a_file_with_something_else_is_refused(spaak, tmp_path):
    file = tmp_path / "eigen.yaml"
    file.write_text("a: &a [1]\nb: *a\n", "utf-8")

    assert spaak("own", "import", file) == (2, "", "Dit bestand is geen lijst met eigen KPI’s zoals we die bewaren.\n")


def test_without_a_workspace_there_is_nothing_to_add_to(call):
    assert call("own", "list")[0] == 2
