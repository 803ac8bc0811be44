"""What the owner tells about the past: marked and taken back on explore, the season and the warnings in the settings."""

import pytest

from kpi_core import work
from kpi_core.periods import parse_period
from kpi_core.texts import LANGS
from tests.work.test_marks import sold

HOSTILE = "**vet** [x](http://y) <b>"


@pytest.fixture
def holed(empty):
    """The app on sales of January to June 2026 without a row in March and April."""

    def opened(lang):
        app = empty(lang)
        from pages.parts import state

        store = state.store()
        workspace = work.create(store, "Bakkerij Kruim", lang).id
        work.read_upload(store, workspace, "orders.csv", sold(1, 2, 5, 6))
        work.confirm(store, workspace)
        work.choose(store, workspace, "revenue")
        return app, store, workspace

    return opened


def explore(app):
    return app.see("explore", kpi="revenue")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("answer", "where"), [("nothing", "nothing"), ("unknown", "unknown")])
def test_a_gap_is_asked_until_one_of_two_equal_buttons_answers_it(holed, lang, answer, where):
    app, store, workspace = holed(lang)
    explore(app)
    assert {entry.key for entry in app.at.button} >= {"gap_nothing", "gap_unknown"}

    app.press(f"gap_{answer}")
    assert not {entry.key for entry in app.at.button} & {"gap_nothing", "gap_unknown"}
    assert parse_period("2026-03") in getattr(work.marks_of(store, workspace, "revenue"), where)


def test_an_answer_that_is_taken_back_is_asked_again(holed):
    app, *_ = holed("nl")
    explore(app).press("gap_unknown")
    app.press("unmark_2026-03_revenue_True")

    assert "gap_unknown" in {entry.key for entry in app.at.button}


def test_a_period_is_marked_with_its_reason_as_it_was_typed_and_taken_back(holed):
    app, store, workspace = holed("nl")
    explore(app)
    app.at.selectbox(key="mark_period").set_value("2026-05")
    app.at.text_input(key="mark_reason").set_value(HOSTILE)
    app.press("mark_do")

    assert [one.reason for one in work.told(store, workspace, "revenue").special] == [HOSTILE]
    shown = app.words.replace("\u2060", "")
    assert r"mei 2026\: \*\*vet\*\* \[x\]\(http\:\/\/y\) \<b\>" in shown

    app.press("unmark_2026-05_revenue_False")
    assert work.told(store, workspace, "revenue").special == ()


def test_a_period_can_be_marked_for_every_kpi(holed):
    app, store, workspace = holed("nl")
    explore(app)
    app.at.selectbox(key="mark_period").set_value("2026-05")
    app.at.text_input(key="mark_reason").set_value("storing")
    app.at.checkbox(key="mark_everywhere").set_value(True)
    app.press("mark_do")

    assert work.told(store, workspace, "average_order_value").special[0].everywhere


@pytest.mark.parametrize(
    ("period", "reason", "words"), [(None, "beurs", "Kies eerst welke periode"), ("2026-05", " ", "Zet er kort bij")]
)
def test_what_is_not_complete_is_refused_in_a_sentence(holed, period, reason, words):
    app, store, workspace = holed("nl")
    explore(app)
    app.at.selectbox(key="mark_period").set_value(period)
    app.at.text_input(key="mark_reason").set_value(reason)
    app.press("mark_do")

    assert words in app.words
    assert work.told(store, workspace, "revenue").special == ()


def test_a_season_is_ticked_for_one_kpi_or_for_the_business(holed):
    app, store, workspace = holed("nl")
    explore(app).at.checkbox(key="seasonal_revenue").set_value(True).run()
    assert work.marks_of(store, workspace, "revenue").seasonal
    assert not work.seasonal(store, workspace)

    app.see("settings").at.checkbox(key="seasonal").set_value(True).run()
    assert work.seasonal(store, workspace)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("level", "cost"), [("calm", {"nl": "6 jaar", "en": "6 years"}), ("sensitive", {"nl": "per jaar", "en": "a year"})]
)
def test_how_soon_to_warn_is_chosen_with_what_it_costs(holed, lang, level, cost):
    app, store, workspace = holed(lang)
    app.see("settings").at.segmented_control(key="sensitivity").set_value(level).run()

    assert work.sensitivity(store, workspace) == level
    assert cost[lang] in app.words


def test_of_one_part_nothing_is_asked_or_told(holed):
    app, *_ = holed("nl")
    app.see("explore", kpi="revenue", only="region~Zuid")

    assert "mark_do" not in {entry.key for entry in app.at.button}
