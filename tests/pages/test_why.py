"""The block that says why a KPI changed, on the page as people see it."""

import pytest


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "van het gat komt van vaste klanten in Zuid"), ("en", "of the gap comes from existing customers in Zuid")],
)
def test_the_page_names_the_planted_cause_under_the_line(sample, lang, words):
    app = sample(lang).see("explore", kpi="revenue")

    assert words in app.words.replace("\\", "")


def test_another_division_can_be_chosen(sample):
    app = sample("nl").see("explore", kpi="revenue")
    [chosen] = [group for group in app.at.button_group if str(group.key).startswith("why_as")]

    assert list(chosen.options) == ["Regio", "Klanten"]


def test_what_does_not_add_up_says_so_in_place_of_a_picture(sample):
    app = sample("nl").see("explore", kpi="active_customers")

    assert "tellen niet op tot het totaal" in app.words
