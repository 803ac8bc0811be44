"""`passport` and `tree` on the command line."""

import subprocess
import sys

import pytest

from kpi_core.cli import run
from kpi_core.texts import LANGS
from tests.cli.test_cli import LINES

NB = "\u00a0"


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text(LINES, "utf-8")
    return str(path)


@pytest.fixture
def call(capsys):
    def run_it(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


@pytest.mark.parametrize(("lang", "heading"), [("nl", "## Zo rekenen we"), ("en", "## How it is worked out")])
def test_a_passport_without_files_has_no_numbers(call, lang, heading):
    code, out, err = call("passport", "average_order_value", "--lang", lang)

    assert (code, err) == (0, "")
    assert heading in out
    assert "÷" not in out


def test_a_passport_with_files_holds_the_sum_and_its_cells(call, sales):
    code, out, err = call("passport", "average_order_value", sales, "--period", "2026-02", "--today", "2026-04-10")

    assert (code, err) == (0, "")
    assert f"€{NB}250 ÷ 1 = €{NB}250,00" in out
    assert "verkoop!D4:D5" in out


def test_the_last_complete_period_is_taken_when_none_is_given(call, sales):
    _, out, _ = call("passport", "average_order_value", sales, "--today", "2026-04-10")

    assert "maart 2026" in out


@pytest.mark.parametrize("lang", LANGS)
def test_a_tree_shows_parts_with_their_signs(call, sales, lang):
    code, out, err = call("tree", "revenue", sales, "--today", "2026-04-10", "--lang", lang)

    assert (code, err) == (0, "")
    assert "× " in out
    assert "÷ " in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("passport", "revenu"), "revenue"),
        (("passport", "revenue", "--variant", "nope"), "nope"),
        (("passport", "revenue", "--period", "x"), "x"),
        (("tree", "roas", "FILE"), "ROAS"),
    ],
    ids=["kpi", "variant", "period", "no tree"],
)
def test_what_does_not_exist_is_refused_in_a_sentence(call, sales, arguments, said):
    code, out, err = call(*(sales if part == "FILE" else part for part in arguments))

    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_question_in_the_way_is_asked(call, tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text(LINES.replace("Netto bedrag", "Bedrag"), "utf-8")

    code, out, _ = call("passport", "average_order_value", path)

    assert code == 4
    assert "btw" in out.lower()


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "kpi_core", "passport", "revenue"], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("# Omzet")
