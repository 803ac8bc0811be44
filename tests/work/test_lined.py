"""The line of the explore page and what is said around it: against the engine itself and against figures made by hand."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from itertools import cycle

import pytest

from kpi_core import work
from kpi_core.forecast import history_of, outlook
from kpi_core.model import Target, Verdict
from kpi_core.periods import Grain, parse_period
from kpi_core.series import series
from kpi_core.texts import LANGS, say
from kpi_core.work.explored import View, explored
from kpi_core.work.lined import _total_is_there
from kpi_core.work.telling import mark_special
from tests.work.conftest import orders

TODAY = date(2026, 7, 3)
WAVE = (300, 340, 310, 360, 330, 290, 350)


def months(count, last=(2026, 6)):
    """Return the last `count` months up to one, oldest first."""
    year, month = last
    at = [year * 12 + month - 1 - back for back in range(count)]
    return [(one // 12, one % 12 + 1) for one in reversed(at)]


def lines(count, last=(2026, 6), *, amount=None):
    """Return a file with an order on the first and on the last day of every month; together some 600 to 720."""
    return orders(
        *(
            (f"{day:02}-{month:02}-{year}", f"O{year}{month:02}{day:02}", "K1", f"{half},00", "Zuid")
            for (year, month), half in zip(months(count, last), cycle([amount] if amount else WAVE), strict=False)
            for day in (1, monthrange(year, month)[1])
        )
    )


@pytest.fixture
def company(store, spaak, take):
    """Return what fills the workspace with so many months, and what then looks at its revenue."""

    def filled(count, **more):
        take("omzet.csv", lines(count, **more))

        def look(lang="nl", **asked):
            return explored(store, spaak, View("revenue", **asked), today=TODAY, lang=lang)

        return look

    return filled


def goal(value):
    return Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=value)


def test_the_band_is_the_one_of_the_engine_and_starts_at_the_last_whole_month(company):
    seen = company(24)()
    data = seen.line.chart.data.set_index("period")
    history, periods = history_of(series(seen.results, "revenue"), seen.kpi)
    low, high = outlook(history).band(6)
    middle = outlook(history).middle(6)

    assert len(periods) == 24
    ahead = data.loc["juli 2026":"december 2026"]
    for name, values in (("low", low), ("middle", middle), ("high", high)):
        assert ahead[name].tolist() == pytest.approx(values.tolist())
    assert data.loc["juni 2026", ["low", "middle", "high"]].nunique() == 1


def test_how_far_back_the_page_looks_does_not_change_what_is_to_come(company):
    look = company(30)
    short, long = (look(months=months).line.chart.data.set_index("period")["low"].dropna() for months in (12, None))

    assert short.iloc[1:].tolist() == long.iloc[1:].tolist()


def test_the_band_of_a_target_reaches_to_its_deadline(company, store, spaak):
    look = company(24)
    work.set_target(store, spaak, goal(9_000.0))
    data = look().line.chart.data.set_index("period")

    assert data.index[-1] == "december 2026"
    assert data["route"].count() == 12
    assert data["low"].dropna().index[-1] == "december 2026"
    assert look(grain=Grain.QUARTER).line.chart.data["route"].isna().all()


def test_an_unfinished_month_is_forecast_and_never_where_the_band_starts(company, take):
    look = company(24)
    take("juli.csv", orders(("2026-07-01", "O20260701", "K1", "50,00", "Zuid")))
    data = look().line.chart.data.set_index("period")

    assert data.loc["juli 2026", "loose"] == 50.0
    assert data.loc["juli 2026", "low"] > 50.0
    assert data.loc["juni 2026", "low"] == data.loc["juni 2026", "actual"]


@pytest.mark.parametrize(
    ("count", "notes"),
    [
        pytest.param(5, ["Een verwachting kan vanaf 6 hele perioden; je hebt er nu 5."], id="too short"),
        pytest.param(8, [say("explore.first_look", "nl")], id="a first look"),
        pytest.param(14, [say("explore.one_year", "nl")], id="a year"),
        pytest.param(24, [], id="two years"),
    ],
)
def test_a_line_says_why_it_does_not_go_on_or_how_far_that_can_be_trusted(company, count, notes):
    found = company(count)().line

    assert list(found.notes) == notes
    assert found.chart.data["low"].notna().any() == (count >= 6)


@pytest.mark.parametrize("lang", LANGS)
def test_a_constant_history_has_no_forecast_and_says_so(company, lang):
    found = company(24, amount=300)(lang).line

    assert found.notes == (say("silence.constant", lang, n=24),)
    assert found.chart.data["low"].isna().all()


def test_a_first_look_goes_no_further_than_three_months(company):
    assert company(8)().line.chart.data["low"].count() == 1 + 3


@pytest.mark.parametrize(
    ("lang", "since"),
    [
        ("nl", "Sinds januari 2026 onder de route, 6 keer op rij"),
        ("en", "Below the route since January 2026, 6 times in a row"),
    ],
)
def test_it_says_since_when_a_kpi_is_behind_where_it_is_heading_and_how_often_that_is_enough(
    company, store, spaak, lang, since
):
    look = company(24)
    work.set_target(store, spaak, goal(12_000.0))
    seen = look(lang)

    assert seen.card.status.verdict is Verdict.OFF_COURSE
    assert seen.line.since == since
    assert {"nl": "Als je doorgaat zoals nu", "en": "If you go on as now"}[lang] in seen.line.story
    assert {"nl": "gaat naar ongeveer", "en": "is heading for about"}[lang] in seen.line.story
    assert {"nl": "niets te doen", "en": "nothing to do"}[lang] not in seen.line.signal


@pytest.mark.parametrize(("gap", "there"), [(-5.0, False), (0.0, True), (5.0, True), (None, False)])
def test_a_total_that_is_where_it_should_be_is_not_said_to_be_behind_its_route(company, store, spaak, gap, there):
    look = company(24)
    work.set_target(store, spaak, goal(12_000.0))
    card = look().card
    assert look().line.signal.endswith("De afstand tot de route blijft.")

    judged = replace(card, status=replace(card.status, gap=gap))
    assert _total_is_there(judged, card.kpi) is there
    assert _total_is_there(replace(judged, target=None), card.kpi) is False


def test_on_course_nothing_is_said_of_being_behind(company, store, spaak):
    look = company(24)
    work.set_target(store, spaak, goal(6_500.0))

    assert (look().card.status.verdict, look().line.since) == (Verdict.ON_COURSE, "")


def test_ordinary_variation_reads_as_nothing_to_do(company):
    seen = company(24)()

    assert seen.line.signal.startswith("Normale schommeling (")
    assert seen.line.signal.endswith("): niets te doen.")
    assert seen.line.story == ""


def test_a_month_that_stands_out_is_marked_by_its_shape_with_words(company, take):
    look = company(29, last=(2026, 5))
    take("juni.csv", lines(1, amount=40))
    line = look().line
    marked = line.chart.data.set_index("period")["bad"].dropna()

    assert marked.to_dict() == {"juni 2026": 80.0}
    assert "plotseling lager" in [layer["mark"].get("text") for layer in line.chart.spec["layer"]]
    assert line.signal.startswith("Juni 2026: plotseling lager dan verwacht.")
    assert "plotseling lager" in line.chart.alt


def test_a_special_month_is_an_open_circle_and_left_out_of_what_is_to_come(company, store, spaak, take):
    look = company(29, last=(2026, 5))
    take("juni.csv", lines(1, amount=40))
    plain = look().line.chart.data.set_index("period")
    mark_special(store, spaak, "revenue", parse_period("2026-06"), "Verhuizing")
    told = look().line.chart.data.set_index("period")

    assert told["special"].dropna().to_dict() == {"juni 2026": 80.0}
    assert told["bad"].isna().all()
    assert told.loc["juli 2026", "low"] > plain.loc["juli 2026", "low"]


def test_weeks_have_a_band_of_their_own(company):
    data = company(24)(grain=Grain.WEEK).line.chart.data

    assert data["low"].notna().any()
