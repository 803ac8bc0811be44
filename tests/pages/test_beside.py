"""Explore: parts compared within what chance can do, and a KPI named that may move ahead of another."""

import pytest

from kpi_core.work import leading
from pages.parts import state

SAID = {
    "nl": "Geen kanaal wijkt meer af dan toeval kan verklaren",
    "en": "No channel differs more than chance can explain",
}
AHEAD = {"nl": ("Wat loopt erop vooruit?", "Kijkt achteraf"), "en": ("What moves ahead of it?", "Lagging")}


def workspace():
    (only,) = state.store().workspaces()
    return only.id


def named(kpi="revenue"):
    return [pair.kpi for pair in leading.pairs(state.store(), workspace(), kpi)]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_split_share_says_whether_its_parts_differ_more_than_chance(sample, lang):
    app = sample(lang).see("explore", kpi="website_conversion_rate", by="channel")

    assert SAID[lang] in app.words


def test_a_sum_that_is_split_is_not_compared(sample):
    assert "toeval kan verklaren" not in sample().see("explore", kpi="revenue", by="region").words


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_kpi_that_looks_back_says_so_and_asks_what_moves_ahead_of_it(sample, lang):
    app = sample(lang).see("explore", kpi="revenue")

    assert AHEAD[lang][0] in [entry.value for entry in app.at.header]
    assert AHEAD[lang][1] in app.words


def test_a_kpi_that_looks_ahead_is_not_asked(sample):
    app = sample().see("explore", kpi="website_sessions")

    assert "Wat loopt erop vooruit?" not in [entry.value for entry in app.at.header]
    assert "Kijkt vooruit" in app.words


def test_a_pair_is_named_told_taken_away_and_put_back(sample):
    app = sample().see("explore", kpi="revenue")
    app.at.selectbox(key="leading_first_revenue").select("new_leads").run()
    app.press("leading_do")

    assert named() == ["new_leads"]
    assert "Nieuwe leads en 2 maanden later omzet" in app.words

    app.press("leading_drop_0")

    assert named() == []

    app.press("leading_undo")

    assert named() == ["new_leads"]


def test_what_is_named_stays_when_only_a_part_is_looked_at_but_is_not_told_of_the_part(sample):
    app = sample().see("explore", kpi="revenue")
    app.press("leading_do")
    app.see("explore", kpi="revenue", only="region~Zuid")

    assert named()
    assert "Wat loopt erop vooruit?" not in [entry.value for entry in app.at.header]
