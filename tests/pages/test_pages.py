"""Every page, in both languages, without and with data: it draws, twice, and says what it should."""

import re

import pytest

from kpi_core import work
from kpi_core.texts import LANGS
from pages.parts import state

PAGES = ("dashboard", "explore", "start", "columns", "catalogue", "targets", "settings", "passport")
BEHIND = {"nl": "achter op de route", "en": "behind the route"}
DUTCH = re.compile(r"\b(de|het|een|je|niet|nog|wordt|van|waar|hier)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|your|are|and|with|not|this|that|you|here|no)\b", re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_data_says_what_will_stand_there(empty, name, lang):
    app = empty(lang).see(name)
    first = app.title
    app.at.run()

    assert first == app.title
    assert (DUTCH if lang == "nl" else ENGLISH).search(first)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_the_sample_company_draws_twice_the_same(sample, name, lang):
    app = sample(lang).see(name)
    first = (app.title, app.words)
    app.at.run()

    assert first == (app.title, app.words)


@pytest.mark.parametrize("name", PAGES)
def test_a_dutch_page_holds_no_english_sentence(sample, name):
    words = sample("nl").see(name).words

    assert not [line for line in words.splitlines() if len(ENGLISH.findall(line)) > 1]


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_holds_no_dutch_sentence(sample, name):
    words = sample("en").see(name).words

    assert not [line for line in words.splitlines() if len(DUTCH.findall(line.replace("De Spaak", ""))) > 1]


@pytest.mark.parametrize("lang", LANGS)
def test_the_overview_gives_the_verdict_in_its_title(sample, lang):
    app = sample(lang).see("dashboard")

    assert BEHIND[lang] in app.title.replace("\\", "")
    assert len(app.at.metric) == 4


def test_the_first_visit_starts_at_the_data(empty):
    assert empty("nl").title.startswith("Maak van je eigen Excel")


def test_the_language_is_switched_at_once_and_kept_with_the_workspace(sample):
    app = sample("nl").see("settings")
    from pages.parts import state

    app.at.segmented_control(key="lang_pick").set_value("en").run()

    assert app.title.startswith("This is how")
    assert [entry.language for entry in state.store().workspaces()] == ["en"]


def test_the_overview_asks_the_store_no_more_often_for_more_cards(sample, monkeypatch):
    app = sample("nl").see("dashboard")
    asked = []
    stamp = work.stamp
    monkeypatch.setattr(work, "stamp", lambda *place: (asked.append(place), stamp(*place))[1])

    app.at.run()
    few = len(asked)
    for kpi in ("active_customers", "roas", "click_through_rate"):
        work.choose(state.store(), app.at.session_state["workspace"], kpi)
    asked.clear()
    app.at.run()

    assert 0 < len(asked) == few
