"""The block about groups of customers on the explore page."""

import pytest


@pytest.mark.parametrize(
    ("lang", "title", "sentence"),
    [
        ("nl", "Komen klanten terug?", "Van elke 100 nieuwe klanten"),
        ("en", "Do customers come back?", "Of every 100 new customers"),
    ],
)
def test_the_block_stands_under_a_kpi_about_customers(sample, lang, title, sentence):
    app = sample(lang).see("explore", kpi="revenue")

    assert title in [entry.value for entry in app.at.header]
    assert sentence in app.words


def test_months_and_the_table_are_one_click_away_and_in_the_address(sample):
    app = sample().see("explore", kpi="customer_retention_rate", groups="month")
    app.at.segmented_control(key="groups_as").set_value("table").run()

    assert not app.at.exception
    assert "de volgende maand opnieuw" in app.words
    assert any("na 1 maand" in table.value.columns for table in app.at.dataframe)


def test_looking_ahead_happens_when_it_is_asked_for(sample):
    app = sample().see("explore", kpi="revenue")
    before = app.words
    app.at.toggle(key="groups_ahead").set_value(True).run()

    assert not app.at.exception
    assert "het komende half jaar samen tussen" not in before
    assert "het komende half jaar samen tussen" in app.words


def test_subscribers_who_left_stand_beside_what_they_paid(sample):
    app = sample().see("explore", kpi="customer_churn_rate")

    assert "Blijven abonnees?" in [entry.value for entry in app.at.header]
    assert any("Verloop in omzet" in table.value.columns for table in app.at.dataframe)


def test_a_kpi_that_is_not_about_customers_has_no_block(sample):
    app = sample().see("explore", kpi="cost_per_acquisition")

    assert "Komen klanten terug?" not in [entry.value for entry in app.at.header]
