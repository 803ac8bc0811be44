"""The set of KPIs on the pages: proposed for a goal, hanging under it, and looked at once a year."""

from datetime import timedelta

import pytest

from kpi_core import work
from kpi_core.texts import LANGS
from kpi_core.work.renewing import due_on
from pages.parts.words import escape
from tests.pages.test_steps import state, the_workspace


def labels(app):
    return {button.key: button.label for button in app.at.button}


@pytest.fixture
def fresh(sample):
    """The sample company with nothing chosen yet."""

    def opened(lang="nl"):
        app = sample(lang)
        for choice in work.choices(state.store(), the_workspace()):
            work.unchoose(state.store(), the_workspace(), choice.kpi, choice.level)
        return app.see("catalogue")

    return opened


def test_two_goals_at_most_are_picked_and_one_can_be_put_back(fresh):
    app = fresh().press("goal_profit").press("goal_growth")

    assert labels(app)["goals_next"] == "Verder met 2 doelen"
    assert app.at.button(key="goal_cash").disabled
    app.press("goal_profit")
    assert labels(app)["goals_next"] == "Verder met 1 doel"
    assert not app.at.button(key="goal_cash").disabled


@pytest.mark.parametrize("lang", LANGS)
def test_the_set_is_proposed_with_reasons_and_taken_without_what_was_unticked(fresh, lang):
    app = fresh(lang).press("goal_growth").press("goals_next")
    found = work.proposal(state.store(), the_workspace(), ("growth",), state.today(), lang)

    assert {"nl": "Kies deze vijf", "en": "Choose these five"}[lang] == labels(app)["take"]
    for one in found.kpis:
        assert escape(one.reason) in app.words
    gone = found.kpis[-1].kpi
    app.at.checkbox(key=f"take_{gone}").uncheck().run()
    assert {"nl": "Kies deze vier", "en": "Choose these four"}[lang] == labels(app)["take"]

    app.press("take")
    assert [one.kpi for one in work.choices(state.store(), the_workspace())] == [one.kpi for one in found.kpis[:-1]]
    assert {"nl": "Welk doel stel je voor omzet?", "en": "Which target do you set for revenue?"}[lang] == app.title


@pytest.mark.parametrize("lang", LANGS)
def test_how_the_set_hangs_together_is_shown_and_can_be_changed(sample, lang):
    app = sample(lang)
    work.set_goals(state.store(), the_workspace(), ["growth", "profit"])
    app.see("tree")
    assert {"nl": "Meer winst", "en": "More profit"}[lang] in app.title  # no KPI for it yet
    key = next(one.key for one in app.at.segmented_control if one.key.startswith("under_revenue_"))
    app.at.segmented_control(key=key).set_value("profit").run()

    assert not app.at.exception
    assert work.hung(state.store(), the_workspace()).under["revenue"] == "profit"


def test_the_yearly_look_is_offered_when_it_is_due_and_kept_with_a_reason(sample, monkeypatch):
    app = sample("nl").see("dashboard")
    assert "to_review" not in labels(app)

    later = due_on(state.store(), the_workspace()) + timedelta(1)
    monkeypatch.setenv("KPI_KOMPAS_TODAY", later.isoformat())
    app.see("dashboard").press("to_review")
    app.see("review-kpis")
    assert app.title.startswith("Besluit nog over 4 KPI's")
    assert (
        app.at.text_input(key="why_company_revenue_retire_nl").value
        == "Niemand keek ernaar en er is niets mee besloten."
    )

    app.press("renew_company_revenue")
    assert [one.kpi for one in work.choices(state.store(), the_workspace()) if one.benched] == ["revenue"]
    undo = next(key for key in labels(app) if key and key.startswith("undo_"))
    app.press(undo)
    assert not any(one.benched for one in work.choices(state.store(), the_workspace()))


def test_looking_at_a_kpi_is_counted_once_a_session_and_day(sample):
    app = sample("nl").see("explore", kpi="revenue").see("explore", kpi="revenue")
    with state.store().reading(the_workspace()) as space:
        days = space.looks.days(state.today(), state.today())

    assert days == {"revenue": 1}
    assert app.title
