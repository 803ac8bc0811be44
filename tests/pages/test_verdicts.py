"""How verdicts read: where a KPI is heading, why, its signals and how all that is known, on the overview and on explore."""

import json

import pytest

from kpi_core.texts import LANGS

HEADING = {"nl": "Gaat naar ongeveer", "en": "Heading for about"}
ORDINARY = {"nl": "Normale schommeling", "en": "Normal variation"}
METHOD = {"nl": "Hoe weten we dit?", "en": "How do we know?"}


def plain(text):
    return text.replace("\\", "")


def specs(app):
    """Return the specification of every chart on the page."""
    charts = (entry.proto for entry in app.at.get("vega_lite_chart") + app.at.get("arrow_vega_lite_chart"))
    return [json.loads(proto.spec) for proto in charts]


@pytest.mark.parametrize("lang", LANGS)
def test_the_overview_says_where_the_first_kpi_is_heading_and_what_is_ordinary(sample, lang):
    app = sample(lang).see("dashboard")
    words = plain(app.words)

    assert words.count(HEADING[lang]) == 2  # on top and on its card
    assert ORDINARY[lang] in words
    assert METHOD[lang] in [entry.label for entry in app.at.expander]


@pytest.mark.parametrize("lang", LANGS)
def test_the_planted_cause_is_found_and_named_in_the_title(sample, lang):
    for page in ("dashboard", "explore"):
        assert "Zuid" in plain(sample(lang).see(page, kpi="revenue").title)


@pytest.mark.parametrize("lang", LANGS)
def test_explore_tells_from_where_to_where_and_draws_the_band(sample, lang):
    app = sample(lang).see("explore", kpi="revenue")
    words = plain(app.words)

    assert {"nl": "Sinds ", "en": "Below the route since "}[lang] in words
    assert {"nl": "gaat naar ongeveer", "en": "is heading for about"}[lang] in words
    assert {"nl": "Als je doorgaat zoals nu", "en": "If you go on as now"}[lang] in words
    marks = [layer["mark"]["type"] for spec in specs(app) for layer in spec.get("layer", ())]
    assert "area" in marks


def test_a_signal_is_told_under_the_line_and_marked_on_it(sample):
    app = sample("nl").see("explore", kpi="cost_per_acquisition")
    texts = [layer["mark"].get("text") for spec in specs(app) for layer in spec.get("layer", ())]

    assert "hoger dan verwacht" in plain(app.words).lower()
    assert any(isinstance(text, str) and text.endswith("hoger") for text in texts)


def test_how_it_is_known_names_its_sources(sample):
    app = sample("nl").see("explore", kpi="revenue")
    told = "\n".join(str(entry.value) for entry in [*app.at.markdown, *app.at.caption])

    assert "Hyndman" in told
    assert "4 van de 5 keer" in told
