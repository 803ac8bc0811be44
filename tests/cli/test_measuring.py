"""`catalogue --measurable`: what files can measure, for a goal, in words and as JSON."""

import json

import pytest

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.cli import run

TILL = "Orderdatum;Ordernummer;Netto bedrag\n" + "".join(
    f"2026-{month:02d}-{day:02d};{month:02d}{day:02d};{day},50\n" for month in range(1, 7) for day in range(1, 29)
)
DOCUMENT = {"goal", "summary", "kpis", "questions"}


@pytest.fixture
def till(tmp_path):
    path = tmp_path / "kassa.csv"
    path.write_text(TILL, "utf-8")
    return str(path)


@pytest.fixture
def call(capsys):
    def run_it(*arguments):
        code = run(["catalogue", "--measurable", *arguments, "--today", "2026-07-05"])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


@pytest.fixture
def document(call):
    def run_it(*arguments):
        code, out, err = call(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return run_it


def test_a_goal_is_told_in_its_own_order(document, till):
    found = document(till, "--goal", "growth")

    assert set(found) == DOCUMENT
    assert found["goal"] == "growth"
    assert [entry["id"] for entry in found["kpis"]] == list(GOALS["growth"].kpis)


def test_every_kpi_is_told_without_a_goal(document, till):
    found = {entry["id"]: entry for entry in document(till)["kpis"]}

    assert found.keys() == CATALOGUE.keys()
    assert found["revenue"]["state"] == "now"
    assert found["active_customers"]["state"] == "column"
    assert found["active_customers"]["missing"] == ["sales.customer_id"]
    assert found["employee_turnover_rate"]["tables"] == ["employees"]
    assert found["net_promoter_score"]["state"] == "survey"


def test_each_definition_has_its_own_state(document, till):
    revenue = next(entry for entry in document(till)["kpis"] if entry["id"] == "revenue")

    assert {entry["variant"]: entry["state"] for entry in revenue["definitions"]} == {
        None: "now",
        "invoices": "table",
        "ledger": "table",
    }


def test_a_word_that_never_occurs_is_told_with_the_words_that_do(document, tmp_path):
    path = tmp_path / "web.csv"
    lines = "".join(f"2026-06-{day:02d};{('Beurs', 'Folder')[day % 2]};{day}\n" for day in range(1, 29))
    path.write_text(f"Datum;Kanaal;Sessies\n{lines}", "utf-8")
    organic = next(entry for entry in document(str(path))["kpis"] if entry["id"] == "organic_sessions")

    assert organic["state"] == "words"
    assert organic["words"][0]["column"] == "web.channel"
    assert organic["words"][0]["there"] == ["beurs", "folder"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nl", ("Groeien: Er komt meer omzet binnen dan vorig jaar.", "Van deze 12 cijfers", "De omvang van je markt")),
        ("en", ("Growth: More revenue comes in than last year.", "Of these 12 figures", "The size of your market")),
    ],
)
def test_people_read_sentences(call, till, lang, told):
    goal, counted, needed = told
    code, out, err = call(till, "--goal", "growth", "--lang", lang)

    assert (code, err) == (0, "")
    assert out.startswith(goal)
    assert counted in out
    assert f"    {needed}\n" in out


def test_without_files_it_tells_what_to_get(call):
    code, out, _ = call("--goal", "team")

    assert code == 0
    assert "Een lijst van je medewerkers" in out


def test_an_unknown_goal_is_a_sentence(call):
    code, out, err = call("--goal", "grwth")

    assert (code, out) == (2, "")
    assert "Het doel grwth bestaat niet." in err
    assert "growth" in err


def test_a_file_that_is_not_there_is_a_sentence(call, tmp_path):
    code, _, err = call(str(tmp_path / "niets.xlsx"))

    assert code == 3
    assert "niets.xlsx" in err


@pytest.mark.parametrize(
    ("kpi", "kind", "most"),
    [
        ("net_promoter_score", "nps", 10),
        ("customer_satisfaction_score", "csat", 5),
        ("customer_effort_score", "ces", 7),
        ("employee_net_promoter_score", "enps", 10),
        ("employee_satisfaction_rate", "esat", 5),
        ("employee_engagement_score", "engagement", 5),
    ],
)
@pytest.mark.parametrize(
    "headers", ["Datum;Soort enquête;Score;Schaal", "Date;Survey type;Score;Scale"], ids=["nl", "en"]
)
def test_a_survey_kept_as_the_guide_says_is_measured(document, tmp_path, kpi, kind, most, headers):  # noqa: PLR0917
    lines = "".join(f"2026-{day % 6 + 1:02d}-{day:02d};{kind};{day % most + 1};{most}\n" for day in range(1, 29))
    path = tmp_path / "enquete.csv"
    path.write_text(f"{headers}\n{lines}", "utf-8")
    found = {entry["id"]: entry["state"] for entry in document(str(path))["kpis"]}

    assert found[kpi] == "now"
    assert sum(state == "now" for state in found.values()) == 1


def test_what_waits_for_an_answer_is_told_with_its_question(document, call, tmp_path):
    path = tmp_path / "kassa.csv"
    path.write_text(TILL.replace("Netto bedrag", "Bedrag"), "utf-8")
    (question,) = document(str(path))["questions"]
    _, out, _ = call(str(path), "--goal", "growth")

    assert question["kind"] == "vat"
    assert "1 vraag" in out
    assert f"{question['id']}: Staat er btw in" in out
    assert document(str(path), "--answer", f"{question['id']}=excl")["questions"] == []
