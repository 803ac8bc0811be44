"""What preparing the data told is said beside the figures that rest on it."""

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Issue
from kpi_core.texts import LANGS
from kpi_core.work.remarks import of_data, remarks
from tests.catalogue.small import small_dataset

DATASET = small_dataset(
    {
        "surveys": [["response_date", "survey_type", "score"], ["2026-01-05", "csat", 4]],
        "sales": [["order_date", "net_amount"], ["2026-01-05", 10]],
    }
)


@pytest.mark.parametrize(("kpi", "told"), [("customer_satisfaction_score", ["derived_scale"]), ("revenue", [])])
def test_a_guess_about_a_table_is_told_of_the_figures_over_it(kpi, told):
    assert [issue.code for issue in of_data(DATASET, [CATALOGUE[kpi].tree])] == told


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_told_in_words(lang):
    [said] = remarks(of_data(DATASET, [CATALOGUE["customer_satisfaction_score"].tree]), lang)

    assert "1" in said


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("nl", "Ziekteverzuimpercentage en Personeelsverloop: "),
        ("en", "Sickness absence rate and Employee turnover rate: "),
    ],
)
def test_what_is_said_of_one_list_is_said_once_for_all_figures_over_it(lang, names):
    def quiet(kpi, day):
        return Issue("register_quiet", "warning", fields={"kpi": kpi, "kind": "employees", "day": day})

    issues = [quiet("absenteeism_rate", "2025-12-13"), quiet("employee_turnover_rate", "2025-12-13")]
    [said] = remarks(issues, lang)
    assert said.startswith(names)
    assert len(remarks([*issues, quiet("mrr", "2025-01-01")], lang)) == 2
