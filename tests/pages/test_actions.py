"""Actions in the app: recorded on a KPI, followed on a page of their own, and late ones stand out."""

from datetime import date, timedelta

import pytest

from kpi_core import work
from kpi_core.store import open_store
from tests.pages.conftest import TODAY

HOSTILE = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)> **[x](javascript:x)** :material/bug: $x$"


@pytest.fixture
def acting(sample, tmp_path):  # noqa: ARG001 - it makes the folder
    """Add an action to the workspace of the sample, by what is different about it."""

    def add(**changed):
        store = open_store(None, tmp_path)
        (workspace,) = [entry.id for entry in store.workspaces()]
        asked = {"kpi": "revenue", "text": "Bel de klanten", "owner": "Sanne", "due": TODAY, "begun": date(2026, 1, 1)}
        made = work.add_action(store, workspace, **asked | changed)
        store.close()
        return made

    return add


def test_an_action_is_recorded_where_the_kpi_is_looked_at_and_taken_back(sample):
    app = sample().see("explore", kpi="revenue").press("act_revenue_suggestion_1")
    assert (
        app.at.text_input(key="act_revenue_text").value
        == "Bel de tien grootste klanten die deze periode niets bestelden"
    )

    app.press("act_revenue_add")
    assert "Kies wie het doet" in app.words

    app.at.selectbox(key="act_revenue_owner").set_value("Sanne").run()
    app.press("act_revenue_add")
    assert "De actie staat erbij" in app.words
    assert "**Bel de tien grootste klanten" in app.words
    assert app.at.text_input(key="act_revenue_text").value == ""

    app.press("action_undo")
    assert "**Bel de tien grootste klanten" not in app.words


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "1 actie is te laat, 1 loopt."), ("en", "1 action is overdue, 1 is running.")]
)
def test_the_page_says_first_what_is_late(sample, acting, lang, title):
    acting(due=TODAY - timedelta(days=3), text="Eerst dit")
    acting(kpi="customer_retention_rate", owner="Bo")

    app = sample(lang).see("actions")

    assert app.title.replace("\\", "") == title
    assert app.words.index("Eerst dit") < app.words.index("Bel de klanten")


def test_the_address_filters_by_kpi_and_by_who(sample, acting):
    acting(text="Een")
    acting(text="Twee", kpi="customer_retention_rate")
    acting(text="Drie", owner="Bo")

    app = sample().see("actions", kpi="revenue", who="Bo")

    assert "**Drie**" in app.words
    assert not {"**Een**", "**Twee**"} & set(app.words.split())


def test_done_is_folded_away_and_can_be_undone(sample, acting):
    made = acting()
    app = sample().see("actions").press(f"running_finish_{made.id}")

    assert app.title == "Er loopt geen actie meer"
    assert "De actie is klaar" in app.words
    app.press(f"ended_undo_{made.id}")
    assert app.title == "1 actie loopt, en die is op tijd"


def test_the_overview_says_what_is_late_and_leads_to_an_action_for_what_is_off_course(sample, acting):
    app = sample().see("dashboard")
    assert "Er loopt nog geen actie" in app.words.replace("\\", "")
    assert any(button.key == "to_action" for button in app.at.button)

    acting(due=TODAY - timedelta(days=1), text="Te laat dus")
    app = sample().see("dashboard")
    assert "De actie ‘Te laat dus’ van Sanne is te laat" in app.words.replace("\\", "")
    assert not any(button.key == "to_action" for button in app.at.button)


def test_hostile_text_is_shown_and_nothing_else(sample, acting):
    acting(text=HOSTILE, owner=HOSTILE[:100], effect=HOSTILE)

    for page, address in (("actions", {}), ("explore", {"kpi": "revenue"})):
        shown = sample().see(page, **address).words
        assert "<img" not in shown.replace("\\<", "")
        assert "](javascript" not in shown
        assert "$x$" not in shown
        assert ":material/bug:" not in shown
