"""A closed figure stays as it was, and what the data says by now stands beside it."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import StoreError
from kpi_core.model import Form, Target
from kpi_core.periods import Grain, parse_period
from kpi_core.series import series
from kpi_core.work.closed import both_shown, same
from kpi_core.work.closing import close_round, reopen_round, restatements, take_over, undo_take_over
from kpi_core.work.explored import explored
from kpi_core.work.figures import Asked, results_of
from kpi_core.work.looked import View
from kpi_core.work.passports import kpi_passport
from kpi_core.work.rounds import begin_round, rounds
from tests.work.conftest import MAY_AND_JUNE, orders

TODAY = date(2026, 7, 10)
FEBRUARY, MARCH = parse_period("2026-02"), parse_period("2026-03")
LINES = [
    ("02-01-2026", "A1", "K1", "100,00", "Zuid"),
    ("30-01-2026", "A2", "K2", "100,00", "Noord"),
    ("03-02-2026", "B1", "K1", "300,00", "Zuid"),
    ("26-02-2026", "B2", "K2", "112,00", "Noord"),
    ("04-03-2026", "C1", "K1", "200,00", "Zuid"),
    ("30-03-2026", "C2", "K2", "250,00", "Noord"),
]
FEWER = [line for line in LINES if line[1] != "B2"]
"""The same three months, exported again: one order of February is gone."""
HIGHER = [("26-02-2026", "B2", "K2", "150,00", "Noord") if line[1] == "B2" else line for line in LINES]


def monthly(store, space):
    results = results_of(store, space, Asked("revenue"), TODAY)
    return {point.period.id: point.value for point in series(results, "revenue")}


def told(store, space, lang="nl"):
    board = work.dashboard(store, space, TODAY, lang)
    return [plain(note) for note in board.notes if "afgesloten" in note or "closed" in note]


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.fixture
def spaak_with(store, spaak, take):
    """The three months, followed by revenue, with the round of a period closed."""

    def made(period, then=()):
        take("omzet.csv", orders(*LINES))
        work.choose(store, spaak, "revenue")
        round_ = begin_round(store, spaak, period, ["Sanne"], TODAY)
        closed = close_round(store, spaak, round_.id, TODAY)
        if then:
            again(take, then)
        return closed

    return made


def again(take, lines):
    take("omzet nieuw.csv", orders(*lines))


def test_closing_writes_down_every_whole_month_up_to_the_period_and_nothing_after_it(spaak_with):
    closed = spaak_with(FEBRUARY)

    assert closed.figures == {"revenue": {"2026-01": 200.0, "2026-02": 412.0}}
    assert closed.rows == {"revenue": {"2026-01": 2, "2026-02": 2}}
    assert closed.closed_on == TODAY
    assert closed.fingerprint


@pytest.mark.parametrize(
    "restated",
    [
        (FEWER, 300.0, "Omzet: februari 2026 is afgesloten op € 412; de gegevens zeggen nu € 300 (1 regel minder)."),
        (HIGHER, 450.0, "Omzet: februari 2026 is afgesloten op € 412; de gegevens zeggen nu € 450."),
        (
            [*LINES, ("20-02-2026", "B9", "K3", "8,00", "Zuid")],
            420.0,
            "Omzet: februari 2026 is afgesloten op € 412; de gegevens zeggen nu € 420 (1 regel meer).",
        ),
    ],
)
def test_a_restated_month_keeps_its_closed_figure_and_tells_both(store, spaak, spaak_with, restated):
    lines, now, words = restated
    spaak_with(FEBRUARY, then=lines)

    assert monthly(store, spaak) == {"2026-01": 200.0, "2026-02": 412.0, "2026-03": 450.0}
    (one,) = restatements(store, spaak, TODAY)
    assert (one.kpi, one.period, one.was, one.now) == ("revenue", FEBRUARY, 412.0, now)
    assert told(store, spaak) == [words]


def test_explore_shows_the_closed_figure_with_the_restatement_in_both_languages(store, spaak, take, spaak_with):
    spaak_with(FEBRUARY)
    again(take, FEWER)

    for lang, words in (
        ("nl", "Omzet: februari 2026 is afgesloten op € 412; de gegevens zeggen nu € 300 (1 regel minder)."),
        ("en", "Revenue: February 2026 was closed at € 412; the data now says € 300 (1 row fewer)."),
    ):
        seen = explored(store, spaak, View("revenue"), today=TODAY, lang=lang)
        frame = seen.results.frame.set_index("period")["value"]
        assert frame["2026-02"] == 412.0
        assert words in map(plain, seen.notes)


def test_a_filter_a_split_and_another_grain_follow_the_data_of_today(store, spaak, take, spaak_with):
    spaak_with(FEBRUARY)
    again(take, FEWER)

    def values(**asked):
        frame = work.explore(store, spaak, "revenue", today=TODAY, **asked).frame
        return {
            (p, s if isinstance(s, str) else None): v for p, s, v in frame[["period", "segment", "value"]].to_numpy()
        }

    only = values(grain=Grain.MONTH, where={"region": ("Zuid",)})
    assert only["2026-02", None] == 300.0
    split = values(grain=Grain.MONTH, by="region")
    assert split["2026-02", "Zuid"] == 300.0
    assert split["2026-02", None] == 412.0
    assert values(grain=Grain.QUARTER)["2026-Q1", None] == 950.0


def test_the_verdict_adds_up_the_closed_figures(store, spaak, take, spaak_with):
    target = Target("revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=4000.0, owner="Sanne")
    spaak_with(FEBRUARY)
    work.set_target(store, spaak, target)
    again(take, FEWER)

    ((_, status),) = work.statuses(store, spaak, TODAY)
    assert status.now == pytest.approx(200 + 412 + 450)


def test_taking_over_moves_the_figure_keeps_what_was_closed_and_can_be_undone(store, spaak, take, spaak_with):
    spaak_with(FEBRUARY)
    again(take, FEWER)
    by_sanne = replace(store, who="Sanne")

    ids = take_over(by_sanne, spaak, restatements(store, spaak, TODAY))

    assert monthly(store, spaak)["2026-02"] == 300.0
    assert restatements(store, spaak, TODAY) == ()
    assert told(store, spaak) == []
    (one,) = rounds(store, spaak)
    assert (one.figures["revenue"]["2026-02"], one.taken["revenue"]["2026-02"]) == (412.0, 300.0)
    with store.reading(spaak) as space:
        assert space.entries("round").history(one.id)[0].who == "Sanne"

    undo_take_over(store, spaak, ids)
    assert monthly(store, spaak)["2026-02"] == 412.0


def test_a_month_that_is_gone_from_the_data_keeps_its_closed_figure(store, spaak, take, spaak_with):
    spaak_with(MARCH)
    other = work.create(store, "Andere", "nl").id
    take("later.csv", orders(*LINES[2:]), other)
    work.choose(store, other, "revenue")
    with store.reading(spaak) as space:
        (closed,) = space.entries("round").all().values()
    with store.writing(other) as space:
        space.entries("round").put(closed.id, closed)

    assert monthly(store, other) == {"2026-01": 200.0, "2026-02": 412.0, "2026-03": 450.0}
    (one,) = restatements(store, other, TODAY)
    assert (one.period.id, one.was, one.now) == ("2026-01", 200.0, None)
    assert told(store, other) == [
        "Omzet: januari 2026 is afgesloten op € 200; de gegevens zeggen nu geen cijfer (2 regels minder)."
    ]


def test_another_definition_is_told_as_that_and_not_as_a_restatement(store, spaak, take, spaak_with):
    spaak_with(FEBRUARY)
    with store.writing(spaak) as space:
        (one,) = space.entries("round").all().values()
        space.entries("round").put(one.id, replace(one, definitions={"revenue": "as it was"}))
    again(take, FEWER)

    assert monthly(store, spaak)["2026-02"] == 300.0
    assert restatements(store, spaak, TODAY) == ()
    assert told(store, spaak) == [
        "Omzet: februari 2026 is afgesloten volgens een andere definitie. Wat je hier ziet, volgt de definitie van nu."
    ]


def test_a_later_round_keeps_what_an_earlier_one_closed(store, spaak, take, spaak_with):
    spaak_with(FEBRUARY)
    again(take, FEWER)
    later = begin_round(store, spaak, MARCH, ["Sanne"], TODAY)

    closed = close_round(store, spaak, later.id, TODAY)

    assert closed.figures == {"revenue": {"2026-03": 450.0}}
    assert monthly(store, spaak)["2026-02"] == 412.0


def test_a_quarter_a_target_is_judged_on_is_closed_with_its_months(store, spaak, take):
    take("omzet.csv", orders(*LINES))
    work.choose(store, spaak, "average_order_value")
    quarterly = Target(
        "average_order_value", date(2026, 12, 31), date(2026, 1, 1), value=200.0, form=Form.FROM_TO, per=Grain.QUARTER
    )
    work.set_target(store, spaak, quarterly)
    closed = close_round(store, spaak, begin_round(store, spaak, MARCH, ["Sanne"], TODAY).id, TODAY)
    before = results_of(store, spaak, Asked("average_order_value", per=Grain.QUARTER), TODAY)

    again(take, HIGHER)

    assert closed.figures["average_order_value"]["2026-Q1"] == pytest.approx(1062.0 / 6)
    after = results_of(store, spaak, Asked("average_order_value", per=Grain.QUARTER), TODAY)
    assert [p.value for p in series(after, "average_order_value")] == [
        p.value for p in series(before, "average_order_value")
    ]
    assert any("kwartaal" in note for note in told(store, spaak))


@pytest.mark.parametrize("grain", [Grain.WEEK, Grain.QUARTER, Grain.YEAR])
def test_figures_per_other_periods_than_were_closed_tell_what_they_contradict(store, spaak, spaak_with, grain):
    spaak_with(FEBRUARY, then=HIGHER)

    found = work.explore(store, spaak, "revenue", grain, today=TODAY)

    (issue,) = [one for one in found.issues if one.code.startswith("restated")]
    assert (issue.fields["period"], issue.fields["was"], issue.fields["now"]) == ("2026-02", 412.0, 450.0)
    assert sum(p.value for p in series(found, "revenue") if p.value is not None) == 1100.0


def test_a_reopened_round_follows_the_data_again_until_it_is_closed(store, spaak, take, spaak_with):
    closed = spaak_with(FEBRUARY)
    again(take, FEWER)

    reopen_round(store, spaak, closed.id)
    assert monthly(store, spaak)["2026-02"] == 300.0

    close_round(store, spaak, closed.id, TODAY)
    assert monthly(store, spaak)["2026-02"] == 300.0
    assert restatements(store, spaak, TODAY) == ()


def test_a_period_that_is_not_whole_in_the_data_is_not_closed(store, spaak, take):
    take("omzet.csv", MAY_AND_JUNE)
    work.choose(store, spaak, "revenue")
    june = begin_round(store, spaak, parse_period("2026-06"), [], TODAY)
    before = results_of(store, spaak, Asked("revenue"), TODAY).frame
    whole = {str(p): v for p, v, done in before[["period", "value", "complete"]].to_numpy() if done}

    assert close_round(store, spaak, june.id, TODAY).figures == {"revenue": whole}


def test_a_round_about_a_week_closes_weeks(store, spaak, take):
    take("omzet.csv", orders(*LINES))
    work.choose(store, spaak, "revenue")
    week = parse_period("2026-W06")

    closed = close_round(store, spaak, begin_round(store, spaak, week, [], TODAY).id, TODAY)

    assert closed.figures["revenue"]["2026-W06"] == 300.0
    assert all(parse_period(period).end <= week.end for period in closed.figures["revenue"])


def test_a_closed_round_is_not_closed_twice(store, spaak, spaak_with):
    closed = spaak_with(FEBRUARY)

    with pytest.raises(StoreError, match="round_closed"):
        close_round(store, spaak, closed.id, TODAY)


@pytest.mark.parametrize(
    ("was", "now", "equal"),
    [
        (1.0, 1.0 + 1e-12, True),
        (1e9, 1e9 + 1e-3, True),
        (41_200.0, 41_200.01, False),
        (None, None, True),
        (None, 0.0, False),
        (0.0, 0.0, True),
        (0.0, 1e-6, False),
    ],
)
def test_two_figures_are_one_within_a_billionth(was, now, equal):
    assert same(was, now) is equal


def test_the_passport_works_out_what_the_data_says_and_tells_the_closed_figure(store, spaak, spaak_with):
    spaak_with(MARCH, then=[*LINES, ("20-03-2026", "C9", "K3", "50,00", "Zuid")])

    found = kpi_passport(store, spaak, "revenue", today=TODAY, lang="nl")

    assert "500" in found.figures.lead
    assert plain(found.figures.notes[0]).startswith(
        "Omzet: maart 2026 is afgesloten op € 450; de gegevens zeggen nu € 500"
    )


@pytest.mark.parametrize(
    ("kpi", "was", "now", "texts"),
    [
        ("revenue", 41_200.0, 39_900.0, ("€ 41.200", "€ 39.900")),
        ("revenue", 41_200.1, 41_200.2, ("€ 41.200,1", "€ 41.200,2")),
        ("gross_margin", 0.341, 0.3413, ("34,10%", "34,13%")),
        ("revenue", None, 12.0, ("geen cijfer", "€ 12")),
    ],
)
def test_two_figures_are_shown_with_as_many_decimals_as_tell_them_apart(kpi, was, now, texts):
    assert tuple(map(plain, both_shown(was, now, CATALOGUE[kpi], "nl"))) == texts
