"""Choosing KPIs: where to go, what can be measured today, how to get the rest, and which definition."""

import pytest

from kpi_core import work
from kpi_core.catalogue import GOALS
from kpi_core.texts import LANGS
from tests.pages.test_steps import state, the_workspace


def keys(app):
    return [button.key for button in app.at.button]


@pytest.fixture
def fresh(sample):
    """The sample company with nothing chosen yet."""

    def opened(lang="nl"):
        app = sample(lang)
        for level in ("company", "sales"):
            for choice in work.choices(state.store(), the_workspace(), level):
                work.unchoose(state.store(), the_workspace(), choice.kpi, level)
        return app.see("catalogue")

    return opened


def towards(app, goal):
    """Choose a goal and go on to the whole list."""
    return app.press(f"goal_{goal}").press("goals_next").press("own_choice")


@pytest.mark.parametrize("lang", LANGS)
def test_before_anything_is_chosen_the_goal_is_the_one_question(fresh, lang):
    app = fresh(lang)

    assert {"nl": "Waar wil je naartoe?", "en": "Where do you want to go?"}[lang] == app.title
    assert {f"goal_{goal}" for goal in GOALS} <= set(keys(app))
    assert GOALS["growth"].sentence[lang] in app.words


def test_the_list_follows_the_goal_and_the_goal_is_kept(fresh):
    app = towards(fresh(), "growth")
    asked = [key.removeprefix("info_") for key in keys(app) if key and key.startswith("info_")]

    assert asked == list(GOALS["growth"].kpis)
    assert "Van deze 12 cijfers: 11 kun je nu meten" in app.words
    assert work.goal(state.store(), the_workspace()) == GOALS["growth"]


def test_another_goal_can_be_chosen_later(fresh):
    app = towards(towards(fresh(), "growth").press("goal_other").press("goal_growth"), "cash")

    assert "doel: **Geld op de rekening**" in app.words
    assert "info_current_ratio" in keys(app)


def test_everything_can_be_seen_without_a_goal(fresh):
    app = fresh().press("goal_none")

    assert "Kies een doel" in [button.label for button in app.at.button]
    assert "info_revenue" in keys(app)


def test_who_already_steers_by_something_is_not_asked_first(sample):
    assert sample("nl").see("catalogue").title.startswith("Kies drie tot vijf")


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_missing_is_told_beside_the_list(fresh, lang):
    app = towards(fresh(lang), "operations").press("get_billable_utilisation")

    assert {"nl": "De geschreven uren", "en": "The hours people logged"}[lang] in app.words
    assert "Toggl" in app.words


def test_a_number_only_the_user_knows_is_asked_right_there(fresh):
    app = towards(fresh(), "loyalty").press("get_customer_lifetime_value")

    assert {"setting_margin", "setting_lifespan_years"} <= {field.key for field in app.at.text_input}
    assert app.at.button(key="guide_save").disabled


def test_a_number_that_was_given_is_not_asked_again(fresh):
    app = towards(fresh(), "loyalty")
    for name, value in (("margin", 0.35), ("lifespan_years", 3.0)):
        work.set_param(state.store(), the_workspace(), name, value)

    assert "choose_customer_lifetime_value" in keys(app.see("catalogue"))


def test_definitions_stand_beside_each_other_with_their_values(fresh):
    app = towards(fresh(), "webshop").press("def_return_rate")
    (radio,) = app.at.radio

    assert [option.split("\\:")[0] for option in radio.options] == [
        "De gewone definitie",
        "In bedrag",
        "In bestellingen",
    ]
    assert all("%" in option for option in radio.options)


def test_words_are_looked_for_in_everything_whatever_the_goal(fresh):
    app = towards(fresh(), "team").type("search", "retouren")

    assert "info_return_rate" in keys(app)


def test_only_what_can_be_measured_is_shown_when_asked(fresh):
    app = towards(fresh(), "growth")
    app.at.toggle(key="only").set_value(True).run()

    assert "info_market_share" not in keys(app)
    assert "info_revenue" in keys(app)


@pytest.mark.parametrize("lang", LANGS)
def test_without_data_one_can_look_what_is_needed(empty, lang):
    app = empty(lang).see("catalogue").press("look_first")
    towards(app, "cash").press("get_current_ratio")

    assert "XAF" in app.words
