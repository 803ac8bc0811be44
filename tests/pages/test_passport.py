"""The passport page: reached from card, list and explore; its sum, its rows in two clicks, and the way on."""

import pytest

from kpi_core.texts import LANGS

NB = "\u00a0"


def plain(text):
    return text.replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "sum_"), [("nl", f"€{NB}75.971,01 ÷ 158 = €{NB}480,83"), ("en", f"€{NB}75,971.01 ÷ 158 = €{NB}480.83")]
)
def test_it_shows_the_sum_of_the_last_complete_period(sample, lang, sum_):
    app = sample(lang).see("passport", kpi="average_order_value")

    assert sum_ in plain(app.words)
    assert "2026" in app.title


def test_a_card_leads_to_it(sample):
    app = sample("nl").see("dashboard").press("passport_company_revenue")

    assert plain(app.title).startswith("Omzet in juni 2026")


def test_explore_leads_to_it(sample):
    app = sample("nl").see("explore", kpi="revenue").press("passport_explore")

    assert plain(app.title).startswith("Omzet in juni 2026")


def test_the_rows_are_one_click_further_with_the_cell_of_each(sample):
    app = sample("nl").see("passport", kpi="average_order_value")
    app.at.toggle(key="rows").set_value(True).run()

    assert not app.at.exception
    [table] = [entry.value for entry in app.at.dataframe]
    assert table["Cel"].iloc[0].startswith("A")
    assert len(table) == 210


def test_the_rows_of_people_are_not_offered(sample):
    app = sample("nl").see("passport", kpi="employee_net_promoter_score")

    assert not [entry for entry in app.at.toggle if entry.key == "rows"]
    assert "Versie 1" in plain(app.words)


@pytest.mark.parametrize("lang", LANGS)
def test_what_it_is_made_of_leads_on(sample, lang):
    app = sample(lang).see("passport", kpi="revenue").press("tree_average_order_value")

    assert "AOV" in app.title


def test_a_kpi_without_data_still_says_what_it_is(sample):
    app = sample("nl").see("passport", kpi="market_share")

    assert "zonder je eigen cijfers" in plain(app.title)
    assert "Heet ook" in app.words


def test_the_passport_of_what_is_no_longer_there_leads_to_the_list(sample):
    app = sample("nl").see("passport", kpi="own.taken_away")

    assert "Kies" in app.title


@pytest.mark.parametrize(
    ("lang", "shown", "hidden"),
    [
        ("nl", "netto-omzet is zonder btw", "net revenue excludes"),
        ("en", "net revenue excludes", "netto-omzet is zonder btw"),
    ],
)
def test_who_defines_it_so_is_said_in_the_language_of_the_page(sample, lang, shown, hidden):
    words = plain(sample(lang).see("passport", kpi="revenue").words)

    assert shown in words
    assert hidden not in words
